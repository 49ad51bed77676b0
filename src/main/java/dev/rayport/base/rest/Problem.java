package dev.rayport.base.rest;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.List;

/**
 * An error as clients read it, RFC 9457.
 *
 * @param type says nothing beyond {@code code}, hence always {@code about:blank}
 * @param code a stable kebab-case word
 * @param detail what happened and the next step
 * @param requestId to quote when asking for help
 */
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    List<FieldError> errors,
    String requestId) {

  static Problem of(Refusal refusal, String requestId) {
    return new Problem(
        "about:blank",
        refusal.kind().title(),
        refusal.kind().status(),
        refusal.code(),
        refusal.detail(),
        refusal.errors(),
        requestId);
  }

  static Problem unauthorized(String requestId) {
    return of(
        401,
        "Not signed in",
        "unauthorized",
        "Send “Authorization: Bearer rp_…” with a valid API token; a browser's session does not"
            + " count here.",
        requestId);
  }

  static Problem internal(String requestId) {
    return of(
        500,
        "Something went wrong on our side",
        "internal",
        "This should not have happened. Give your administrator this id: %s.".formatted(requestId),
        requestId);
  }

  static Problem of(int status, String title, String code, String detail, String requestId) {
    return new Problem("about:blank", title, status, code, detail, List.of(), requestId);
  }
}
