package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines under “Connect” work as they stand on the page. */
class ConnectTests extends Journey {

  private static final Path BIN = Path.of(System.getenv("RAYPORT_TEST_VENV"), "bin");

  /** Runs a notebook's cell as notebooks do: it may wait at its top level. */
  private static final String CELL =
      """
      import ast, asyncio, inspect, sys
      cell = compile(open(sys.argv[1]).read(), "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
      run = eval(cell)
      if inspect.iscoroutine(run):
          asyncio.run(run)
      """;

  @TempDir private Path folder;

  @BeforeAll
  void makeCluster() {
    portal.rest().readyCluster("linked");
  }

  @BeforeEach
  void openCluster() throws IOException {
    Files.writeString(folder.resolve("main.py"), "print('connected', 'well')\n");
    signIn();
    page.navigate("/clusters/" + portal.rest().get("/clusters/linked").get("id").asString());
  }

  @Test
  void theCommandLine() throws IOException {
    assertThat(run("Ray CLI", "sh", "snippet")).contains("connected well", "succeeded");
  }

  @Test
  void python() throws IOException {
    String job = run("Python", BIN.resolve("python").toString(), "snippet").strip();
    assertThat(job).contains("job_");
    String id = job.lines().reduce((first, last) -> last).orElseThrow().replaceFirst("-1$", "");
    portal.rest().untilState("/jobs/" + id, "SUCCEEDED");
  }

  @Test
  void aNotebook() throws IOException {
    Path cell = Files.writeString(folder.resolveSibling("cell.py"), CELL);
    assertThat(run("Notebook", BIN.resolve("python").toString(), cell.toString(), "snippet"))
        .contains("connected well");
  }

  /** Makes a token on the page, reads the snippet, and runs it in a folder with a main.py. */
  private String run(String way, String... words) throws IOException {
    Locator card =
        page.getByLabel(
            "Connect", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true));
    Locator snippet = page.locator("#connect-snippet");
    assertThat(snippet).containsText("rp_…");
    card.getByRole(AriaRole.BUTTON, named(way)).click();
    card.getByRole(AriaRole.BUTTON, named("Make a token")).click();
    assertThat(snippet).containsText(Pattern.compile("rp_[0-9a-f]{40}"));
    Files.writeString(folder.resolve("snippet"), snippet.textContent());
    String path = BIN + ":" + System.getenv("PATH");
    return Command.output(
        folder, Map.of("PATH", path, "RAY_USAGE_STATS_ENABLED", "0"), List.of(words));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
