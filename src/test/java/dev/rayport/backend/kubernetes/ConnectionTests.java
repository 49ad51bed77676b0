package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTests {

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: one
      contexts:
        - {name: one, context: {cluster: here, user: one}}
        - {name: two, context: {cluster: here, user: two}}
      clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
      users:
        - {name: one, user: {tokenFile: token}}
        - {name: two, user: {token: two}}
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;
  private HttpServer server;
  private Path kubeconfig;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(kubeconfig, KUBECONFIG.formatted(server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asksWithTheTokenThatIsInTheFileNow() throws IOException {
    Path token = folder.resolve("token");
    try (Connection connection = Connection.of(kubeconfig, null)) {
      Files.writeString(token, "first\n");
      connection.client().namespaces().withName("any").get();
      Files.writeString(token, "second\n");
      connection.client().namespaces().withName("any").get();
      Files.delete(token);
      connection.client().namespaces().withName("any").get();
    }

    assertThat(asked).containsExactly("Bearer first", "Bearer second", "Bearer second");
  }

  @Test
  void asksAsTheUserOfTheNamedContext() {
    try (Connection connection = Connection.of(kubeconfig, "two")) {
      connection.client().namespaces().withName("any").get();
    }

    assertThat(asked).containsExactly("Bearer two");
  }

  @Test
  void refusesAContextThatIsNotThere() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Connection.of(kubeconfig, "three"))
        .withMessageContaining("no context three");
  }
}
