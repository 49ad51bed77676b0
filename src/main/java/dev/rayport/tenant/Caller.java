package dev.rayport.tenant;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where the request on this thread came from. */
final class Caller {

  private Caller() {}

  /** Its network address; {@code portal} outside a request. */
  static String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web
        ? web.getRequest().getRemoteAddr()
        : "portal";
  }
}
