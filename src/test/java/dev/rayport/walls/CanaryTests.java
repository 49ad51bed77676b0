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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * A secret is set wherever somebody can set one, and then looked for in all answers, pages, files,
 * lines of the log and rows: it is found where it belongs and nowhere else.
 */
@PortalTest
class CanaryTests extends SpringBrowserlessTest {

  @Autowired private ApplicationContext portal;
  @Autowired private MockMvcTester mvc;
  @Autowired private FakeClusterBackend backend;
  @Autowired private JdbcClient jdbc;
  private final Map<String, String> places = new LinkedHashMap<>();
  private TwoTenants tenants;
  private Canaries canaries;
  private CanaryHttp http;
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
    http = new CanaryHttp(mvc, tenants);
    CanaryPlants plants = new CanaryPlants(http, canaries, backend, places);
    plants.people();
    String template = plants.template();
    String cluster = plants.cluster(template);
    String job = plants.job(cluster);
    try (FakeRay outside = new FakeRay(canaries.secret("token of a registered cluster"))) {
      plants.registered(outside);
      plants.mistakes();
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

  private void answers(TwoTenants.Person person, Map<String, String> ids) throws IOException {
    for (String route : RouteMatrixTests.routes()) {
      if (route.startsWith("GET ")) {
        String path = filled(route.substring(4), ids);
        places.put("GET %s by %s".formatted(path, person), http.send(person, "GET", path, ""));
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
}
