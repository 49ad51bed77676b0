package dev.rayport.backend;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach a cluster's Ray HTTP API (the dashboard's port).
 *
 * @param address base, such as {@code http://127.0.0.1:20001}
 * @param token Ray's cluster token, sent as {@code X-Ray-Authorization}; never shown or logged
 */
public record RayEndpoint(URI address, Optional<String> token) {

  @Override
  public String toString() {
    return "RayEndpoint[" + address + (token.isPresent() ? ", with token]" : "]");
  }
}
