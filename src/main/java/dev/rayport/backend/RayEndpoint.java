package dev.rayport.backend;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach a cluster's Ray HTTP API (the dashboard's port).
 *
 * @param address base, such as {@code http://127.0.0.1:20001}; may have a path
 * @param token Ray's cluster token, sent as {@code X-Ray-Authorization}; never shown or logged
 * @param route how requests get there
 */
public record RayEndpoint(URI address, Optional<String> token, RayRoute route) {

  /** Straight to the address. */
  public RayEndpoint(URI address, Optional<String> token) {
    this(address, token, RayRoute.DIRECT);
  }

  /** Whether those who asked it lately, several times, were not answered. */
  public boolean silent() {
    return HeadGate.silent(address);
  }

  /** The address of a path below the base. */
  URI at(String path) {
    return URI.create(address.toString().replaceFirst("/$", "") + path);
  }

  @Override
  public String toString() {
    return "RayEndpoint[" + address + (token.isPresent() ? ", with token]" : "]");
  }
}
