package dev.rayport.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** A user at a browser in front of a portal of their own; one tab per test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Journey {

  static final Duration JOB_LIMIT = Duration.ofMinutes(3);
  private static final double PATIENCE = Duration.ofSeconds(15).toMillis();

  private Playwright playwright;
  private Browser browser;
  private BrowserContext context;
  private int clicks;
  private final List<String> complaints = new ArrayList<>();
  Portal portal;
  Page page;

  /** The portal that the journey starts from. */
  Portal portal() {
    return Portal.fresh();
  }

  @BeforeAll
  void openBrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    portal = portal();
    playwright = Playwright.create();
    browser = launch(playwright);
  }

  static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(chromium()))
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic")));
  }

  @AfterAll
  void closeBrowser() {
    if (playwright != null) {
      playwright.close();
    }
    if (portal != null) {
      portal.close();
    }
  }

  @BeforeEach
  void openTab() {
    openTab(new Browser.NewContextOptions().setViewportSize(1440, 900));
  }

  void openTab(Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    clicks = 0;
    complaints.clear();
    context = browser.newContext(options.setBaseURL(portal.url().toString()));
    context.setDefaultTimeout(PATIENCE);
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(page.url() + ": " + message.text());
      }
    });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
  }

  @AfterEach
  void keepPicture(TestInfo test) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(
                Path.of(
                    "target",
                    "last-seen",
                    getClass().getSimpleName(),
                    test.getDisplayName() + ".png")));
  }

  /** Another tab of the same user. */
  Page anotherTab() {
    return context.newPage();
  }

  /** A tab in somebody else's browser. */
  Page otherBrowser() {
    BrowserContext others =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setBaseURL(portal.url().toString()));
    others.setDefaultTimeout(PATIENCE);
    return others.newPage();
  }

  /** What the browser's console called an error since the tab was opened; the CSP speaks there. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void signIn() {
    signIn("admin", portal.password());
  }

  void signIn(String user, String password) {
    signIn(page, user, password);
  }

  static void signIn(Page page, String user, String password) {
    page.navigate("/login");
    page.locator("input[name=username]").fill(user);
    page.locator("input[name=password]").fill(password);
    page.keyboard().press("Enter");
    page.waitForURL(url -> !url.contains("/login"));
  }

  /** Clicks as a user does, and counts. */
  void click(Locator target) {
    target.click();
    clicks++;
  }

  int clicks() {
    return clicks;
  }

  void countFromHere() {
    clicks = 0;
  }

  /** A button, or a link that looks like one, in the page itself. */
  Locator action(String name) {
    Locator main = page.locator("main");
    return main.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name))
        .or(main.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name)))
        .first();
  }

  /** Id in the address of the open page, such as that of a job. */
  String idInAddress(String section) {
    page.waitForURL(url -> url.matches(".*/" + section + "/[a-z]+_[0-9a-z]+.*"));
    return page.url().replaceFirst(".*/" + section + "/([a-z]+_[0-9a-z]+).*", "$1");
  }

  private static String chromium() {
    return Stream.of(
            System.getenv().getOrDefault("RAYPORT_CHROMIUM", ""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(path -> !path.isEmpty() && Path.of(path).toFile().canExecute())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No Chromium; name one in RAYPORT_CHROMIUM."));
  }
}
