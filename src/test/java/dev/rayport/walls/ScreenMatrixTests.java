package dev.rayport.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.RouteConfiguration;
import dev.rayport.PortalTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Every page, opened by everybody: {@code walls/screens.txt} says who sees what. A page without a
 * row there fails, so that nobody can forget to decide.
 */
@PortalTest
class ScreenMatrixTests extends SpringBrowserlessTest {

  private static final String OPENS = "ok";
  private static final String SIGN_IN = "login";
  private static final Set<TwoTenants.Person> OUTSIDE =
      Set.of(TwoTenants.Person.OTHER, TwoTenants.Person.ANONYMOUS);

  @Autowired private ApplicationContext portal;
  private boolean open;

  /**
   * A line of the matrix.
   *
   * @param page its address, with colons before what belongs to the owner
   * @param outcomes by {@link TwoTenants.Person}, in their order
   */
  record Row(String page, List<String> outcomes) {

    static Row of(String line) {
      String[] cells = line.strip().split("\\s*\\|\\s*");
      return new Row(cells[0], List.of(cells[1].split("\\s+")));
    }

    /** As the router has it. */
    String route() {
      return page.replaceFirst("\\?.*", "")
          .replaceFirst("^/$", "")
          .replace(":clusterName", ":clusterId");
    }

    /** Whether it is about what the owner made. */
    boolean ofTheOwner() {
      return page.matches("(clusters|jobs)(/:.*|.*\\?q=.*)");
    }
  }

  /** Each person gets a browser of their own, in the test. */
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

  private TwoTenants openBrowser(TwoTenants.Person person) {
    TwoTenants tenants = new TwoTenants(portal);
    tenants.signIn(person);
    super.initVaadinEnvironment();
    open = true;
    tenants.signIn(person);
    return tenants;
  }

  @Test
  void eachPageHasItsRow() throws IOException {
    openBrowser(TwoTenants.Person.LEAD);
    Set<String> pages = new TreeSet<>();
    RouteConfiguration.forApplicationScope()
        .getAvailableRoutes()
        .forEach(route -> {
          if (route.getNavigationTarget().getName().startsWith("dev.rayport")) {
            pages.add(route.getTemplate());
            route.getRouteAliases().forEach(alias -> pages.add(alias.getTemplate()));
          }
        });
    Set<String> rows = new TreeSet<>();
    rows().forEach(row -> rows.add(row.route()));
    assertThat(pages.stream().map(page -> page.replace("?", "")))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(rows).contains(page));
  }

  @ParameterizedTest
  @EnumSource(TwoTenants.Person.class)
  void everybodySeesWhatTheyMay(TwoTenants.Person person) throws IOException {
    TwoTenants tenants = openBrowser(person);
    Map<String, String> things = tenants.things("GET /here", false);
    tenants.signIn(person);
    List<String> wrong = new ArrayList<>();
    for (Row row : rows()) {
      UI.getCurrent().navigate("login");
      Location place = new Location(filled(row.page(), things));
      UI.getCurrent().navigate(place.getPath(), place.getQueryParameters());
      String expected = row.outcomes().get(person.ordinal());
      String found = outcome(place);
      if (!found.equals(expected)) {
        wrong.add("%s by %s: %s instead of %s".formatted(row.page(), person, found, expected));
      }
      boolean tells = words().contains(things.get("called"));
      if (tells && OUTSIDE.contains(person)) {
        wrong.add("%s tells %s of the owner's things".formatted(row.page(), person));
      }
      if (!tells && !OUTSIDE.contains(person) && row.ofTheOwner()) {
        wrong.add("%s shows %s nothing".formatted(row.page(), person));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String outcome(Location place) {
    HasElement view = UI.getCurrent().getInternals().getActiveRouterTargetsChain().getFirst();
    Class<?> wanted =
        RouteConfiguration.forApplicationScope().getRoute(place.getPath()).orElseThrow();
    if (view.getClass().equals(wanted)) {
      return OPENS;
    }
    if (view.getClass().getSimpleName().equals("LoginView")) {
      return SIGN_IN;
    }
    return view instanceof HasErrorParameter<?>
            && Set.of("NotFoundView", "RefusedView").contains(view.getClass().getSimpleName())
        ? "404"
        : view.getClass().getSimpleName();
  }

  /** All that the open page says, the rows of its tables included. */
  private String words() {
    Stream<String> rows =
        find(Grid.class).all().stream().flatMap(grid -> firstRows((Grid<?>) grid));
    HasElement frame = UI.getCurrent().getInternals().getActiveRouterTargetsChain().getLast();
    return frame.getElement().getTextRecursively() + String.join("\n", rows.toList());
  }

  /** As many as a browser asks for at first, and then some. */
  static <T> Stream<String> firstRows(Grid<T> grid) {
    return grid.getDataProvider()
        .fetch(new Query<>(0, 200, List.of(), null, null))
        .map(Object::toString);
  }

  static String filled(String page, Map<String, String> things) {
    return page.replaceFirst("^/$", "")
        .replace(":clusterId", things.get("cluster"))
        .replace(":clusterName", things.get("called"))
        .replace(":jobId", things.get("jobs"))
        .replace(":tenant", things.get("tenant"))
        .replace(":name", "wall-recipe")
        .replace(":version", things.get("version"));
  }

  static List<Row> rows() throws IOException {
    return new ClassPathResource("walls/screens.txt")
        .getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Row::of)
        .toList();
  }
}
