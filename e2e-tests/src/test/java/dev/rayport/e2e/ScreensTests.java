package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page, light and dark, wide and narrow, on a portal with weeks of history. */
class ScreensTests extends Journey {

  private static final List<Integer> WIDTHS = List.of(1440, 1024);
  private static final int HEIGHT = 900;
  private static final Set<String> BAD = Set.of("serious", "critical");
  private static final String RESEARCHER = "mira";
  private static final String OF_ANOTHER_TENANT = "oskar";
  private static final String LEAD = "priya";
  private static final String DEMO_PASSWORD = "rayport-demo";
  private static final List<String> ADMINISTRATORS =
      List.of("", "tenants", "tenants/nlp-platform", "users", "audit", "clusters/new");

  private final List<String> findings = new ArrayList<>();
  private Rest rest;

  @Override
  Portal portal() {
    return Portal.fresh("--rayport.demo=true");
  }

  static Stream<Arguments> looks() {
    return WIDTHS.stream()
        .flatMap(width ->
            Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .map(scheme -> Arguments.of(width, scheme)));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void nothingIsWrongWithAnyPage(int width, ColorScheme scheme) {
    findings.clear();
    openTab(new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setColorScheme(scheme));
    page.navigate("/login");
    look("sign-in", width, scheme);
    signIn(RESEARCHER, DEMO_PASSWORD);
    rest = Rest.signIn(portal.url(), RESEARCHER, DEMO_PASSWORD);
    look("home", width, scheme);
    for (String place :
        List.of(
            "clusters",
            "clusters/new",
            "clusters/new?template=train-cpu",
            "jobs",
            "jobs/new",
            "templates",
            "tokens",
            "secrets")) {
      visit(place, width, scheme);
    }
    for (String state : List.of("FAILED", "STOPPED")) {
      visit("clusters/" + oneOf("clusters", state), width, scheme, "cluster-" + state);
    }
    for (String state : List.of("FAILED", "SUCCEEDED")) {
      visit("jobs/" + oneOf("jobs", state), width, scheme, "job-" + state);
    }
    findings.addAll(complaints());
    assertThat(String.join("\n", findings)).isEmpty();
  }

  @Test
  void hostileTextIsOnlyText() {
    openTab(new Browser.NewContextOptions().setViewportSize(WIDTHS.getLast(), HEIGHT));
    page.navigate("/login");
    page.locator("input[name=username]").fill(HostileThings.MARKUP);
    page.locator("input[name=password]").fill(HostileThings.MARKUP);
    page.keyboard().press("Enter");
    page.waitForURL(url -> url.contains("error"));
    HostileThings things =
        new HostileThings(portal, Rest.signIn(portal.url(), LEAD, DEMO_PASSWORD));
    PageWalk walk = new PageWalk(page);
    signIn(LEAD, DEMO_PASSWORD);
    assertThat(walk.sees()).isTrue();
    things.pages().forEach(place -> walk.visit(place, things.on(place)));
    walk.search("jobs", HostileThings.MARKUP);
    assertThat(walk.findings()).isEmpty();
    assertThat(walk.dialogs()).isGreaterThan(3);
    assertThat(complaints()).isEmpty();
    openTab(new Browser.NewContextOptions().setViewportSize(WIDTHS.getLast(), HEIGHT));
    PageWalk administrators = new PageWalk(page);
    signIn();
    ADMINISTRATORS.forEach(place -> administrators.visit(place, ""));
    administrators.visit("audit?q=account.sign-in", HostileThings.MARKUP);
    assertThat(administrators.findings()).isEmpty();
    assertThat(complaints()).isEmpty();
  }

  @Test
  void twoTenantsShareNothingAndAnAdministratorStopsOneWithAReason() {
    signIn(RESEARCHER, DEMO_PASSWORD);
    TwoTenants one = TwoTenants.of(page, portal.url(), RESEARCHER, DEMO_PASSWORD);
    Page otherPage = otherBrowser();
    signIn(otherPage, OF_ANOTHER_TENANT, DEMO_PASSWORD);
    TwoTenants other = TwoTenants.of(otherPage, portal.url(), OF_ANOTHER_TENANT, DEMO_PASSWORD);
    String theirs = other.create("wall-other");
    String own = one.create("wall-one");
    other.knowsNothingOf(own, "wall-one");
    one.knowsNothingOf(theirs, "wall-other");

    page.navigate("/clusters/" + own);
    TwoTenants.stop(portal.rest(), List.of(own, theirs), own);
    one.readsTheReason();
    otherPage.navigate("/clusters/" + theirs);
    assertThat(otherPage.locator("main")).not().containsText("Stopped by");
    other.rest().post("/clusters/" + theirs + "/stop", Map.of());
    rest = one.rest();
    rest.untilState("/clusters/" + own, "STOPPED");
    assertThat(complaints()).isEmpty();
  }

  private void visit(String place, int width, ColorScheme scheme) {
    visit(place, width, scheme, place.replaceAll("[^a-z]+", "-"));
  }

  private void visit(String place, int width, ColorScheme scheme, String name) {
    page.navigate("/" + place);
    look(name, width, scheme);
  }

  private void look(String name, int width, ColorScheme scheme) {
    assertThat(page.locator("h1").first()).isAttached();
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    String shot = "%s-%d-%s".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screens", shot + ".png")));
    new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> BAD.contains(rule.getImpact()) && !withinVaadin(rule))
            .forEach(rule -> findings.add(shot + ": " + inWords(rule)));
    if (page.locator("h1").count() != 1) {
      findings.add(shot + ": %d h1".formatted(page.locator("h1").count()));
    }
    Object overflow =
        page.evaluate(
            "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
    if (((Number) overflow).intValue() > 0) {
      findings.add(shot + ": scrolls sideways by " + overflow);
    }
  }

  /** The scroller in {@code vaadin-tabs}' own shadow tree takes the focus; not ours to change. */
  private static boolean withinVaadin(Rule rule) {
    return rule.getId().equals("aria-required-children")
        && rule.getNodes().stream().allMatch(node -> node.getHtml().startsWith("<vaadin-tabs "));
  }

  private static String inWords(Rule rule) {
    return rule.getId()
        + " "
        + rule.getNodes().stream().map(node -> node.getTarget() + " " + node.getHtml()).toList();
  }

  private String oneOf(String kind, String state) {
    return rest.get("/%s?state=%s&limit=1".formatted(kind, state))
        .get("items")
        .get(0)
        .get("id")
        .asString();
  }
}
