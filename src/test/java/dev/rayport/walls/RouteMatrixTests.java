package dev.rayport.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.PortalTest;
import dev.rayport.backend.FakeClusterBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every REST route, asked by everybody: {@code walls/routes.txt} says who gets what. A route
 * without a row there fails, so that nobody can forget to decide.
 */
@PortalTest
class RouteMatrixTests {

  /** Neither unknown, nor forbidden, nor hidden; the request may still be refused for its sake. */
  private static final String LET_IN = "ok";

  private static final Set<Integer> WALLS = Set.of(401, 403, 404);

  @Autowired private MockMvcTester http;
  @Autowired private ApplicationContext portal;
  @Autowired private FakeClusterBackend backend;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  /**
   * A line of the matrix.
   *
   * @param route method and path as it is mapped
   * @param body of the request; {@code -}: none
   * @param outcomes by {@link TwoTenants.Person}, in their order
   */
  private record Row(String route, String body, List<String> outcomes) {

    static Row of(String line) {
      String[] cells = line.strip().split("\\s*\\|\\s*");
      return new Row(cells[0].replaceAll("\\s+", " "), cells[2], List.of(cells[1].split("\\s+")));
    }

    HttpMethod method() {
      return HttpMethod.valueOf(route.split(" ")[0]);
    }

    String path() {
      return route.split(" ")[1];
    }
  }

  @Test
  void eachRouteHasItsRow() throws IOException {
    Set<String> mapped = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          if (handler.getBeanType().getName().startsWith("dev.rayport")) {
            for (String path : mapping.getPatternValues()) {
              for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                mapped.add(method + " " + path);
              }
            }
          }
        });
    assertThat(rows().stream().map(Row::route)).containsExactlyInAnyOrderElementsOf(mapped);
  }

  @TestFactory
  Stream<DynamicTest> everybodyGetsWhatTheyMay() throws IOException {
    backend.reset();
    backend.documents(true);
    TwoTenants tenants = new TwoTenants(portal);
    List<DynamicTest> cells = new ArrayList<>();
    for (Row row : rows()) {
      for (TwoTenants.Person person : TwoTenants.Person.values()) {
        String outcome = row.outcomes().get(person.ordinal());
        cells.add(
            DynamicTest.dynamicTest(
                "%s by %s: %s".formatted(row.route(), person, outcome),
                () -> ask(tenants, row, person, outcome)));
      }
    }
    return cells.stream();
  }

  private void ask(TwoTenants tenants, Row row, TwoTenants.Person person, String outcome) {
    Map<String, String> things = tenants.things(row.route(), outcome.equals(LET_IN));
    var request =
        http.method(row.method())
            .uri(URI.create(filled(row.path(), things)))
            .contentType(
                row.path().endsWith("/packages")
                    ? MediaType.APPLICATION_OCTET_STREAM
                    : MediaType.APPLICATION_JSON);
    tenants.token(person).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    if (!row.body().equals("-")) {
      request.content(filled(row.body(), things));
    }
    var answer = request.exchange();
    int status = answer.getResponse().getStatus();
    String said = new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    if (outcome.equals(LET_IN)) {
      assertThat(status)
          .as("%s by %s: %s", row.route(), person, said)
          .isNotIn(WALLS)
          .isLessThan(500);
    } else {
      assertThat(status)
          .as("%s by %s: %s", row.route(), person, said)
          .isEqualTo(Integer.parseInt(outcome));
    }
    if (person == TwoTenants.Person.OTHER || person == TwoTenants.Person.ANONYMOUS) {
      assertThat(said).doesNotContain(TwoTenants.HIDDEN);
    }
  }

  private static String filled(String text, Map<String, String> things) {
    String filled = text;
    for (Map.Entry<String, String> thing : things.entrySet()) {
      filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
    }
    return filled;
  }

  /** Method and path of all, as they are mapped. */
  static List<String> routes() throws IOException {
    return rows().stream().map(Row::route).toList();
  }

  private static List<Row> rows() throws IOException {
    return new ClassPathResource("walls/routes.txt")
        .getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Row::of)
        .toList();
  }
}
