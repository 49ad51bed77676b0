package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendSilent;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the API server answers: asked every few seconds, since a frozen one keeps its watches
 * open and says nothing.
 */
final class ApiPulse implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ApiPulse.class);
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(4);
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final HttpClient http;
  private final HttpRequest question;
  private final Runnable onRevival;
  private final Clock clock = Clock.systemUTC();
  private final Instant started = clock.instant();
  private volatile Optional<Instant> heard = Optional.empty();
  private volatile boolean silent;
  private String failure = "";
  private final ScheduledExecutorService beating =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kubernetes-pulse").factory());

  /**
   * @param onRevival called when it answers again after a silence
   */
  ApiPulse(Connection connection, Runnable onRevival) {
    this.http = connection.client().getHttpClient();
    this.question = http.newHttpRequestBuilder().uri(connection.server() + "/readyz").build();
    this.onRevival = onRevival;
    beating.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** When it was last heard, if it is silent; its start, if it never was heard. */
  Optional<Instant> silentSince() {
    return silent ? Optional.of(heard.orElse(started)) : Optional.empty();
  }

  /**
   * @throws BackendSilent while it does not answer
   */
  void check() {
    if (silent) {
      throw new BackendSilent("Kubernetes does not answer.", heard);
    }
  }

  private void beat() {
    try {
      note(answers());
    } catch (RuntimeException e) {
      log.warn("Whether Kubernetes answers is not known", e);
    }
  }

  private void note(boolean answered) {
    Instant now = clock.instant();
    if (answered) {
      heard = Optional.of(now);
      if (silent) {
        silent = false;
        log.info("Kubernetes answers again");
        onRevival.run();
      }
    } else if (!silent && heard.orElse(started).plus(GRACE).isBefore(now)) {
      silent = true;
      log.warn("Kubernetes does not answer: {}", failure);
    }
  }

  /** Who may not ask is answered too; a server whose database is away says 500. */
  private boolean answers() {
    CompletableFuture<HttpResponse<String>> answer = http.sendAsync(question, String.class);
    try {
      int code = answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS).code();
      failure = "HTTP " + code;
      return code < HttpURLConnection.HTTP_INTERNAL_ERROR;
    } catch (TimeoutException | ExecutionException e) {
      answer.cancel(true);
      failure = e.toString();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    beating.shutdownNow();
  }
}
