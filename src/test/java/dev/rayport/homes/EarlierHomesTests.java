package dev.rayport.homes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.RayportApplication;
import dev.rayport.tenant.PortalClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Homes that builds of earlier capabilities made, with real Ray: today's portal opens each. They
 * stay as they are; what comes next adds one.
 */
class EarlierHomesTests {

  private static final String PASSWORD = "an old password that stays";

  @ParameterizedTest
  @ValueSource(strings = {"first-light", "kubernetes", "tenants"})
  void openInTodaysPortal(String build, @TempDir Path home) throws IOException {
    unpack(build, home);
    try (ConfigurableApplicationContext portal = start(home);
        PortalClient http = new PortalClient(port(portal))) {
      String token = signIn(http);

      assertThat(names(get(http, token, "clusters"))).contains("old-cluster");
      assertThat(get(http, token, "clusters?state=STOPPED").at("/items/0/template").asString())
          .isEqualTo("cpu-small@1");
      JsonNode jobs = get(http, token, "jobs");
      assertThat(names(jobs)).containsExactlyInAnyOrder("old-job", "old-failure");
      assertThat(names(get(http, token, "jobs?template=cpu-small"))).hasSize(2);
      assertThat(names(get(http, token, "jobs?state=SUCCEEDED&q=old"))).containsExactly("old-job");
      assertThat(names(get(http, token, "templates"))).contains("old-recipe", "cpu-small");
      assertThat(names(get(http, token, "users"))).contains("admin");
      assertThat(logOf(http, token, jobs)).contains("hello from " + build);
      assertThat(http.post("/api/v1/audit/verify", token, "{}").body()).contains("\"intact\":true");
    }
  }

  private static ConfigurableApplicationContext start(Path home) {
    return new SpringApplicationBuilder(RayportApplication.class)
        .run(
            "--rayport.home=" + home,
            "--rayport.backend=fake",
            "--server.port=0",
            "--logging.file.name=" + home.resolve("logs/portal.log"),
            "--spring.main.lazy-initialization=true");
  }

  private static int port(ConfigurableApplicationContext portal) {
    return ((ServletWebServerApplicationContext) portal).getWebServer().getPort();
  }

  private static String signIn(PortalClient http) {
    var answer =
        http.send(
            http.to("/api/v1/tokens")
                .header("Authorization", PortalClient.basic("admin", PASSWORD))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"today\"}")));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return PortalClient.json(answer).get("token").asString();
  }

  private static JsonNode get(PortalClient http, String token, String path) {
    var answer = http.get("/api/v1/" + path, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return PortalClient.json(answer);
  }

  private static List<String> names(JsonNode list) {
    return list.get("items").valueStream().map(item -> item.get("name").asString()).toList();
  }

  private static String logOf(PortalClient http, String token, JsonNode jobs) {
    for (JsonNode job : jobs.get("items")) {
      if (job.get("name").asString().equals("old-job")) {
        return http.get("/api/v1/jobs/%s/logs".formatted(job.get("id").asString()), token).body();
      }
    }
    return "";
  }

  private static void unpack(String build, Path home) throws IOException {
    try (InputStream packed =
            EarlierHomesTests.class.getResourceAsStream("/homes/%s.zip".formatted(build));
        ZipInputStream zip = new ZipInputStream(packed)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = home.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }
}
