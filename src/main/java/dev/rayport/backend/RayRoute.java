package dev.rayport.backend;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How requests travel to heads: straight, or through a proxy that asks who the portal is. Never
 * follows redirects and never takes a proxy from the environment, since the other side runs foreign
 * code. Two routes of one name are equal.
 */
public final class RayRoute {

  /** Time to connect. */
  static final Duration CONNECT = Duration.ofSeconds(5);

  /** Straight to the address, over plain HTTP. */
  public static final RayRoute DIRECT = new RayRoute("direct", client().build(), Map::of);

  private final String name;
  private final HttpClient client;
  private final Supplier<Map<String, String>> headers;

  private RayRoute(String name, HttpClient client, Supplier<Map<String, String>> headers) {
    this.name = name;
    this.client = client;
    this.headers = headers;
  }

  /**
   * Through a server that is trusted and asked as {@code ssl} says.
   *
   * @param name of the server, such as its address
   * @param headers asked for anew with each request, since tokens expire
   */
  public static RayRoute through(
      String name, SSLContext ssl, Supplier<Map<String, String>> headers) {
    return new RayRoute(name, client().sslContext(ssl).build(), headers);
  }

  private static HttpClient.Builder client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY);
  }

  HttpClient http() {
    return client;
  }

  Map<String, String> headers() {
    return headers.get();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RayRoute route && route.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
