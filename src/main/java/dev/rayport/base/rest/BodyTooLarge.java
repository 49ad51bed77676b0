package dev.rayport.base.rest;

import dev.rayport.base.Refusal;
import java.io.IOException;

/** More bytes came than a JSON body may have. */
class BodyTooLarge extends IOException {

  private static final long serialVersionUID = 1L;

  BodyTooLarge() {
    super("The body is too large");
  }

  static Refusal refusal() {
    return new Refusal(
        Refusal.Kind.TOO_LARGE,
        "too-large",
        "A JSON body has at most 1 MiB; files go into a package (PUT /api/v1/packages).");
  }
}
