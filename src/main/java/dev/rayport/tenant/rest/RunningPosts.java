package dev.rayport.tenant.rest;

import dev.rayport.tenant.Recorded;
import dev.rayport.tenant.rest.StoredAnswers.Effect;
import dev.rayport.tenant.rest.StoredAnswers.Hold;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Requests with an idempotency key that run in this process: says now and then that they do, and
 * notes what they do together with the doing. So a key whose portal died is free a few seconds
 * later, and whether its request took effect is never in doubt; one that was only paused for so
 * long finds its hold lost and is rolled back.
 */
@Component
class RunningPosts implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(RunningPosts.class);
  private static final String HOLD = Hold.class.getName();
  private static final String BASE = "/api/v1/";
  private final StoredAnswers answers;
  private final Set<Hold> running = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("idempotency-keys").factory());

  RunningPosts(StoredAnswers answers) {
    this.answers = answers;
    long pause = StoredAnswers.HELD.toMillis() / 5;
    clock.scheduleWithFixedDelay(this::sayTheyRun, pause, pause, TimeUnit.MILLISECONDS);
  }

  void begin(HttpServletRequest request, Hold hold) {
    request.setAttribute(HOLD, hold);
    running.add(hold);
  }

  void end(Hold hold) {
    running.remove(hold);
  }

  void sayTheyRun() {
    for (Hold hold : running) {
      try {
        answers.stillRuns(hold);
      } catch (DataAccessException e) {
        log.debug("A running request could not be told of: {}", e.toString());
      }
    }
  }

  @EventListener
  void note(Recorded recorded) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        && request.getRequest().getAttribute(HOLD) instanceof Hold hold) {
      saysNothingUntilDone(hold);
      if (!answers.note(hold, effect(request.getRequest(), recorded.object()))) {
        throw IdempotentPosts.stillRunning();
      }
    }
  }

  /**
   * The transaction locks the key's row: saying that it runs would wait, and all others with it.
   */
  private void saysNothingUntilDone(Hold hold) {
    running.remove(hold);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            running.add(hold);
          }
        });
  }

  private static Effect effect(HttpServletRequest request, String object) {
    String collection = request.getRequestURI().substring(BASE.length()).replaceAll("/.*", "");
    return new Effect(BASE + collection + '/' + object, status(request));
  }

  private static int status(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod handler
        ? declared(handler)
        : HttpStatus.OK.value();
  }

  private static int declared(HandlerMethod handler) {
    ResponseStatus status =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), ResponseStatus.class);
    return status == null ? HttpStatus.OK.value() : status.code().value();
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
  }
}
