package dev.rayport.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.backend.FakeRay;
import dev.rayport.backend.RayJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Sets a secret wherever somebody can set one. */
final class CanaryPlants {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final CanaryHttp http;
  private final Canaries canaries;
  private final FakeClusterBackend backend;
  private final Map<String, String> places;

  /**
   * @param places gets what was answered to those who made a mistake
   */
  CanaryPlants(
      CanaryHttp http, Canaries canaries, FakeClusterBackend backend, Map<String, String> places) {
    this.http = http;
    this.canaries = canaries;
    this.backend = backend;
    this.places = places;
  }

  void people() {
    http.as(
        TwoTenants.Person.ADMINISTRATOR,
        "POST",
        "/api/v1/users",
        "{\"name\":\"canary-%s\",\"password\":\"%s\"}"
            .formatted(canaries.run(), canaries.secret("password of a new account")));
    http.as(
        TwoTenants.Person.ADMINISTRATOR,
        "PATCH",
        "/api/v1/users/canary-" + canaries.run(),
        "{\"password\":\"%s\"}".formatted(canaries.secret("password that was reset")));
    JsonNode token =
        http.as(TwoTenants.Person.OWNER, "POST", "/api/v1/tokens", "{\"name\":\"canary\"}");
    canaries.secret("value of a token", token.path("token").asString());
    http.as(
        TwoTenants.Person.OWNER,
        "PUT",
        "/api/v1/secrets/canary-own",
        "{\"value\":\"%s\"}".formatted(canaries.secret("a user's secret")));
    http.as(
        TwoTenants.Person.LEAD,
        "PUT",
        "/api/v1/secrets/canary-all",
        "{\"value\":\"%s\",\"scope\":\"TENANT\"}"
            .formatted(canaries.secret("the tenant's secret")));
  }

  String template() {
    String name = "canary-" + canaries.run();
    http.as(
        TwoTenants.Person.LEAD,
        "POST",
        "/api/v1/templates",
        """
        {"name": "%s", "stage": "TRAINING", "ray": "2.58.0", "head": {"cpus": 1, "memory": "2Gi"},
         "parameters": {"note": {"type": "string", "default": "x", "pattern": ".*"}},
         "env": {"PLAIN": "%s", "CHOSEN": "${note}", "NAMED": "@secret/canary-all"}}
        """
            .formatted(name, canaries.plain("a template's variable", "templates?|clusters?")));
    return name;
  }

  String cluster(String template) {
    JsonNode made =
        http.as(
            TwoTenants.Person.OWNER,
            "POST",
            "/api/v1/clusters",
            "{\"name\":\"c%s\",\"template\":\"%s\",\"values\":{\"note\":\"%s\"}}"
                .formatted(
                    canaries.run(),
                    template,
                    canaries.plain("a cluster's value", "clusters?|jobs?")));
    String id = made.path("id").asString();
    Awaitility.await()
        .atMost(SOON)
        .until(() ->
            http.as(TwoTenants.Person.OWNER, "GET", "/api/v1/clusters/" + id, "")
                .path("state")
                .asString()
                .equals("READY"));
    return id;
  }

  /** One that prints all it was given, and fails with it. */
  String job(String cluster) {
    JsonNode made =
        http.as(
            TwoTenants.Person.OWNER,
            "POST",
            "/api/v1/jobs",
            """
            {"cluster": "%s", "entrypoint": "KEY=%s python x.py", "runtimeEnv": {"env_vars":
             {"PLAIN": "%s", "OWN": "@secret/canary-own", "ALL": "@secret/canary-all"}}}
            """
                .formatted(
                    cluster,
                    canaries.plain("an entrypoint's variable", "jobs?"),
                    canaries.plain("a job's variable", "jobs?")));
    String id = made.path("id").asString();
    FakeRay ray =
        backend.ray(
            backend.list().stream().filter(key -> key.id().equals(cluster)).findFirst().get());
    String attempt = id + "-1";
    Awaitility.await().atMost(SOON).until(() -> ray.submissions().contains(attempt));
    String given = ray.submission(attempt).toString();
    assertThat(given).contains(canaries.of("a user's secret"), canaries.of("the tenant's secret"));
    ray.run(attempt);
    ray.log(
        attempt,
        "given %s and %s\n"
            .formatted(canaries.of("a user's secret"), canaries.of("the tenant's secret")));
    ray.end(attempt, RayJob.Status.FAILED, 1);
    Awaitility.await()
        .atMost(SOON)
        .until(() ->
            http.as(TwoTenants.Person.OWNER, "GET", "/api/v1/jobs/" + id, "")
                .path("state")
                .asString()
                .equals("FAILED"));
    return id;
  }

  void registered(FakeRay ray) {
    http.as(
        TwoTenants.Person.ADMINISTRATOR,
        "POST",
        "/api/v1/clusters/registered",
        "{\"name\":\"r%s\",\"stage\":\"TRAINING\",\"address\":\"%s\",\"token\":\"%s\"}"
            .formatted(
                canaries.run(),
                ray.endpoint().address().toString().replaceFirst("/$", ""),
                canaries.of("token of a registered cluster")));
  }

  /** What is refused is not repeated either. */
  void mistakes() {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                ("admin:" + canaries.secret("a wrong password")).getBytes(StandardCharsets.UTF_8));
    places.put(
        "wrong password",
        http.send("POST", "/api/v1/tokens", "Basic " + basic, "{\"name\":\"x\"}"));
    places.put(
        "wrong token",
        http.send("GET", "/api/v1/me", "Bearer rp_" + canaries.secret("a wrong token"), ""));
    places.put(
        "token in the address",
        http.send(
            "GET", "/api/v1/me?access_token=" + canaries.secret("a token in an address"), "", ""));
    for (String body :
        List.of(
            "{\"value\":\"%s\",\"odd\":1}".formatted(canaries.secret("a value beside a mistake")),
            "{\"value\":[\"%s\"]}".formatted(canaries.secret("a value of the wrong kind")),
            "{\"value\":\"%s".formatted(canaries.secret("a value that breaks off")),
            "{\"value\":\"%s\\u0000\"}".formatted(canaries.secret("a value with a NUL")),
            "{\"value\":\"x\",\"scope\":\"%s\"}".formatted(canaries.secret("a wrong scope")))) {
      places.put(
          "refused secret", http.send(TwoTenants.Person.OWNER, "PUT", "/api/v1/secrets/x", body));
    }
    places.put(
        "refused user",
        http.send(
            TwoTenants.Person.ADMINISTRATOR,
            "POST",
            "/api/v1/users",
            "{\"name\":\"No Name\",\"password\":\"%s\"}"
                .formatted(canaries.secret("password of a refused account"))));
    places.put(
        "refused cluster",
        http.send(
            TwoTenants.Person.ADMINISTRATOR,
            "POST",
            "/api/v1/clusters/registered",
            "{\"name\":\"R\",\"stage\":\"TRAINING\",\"address\":\"http://evil.example\",\"token\":\"%s\"}"
                .formatted(canaries.secret("token of a refused cluster"))));
  }
}
