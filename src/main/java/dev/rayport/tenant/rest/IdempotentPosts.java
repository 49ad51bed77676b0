package dev.rayport.tenant.rest;

import dev.rayport.base.Refusal;
import dev.rayport.base.rest.ProblemWriter;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.rest.StoredAnswers.Answer;
import dev.rayport.tenant.rest.StoredAnswers.Effect;
import dev.rayport.tenant.rest.StoredAnswers.Hold;
import dev.rayport.tenant.rest.StoredAnswers.Known;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} of POSTs: the same key and body gets the same answer for a day, and the
 * work is done once.
 */
@Component
class IdempotentPosts extends OncePerRequestFilter {

  private static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 200;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERRORS = 500;
  private final StoredAnswers answers;
  private final RunningPosts running;
  private final SecondReading reading;
  private final ProblemWriter problems;

  IdempotentPosts(
      StoredAnswers answers, RunningPosts running, SecondReading reading, ProblemWriter problems) {
    this.answers = answers;
    this.running = running;
    this.reading = reading;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !"POST".equals(request.getMethod()) || request.getHeader(HEADER) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = request.getHeader(HEADER);
    if (key.isBlank() || key.length() > LONGEST) {
      Refusal refusal =
          Refusal.invalid(
              HEADER, "Idempotency-Key must have 1 to %d characters.".formatted(LONGEST));
      problems.write(request, response, refusal);
      return;
    }
    ReadBody body = new ReadBody(request);
    String query = request.getQueryString() == null ? "" : request.getQueryString();
    String requestHash = hash(request.getRequestURI() + '?' + query + '\n', body.bytes());
    Hold hold = Hold.of(keyOf(CurrentUser.require(), key));
    Optional<Known> known = answers.take(hold, requestHash);
    if (known.isEmpty()) {
      run(hold, body, response, copy -> chain.doFilter(body, copy));
    } else if (!known.get().requestHash().equals(requestHash)) {
      problems.write(request, response, reused());
    } else if (known.get().answer().isPresent()) {
      replay(known.get().answer().get(), response);
    } else if (!known.get().abandoned() || !answers.takeOver(hold, known.get())) {
      response.setHeader("Retry-After", "1");
      problems.write(request, response, stillRunning());
    } else if (known.get().effect().isPresent()) {
      Effect effect = known.get().effect().get();
      run(hold, body, response, copy -> tell(effect, body, copy));
    } else {
      run(hold, body, response, copy -> chain.doFilter(body, copy));
    }
  }

  /** What is done for a key, once. */
  private interface Work {
    void into(HttpServletResponse response) throws ServletException, IOException;
  }

  private void run(Hold hold, ReadBody request, HttpServletResponse response, Work work)
      throws ServletException, IOException {
    ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
    boolean stored = false;
    running.begin(request, hold);
    try {
      work.into(copy);
      if (copy.getStatus() < SERVER_ERRORS && copy.getStatus() != TOO_MANY) {
        byte[] bytes = copy.getContentAsByteArray();
        String body = bytes.length == 0 ? null : new String(bytes, StandardCharsets.UTF_8);
        answers.keep(
            hold,
            new Answer(copy.getStatus(), copy.getContentType(), copy.getHeader("Location"), body));
        stored = true;
      }
    } finally {
      running.end(hold);
      if (!stored) {
        answers.release(hold);
      }
    }
    copy.copyBodyToResponse();
  }

  /** Answers for a request that took effect and was cut off before it could. */
  private void tell(Effect effect, ReadBody request, HttpServletResponse response)
      throws ServletException, IOException {
    reading.read(effect, request, response);
    if (response.getStatus() == HttpServletResponse.SC_OK) {
      response.setStatus(effect.status());
    } else if (response.getStatus() < SERVER_ERRORS) {
      response.resetBuffer();
      problems.write(request, response, answerLost(effect));
    }
  }

  private static Refusal answerLost(Effect effect) {
    return Refusal.conflict(
        "idempotency-answer-lost",
        "The first request with this key took effect (%s), but the portal ended before it answered"
                .formatted(effect.address())
            + " and the answer cannot be given again. Take a new key for a new request.");
  }

  static Refusal stillRunning() {
    return Refusal.conflict(
        "idempotency-key-running", "The first request with this key still runs; ask again.");
  }

  private static Refusal reused() {
    return new Refusal(
        Refusal.Kind.UNPROCESSABLE,
        "idempotency-key-reused",
        "This Idempotency-Key was used for another request; take a new one.");
  }

  private static String keyOf(CurrentUser user, String key) {
    return hash(user.accountId() + '\n' + user.tenant() + '\n' + key, new byte[0]);
  }

  private static void replay(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setHeader("Idempotency-Replayed", "true");
    if (answer.location() != null) {
      response.setHeader("Location", answer.location());
    }
    if (answer.body() != null) {
      response.setContentType(answer.contentType());
      response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String hash(String start, byte[] rest) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(start.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(rest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
