package dev.rayport.tenant.rest;

import dev.rayport.base.Refusal;
import dev.rayport.base.rest.ProblemWriter;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.rest.StoredAnswers.Answer;
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
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} of POSTs: the same key and body gets the same answer for a day, and the
 * work is done once.
 */
class IdempotentPosts extends OncePerRequestFilter {

  private static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 200;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERRORS = 500;
  private final StoredAnswers answers;
  private final ProblemWriter problems;

  IdempotentPosts(StoredAnswers answers, ProblemWriter problems) {
    this.answers = answers;
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
    CurrentUser user = CurrentUser.require();
    ReadBody body = new ReadBody(request);
    String id = hash(user.accountId() + '\n' + user.tenant() + '\n' + key, new byte[0]);
    String query = request.getQueryString() == null ? "" : request.getQueryString();
    String requestHash = hash(request.getRequestURI() + '?' + query + '\n', body.bytes());
    Optional<Known> known = answers.take(id, requestHash);
    if (known.isPresent()) {
      repeat(known.get(), requestHash, request, response);
    } else {
      run(id, body, response, chain);
    }
  }

  private void run(String id, ReadBody request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
    boolean stored = false;
    try {
      chain.doFilter(request, copy);
      if (copy.getStatus() < SERVER_ERRORS && copy.getStatus() != TOO_MANY) {
        byte[] bytes = copy.getContentAsByteArray();
        String body = bytes.length == 0 ? null : new String(bytes, StandardCharsets.UTF_8);
        answers.keep(
            id,
            new Answer(copy.getStatus(), copy.getContentType(), copy.getHeader("Location"), body));
        stored = true;
      }
    } finally {
      if (!stored) {
        answers.release(id);
      }
    }
    copy.copyBodyToResponse();
  }

  private void repeat(
      Known known, String requestHash, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!known.requestHash().equals(requestHash)) {
      Refusal refusal =
          new Refusal(
              Refusal.Kind.UNPROCESSABLE,
              "idempotency-key-reused",
              "This Idempotency-Key was used for another request; take a new one.");
      problems.write(request, response, refusal);
    } else if (known.answer().isEmpty()) {
      response.setHeader("Retry-After", "1");
      Refusal refusal =
          Refusal.conflict(
              "idempotency-key-running", "The first request with this key still runs; ask again.");
      problems.write(request, response, refusal);
    } else {
      replay(known.answer().get(), response);
    }
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
