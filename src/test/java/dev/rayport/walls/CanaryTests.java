package dev.rayport.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.Location;
import dev.rayport.PortalTest;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.backend.FakeRay;
import dev.rayport.backend.RayJob;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A secret is set wherever somebody can set one, and then looked for in all answers, pages, files,
 * lines of the log and rows: it is found where it belongs and nowhere else.
 */
@PortalTest
class CanaryTests extends SpringBrowserlessTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Autowired private ApplicationContext portal;
  @Autowired private MockMvcTester http;
  @Autowired private FakeClusterBackend backend;
  @Autowired private JdbcClient jdbc;
  private final Map<String, String> places = new LinkedHashMap<>();
  private TwoTenants tenants;
  private Canaries canaries;
  private boolean open;

  @Override
  protected void initVaadinEnvironment() {}

  @Override
  @AfterEach
  protected void cleanVaadinEnvironment() {
    if (open) {
      super.cleanVaadinEnvironment();
    }
    open = false;
    SecurityContextHolder.clearContext();
  }

  @Test
  void secretsAreFoundOnlyWhereTheyBelong() throws IOException {
    backend.reset();
    backend.documents(true);
    tenants = new TwoTenants(portal);
    canaries = new Canaries();
    people();
    String template = template();
    String cluster = cluster(template);
    String job = job(cluster);
    try (FakeRay outside = new FakeRay(canaries.secret("token of a registered cluster"))) {
      registered(outside);
      mistakes();
      for (TwoTenants.Person person : TwoTenants.Person.values()) {
        answers(person, Map.of("cluster", cluster, "job", job, "template", template));
        pages(person, Map.of("cluster", cluster, "job", job, "template", template));
      }
    }
    files();
    rows();
    assertThat(canaries.strays(places)).isEmpty();
    assertThat(places).hasSizeGreaterThan(300);
  }

  private void people() {
    as(
        TwoTenants.Person.ADMINISTRATOR,
        "POST",
        "/api/v1/users",
        "{\"name\":\"canary-%s\",\"password\":\"%s\"}"
            .formatted(canaries.run(), canaries.secret("password of a new account")));
    as(
        TwoTenants.Person.ADMINISTRATOR,
        "PATCH",
        "/api/v1/users/canary-" + canaries.run(),
        "{\"password\":\"%s\"}".formatted(canaries.secret("password that was reset")));
    JsonNode token = as(TwoTenants.Person.OWNER, "POST", "/api/v1/tokens", "{\"name\":\"canary\"}");
    canaries.secret("value of a token", token.path("token").asString());
    as(
        TwoTenants.Person.OWNER,
        "PUT",
        "/api/v1/secrets/canary-own",
        "{\"value\":\"%s\"}".formatted(canaries.secret("a user's secret")));
    as(
        TwoTenants.Person.LEAD,
        "PUT",
        "/api/v1/secrets/canary-all",
        "{\"value\":\"%s\",\"scope\":\"TENANT\"}"
            .formatted(canaries.secret("the tenant's secret")));
  }

  private String template() {
    String name = "canary-" + canaries.run();
    as(
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

  private String cluster(String template) {
    JsonNode made =
        as(
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
            as(TwoTenants.Person.OWNER, "GET", "/api/v1/clusters/" + id, "")
                .path("state")
                .asString()
                .equals("READY"));
    return id;
  }

  /** One that prints all it was given, and fails with it. */
  private String job(String cluster) {
    JsonNode made =
        as(
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
            as(TwoTenants.Person.OWNER, "GET", "/api/v1/jobs/" + id, "")
                .path("state")
                .asString()
                .equals("FAILED"));
    return id;
  }

  private void registered(FakeRay ray) {
    as(
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
  private void mistakes() {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                ("admin:" + canaries.secret("a wrong password")).getBytes(StandardCharsets.UTF_8));
    keep("wrong password", send("POST", "/api/v1/tokens", "Basic " + basic, "{\"name\":\"x\"}"));
    keep(
        "wrong token",
        send("GET", "/api/v1/me", "Bearer rp_" + canaries.secret("a wrong token"), ""));
    keep(
        "token in the address",
        send("GET", "/api/v1/me?access_token=" + canaries.secret("a token in an address"), "", ""));
    for (String body :
        List.of(
            "{\"value\":\"%s\",\"odd\":1}".formatted(canaries.secret("a value beside a mistake")),
            "{\"value\":[\"%s\"]}".formatted(canaries.secret("a value of the wrong kind")),
            "{\"value\":\"%s".formatted(canaries.secret("a value that breaks off")),
            "{\"value\":\"%s\\u0000\"}".formatted(canaries.secret("a value with a NUL")),
            "{\"value\":\"x\",\"scope\":\"%s\"}".formatted(canaries.secret("a wrong scope")))) {
      keep("refused secret", send(TwoTenants.Person.OWNER, "PUT", "/api/v1/secrets/x", body));
    }
    keep(
        "refused user",
        send(
            TwoTenants.Person.ADMINISTRATOR,
            "POST",
            "/api/v1/users",
            "{\"name\":\"No Name\",\"password\":\"%s\"}"
                .formatted(canaries.secret("password of a refused account"))));
    keep(
        "refused cluster",
        send(
            TwoTenants.Person.ADMINISTRATOR,
            "POST",
            "/api/v1/clusters/registered",
            "{\"name\":\"R\",\"stage\":\"TRAINING\",\"address\":\"http://evil.example\",\"token\":\"%s\"}"
                .formatted(canaries.secret("token of a refused cluster"))));
  }

  private void answers(TwoTenants.Person person, Map<String, String> ids) throws IOException {
    for (String route : RouteMatrixTests.routes()) {
      if (route.startsWith("GET ")) {
        String path = filled(route.substring(4), ids);
        keep("GET %s by %s".formatted(path, person), send(person, "GET", path, ""));
      }
    }
  }

  private static String filled(String path, Map<String, String> ids) {
    return path.replaceFirst("(/jobs/)\\{id}", "$1" + ids.get("job"))
        .replaceFirst("(/templates/)\\{name}", "$1" + ids.get("template"))
        .replaceFirst("(/tenants/)\\{name}", "$1wall-one")
        .replaceAll("\\{(idOrName|cluster)}", ids.get("cluster"))
        .replace("{version}", "1")
        .replaceAll("\\{\\w+}", "x");
  }

  private void pages(TwoTenants.Person person, Map<String, String> ids) throws IOException {
    tenants.signIn(person);
    super.initVaadinEnvironment();
    open = true;
    tenants.signIn(person);
    Map<String, String> things =
        Map.of(
            "cluster",
            ids.get("cluster"),
            "called",
            "c" + canaries.run(),
            "jobs",
            ids.get("job"),
            "tenant",
            "wall-one",
            "version",
            "1");
    for (ScreenMatrixTests.Row row : ScreenMatrixTests.rows()) {
      String page =
          ScreenMatrixTests.filled(row.page(), things).replace("wall-recipe", ids.get("template"));
      Location place = new Location(page);
      UI.getCurrent().navigate(place.getPath(), place.getQueryParameters());
      places.put("page /%s by %s".formatted(page, person), sent());
    }
    cleanVaadinEnvironment();
  }

  /** All that the browser is told of the open page. */
  private String sent() {
    StringBuilder sent = new StringBuilder();
    tell(UI.getCurrent().getElement(), sent);
    UI.getCurrent().getInternals().getActiveRouterTargetsChain().stream()
        .forEach(part -> tell(part.getElement(), sent));
    find(Grid.class).all().stream()
        .flatMap(grid -> ScreenMatrixTests.firstRows((Grid<?>) grid))
        .forEach(row -> sent.append(row).append('\n'));
    return sent.toString();
  }

  private static void tell(Element element, StringBuilder sent) {
    if (element.isTextNode()) {
      sent.append(element.getText()).append('\n');
      return;
    }
    element.getAttributeNames().map(element::getAttribute).forEach(sent::append);
    element
        .getPropertyNames()
        .forEach(name -> sent.append(element.getPropertyRaw(name)).append('\n'));
    element.getChildren().forEach(child -> tell(child, sent));
  }

  private void files() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(PortalTest.HOME))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        places.put(
            "file " + file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void rows() {
    List<String> lines = jdbc.sql("script").query(String.class).list();
    Map<String, StringBuilder> tables = new LinkedHashMap<>();
    for (String line : lines) {
      String table =
          line.startsWith("INSERT INTO")
              ? line.replaceFirst("(?s)INSERT INTO \"PUBLIC\".\"(\\w+)\".*", "$1")
              : "other";
      tables.computeIfAbsent(table, name -> new StringBuilder()).append(line).append('\n');
    }
    tables.forEach((table, text) -> places.put("table " + table, text.toString()));
  }

  private JsonNode as(TwoTenants.Person person, String method, String path, String body) {
    return JsonMapper.shared().readTree(sendAndExpect(person, method, path, body));
  }

  private String sendAndExpect(TwoTenants.Person person, String method, String path, String body) {
    var answer = exchange(method, path, bearer(person), body);
    String said = text(answer);
    assertThat(answer.getResponse().getStatus())
        .as("%s %s: %s", method, path, said)
        .isBetween(200, 202);
    return said.isEmpty() ? "null" : said;
  }

  private String send(TwoTenants.Person person, String method, String path, String body) {
    return send(method, path, bearer(person), body);
  }

  private String bearer(TwoTenants.Person person) {
    return tenants.token(person).map(token -> "Bearer " + token).orElse("");
  }

  private String send(String method, String path, String authorization, String body) {
    return text(exchange(method, path, authorization, body));
  }

  private MvcTestResult exchange(String method, String path, String authorization, String body) {
    var request =
        http.method(HttpMethod.valueOf(method))
            .uri(URI.create(path))
            .contentType(MediaType.APPLICATION_JSON);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (!body.isEmpty()) {
      request.content(body);
    }
    return request.exchange();
  }

  private static String text(MvcTestResult answer) {
    return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private void keep(String place, String said) {
    places.put(place, said);
  }
}
