package dev.rayport.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A real Keycloak with the project's realm, fetched by Maven and run without a container. */
final class Keycloak implements AutoCloseable {

  static final String SECRET = "the-portals-own-secret-at-keycloak";
  private static final String VERSION = "26.7.3";
  private static final String ADMIN = "admin";
  private static final Path REALM = Path.of("..", "k8s", "keycloak", "rayport-realm.json");
  private static final Path HOME = Path.of("target", "keycloak-" + VERSION).toAbsolutePath();
  private static final Duration UP_WITHIN = Duration.ofMinutes(4);
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  private Keycloak(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** The distribution, unpacked; empty where Maven cannot get it. */
  static Optional<Path> distribution() {
    if (!Files.isDirectory(HOME)) {
      Path zip =
          Path.of(
              System.getProperty("user.home"),
              ".m2/repository/org/keycloak/keycloak-quarkus-dist",
              VERSION,
              "keycloak-quarkus-dist-" + VERSION + ".zip");
      if (!Files.exists(zip) && !fetched()) {
        return Optional.empty();
      }
      unpack(zip);
    }
    return Optional.of(HOME);
  }

  static String issuer(int port) {
    return "http://localhost:" + port + "/realms/rayport";
  }

  /** Starts one that knows the portal and a person without a role, and waits until it answers. */
  static Keycloak start(int port, URI portal, String user, String password) {
    try {
      delete(HOME.resolve("data"));
      Path imports = Files.createDirectories(HOME.resolve("data/import"));
      Files.writeString(imports.resolve("rayport-realm.json"), realm(portal, user, password));
      ProcessBuilder builder =
          new ProcessBuilder(
                  HOME.resolve("bin/kc.sh").toString(),
                  "start-dev",
                  "--import-realm",
                  "--http-host=127.0.0.1",
                  "--http-port=" + port,
                  "--hostname=http://localhost:" + port)
              .redirectErrorStream(true)
              .redirectOutput(Path.of("target", "keycloak.log").toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "JAVA_HOME",
                  System.getProperty("java.home"),
                  "JAVA_OPTS_KC_HEAP",
                  "-Xms128m -Xmx512m",
                  "KC_BOOTSTRAP_ADMIN_USERNAME",
                  ADMIN,
                  "KC_BOOTSTRAP_ADMIN_PASSWORD",
                  ADMIN));
      Keycloak keycloak = new Keycloak(port, builder.start());
      await("Keycloak to answer")
          .atMost(UP_WITHIN)
          .pollInterval(Duration.ofMillis(500))
          .failFast("it ended, see target/keycloak.log", () -> !keycloak.process.isAlive())
          .ignoreExceptions()
          .until(() ->
              keycloak.send("/realms/rayport/.well-known/openid-configuration").statusCode()
                  == 200);
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the person a member of exactly these groups. */
  void putIn(String user, String... groups) {
    String id = userId(user);
    for (JsonNode group : json(admin("GET", "/users/" + id + "/groups"))) {
      admin("DELETE", "/users/" + id + "/groups/" + group.get("id").asString());
    }
    for (String group : groups) {
      String found = json(admin("GET", "/group-by-path" + group)).get("id").asString();
      admin("PUT", "/users/" + id + "/groups/" + found);
    }
  }

  /** As an administrator of Keycloak ends somebody's sessions. */
  void signOut(String user) {
    admin("POST", "/users/" + userId(user) + "/logout");
  }

  private String userId(String user) {
    return json(admin("GET", "/users?exact=true&username=" + user)).get(0).get("id").asString();
  }

  private HttpResponse<String> admin(String method, String path) {
    HttpResponse<String> signedIn =
        send(
            HttpRequest.newBuilder(at("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "grant_type=password&client_id=admin-cli&username=%s&password=%s"
                            .formatted(ADMIN, ADMIN))));
    return send(
        HttpRequest.newBuilder(at("/admin/realms/rayport" + path))
            .header("Authorization", "Bearer " + json(signedIn).get("access_token").asString())
            .method(method, BodyPublishers.noBody()));
  }

  private HttpResponse<String> send(String path) {
    return send(HttpRequest.newBuilder(at(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /** The project's own realm, with this portal's address, a secret and a person. */
  private static String realm(URI portal, String user, String password) throws IOException {
    String text = Files.readString(REALM).replace("https://rayport.example.com", portal.toString());
    ObjectNode realm = (ObjectNode) JsonMapper.shared().readTree(text);
    ((ObjectNode) realm.get("clients").get(0)).put("secret", SECRET);
    ObjectNode person = realm.putArray("users").addObject();
    person.put("username", user).put("enabled", true).put("emailVerified", true);
    person.put("email", user + "@example.com").put("firstName", "A").put("lastName", "Person");
    person.putArray("credentials").addObject().put("type", "password").put("value", password);
    return realm.toString();
  }

  private static boolean fetched() {
    try {
      Process maven =
          new ProcessBuilder(
                  List.of(
                      "mvn",
                      "-B",
                      "-q",
                      "dependency:get",
                      "-Dtransitive=false",
                      "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip"))
              .redirectErrorStream(true)
              .redirectOutput(Path.of("target", "keycloak-fetch.log").toFile())
              .start();
      if (maven.waitFor(5, TimeUnit.MINUTES)) {
        return maven.exitValue() == 0;
      }
      maven.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void unpack(Path zip) {
    Path half = HOME.resolveSibling("keycloak.half");
    try (InputStream bytes = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(bytes)) {
      delete(half);
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = half.resolve(entry.getName().replaceFirst("^[^/]+/", "")).normalize();
        if (entry.isDirectory() || !file.startsWith(half)) {
          continue;
        }
        Files.createDirectories(file.getParent());
        Files.copy(entries, file);
      }
      half.resolve("bin/kc.sh").toFile().setExecutable(true);
      Files.move(half, HOME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    await("Keycloak to end").atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
  }
}
