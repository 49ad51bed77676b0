package dev.rayport.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code ./rayport bench start}: what the portal adds to Ray, both measured in one run. */
@Tag("bench")
class StartBench extends Journey {

  private static final int ROUNDS = 5;
  private static final int TABS = 20;
  private final List<String> rows = new ArrayList<>();

  @Test
  void start() throws Exception {
    rows.add(row("", "Rayport", "Ray alone"));
    memory("portal idle");
    createToReady();
    submitToFirstLine();
    signIn();
    List<Page> tabs = new ArrayList<>();
    for (int i = 0; i < TABS; i++) {
      Page tab = anotherTab();
      tab.navigate(i % 2 == 0 ? "/clusters" : "/jobs");
      tab.locator("h1").first().waitFor();
      tabs.add(tab);
    }
    memory("portal with %d open tabs".formatted(tabs.size()));
    String table = String.join("\n", rows);
    System.out.println(table);
    Files.writeString(Path.of("target", "bench-start.txt"), table + "\n");
  }

  private void createToReady() throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      JsonNode cluster = portal.rest().readyCluster("bench-" + round);
      ours.add((System.nanoTime() - start) / 1e9);
      BareRay bare = BareRay.as(portal.rayProcesses("ray start").getFirst());
      String path = "/clusters/" + cluster.get("id").asString();
      portal.rest().post(path + "/stop", Map.of());
      portal.rest().untilState(path, "STOPPED");
      theirs.add(bare.secondsToReady());
    }
    double ratio = median(ours) / median(theirs);
    rows.add(row("create to READY", words(ours) + "  × %.2f".formatted(ratio), words(theirs)));
  }

  private void submitToFirstLine() throws Exception {
    portal.rest().readyCluster("bench-warm");
    BareRay warm = BareRay.as(portal.rayProcesses("ray start").getFirst());
    signIn();
    inBrowser(0);
    bySdk(warm, 0);
    List<Double> ours = new ArrayList<>();
    List<Double> sdk = new ArrayList<>();
    List<Double> cli = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      ours.add(inBrowser(round));
      sdk.add(bySdk(warm, round));
      cli.add(byCli(warm, round));
    }
    rows.add(row("submit to first log line, browser / Ray's SDK", words(ours), words(sdk)));
    rows.add(row("submit to first log line, browser / ray job submit", words(ours), words(cli)));
  }

  /** The result is in the log only: the page shows the entrypoint as it was typed. */
  private static String entrypoint(int round) {
    return "echo first-line-$((%d + 1000)); sleep 1".formatted(round);
  }

  private static String wanted(int round) {
    return "first-line-" + (1000 + round);
  }

  private double inBrowser(int round) {
    page.navigate("/jobs/new");
    page.locator("vaadin-text-area textarea").first().fill(entrypoint(round));
    Locator submit = action("Submit job");
    submit.waitFor();
    long start = System.nanoTime();
    submit.click();
    page.getByText(wanted(round)).first().waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    return (System.nanoTime() - start) / 1e9;
  }

  private static double bySdk(BareRay ray, int round) throws IOException {
    Process process =
        python(ray, "python", "src/test/resources/first_line.py", entrypoint(round), wanted(round));
    String line = lineWith(process, "SECONDS");
    return Double.parseDouble(line.replaceFirst(".*SECONDS ", ""));
  }

  private static double byCli(BareRay ray, int round) throws IOException {
    long start = System.nanoTime();
    lineWith(
        python(ray, "ray", "job", "submit", "--", "sh", "-c", entrypoint(round)), wanted(round));
    return (System.nanoTime() - start) / 1e9;
  }

  private static Process python(BareRay ray, String program, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(ray.environment().get("VIRTUAL_ENV") + "/bin/" + program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "RAY_ADDRESS", ray.dashboard().toString(),
                "RAY_AUTH_MODE", "token",
                "RAY_AUTH_TOKEN", ray.token()));
    return builder.start();
  }

  private static String lineWith(Process process, String text) throws IOException {
    StringBuilder all = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        all.append(line).append('\n');
        if (line.contains(text) && !line.contains("$((")) {
          return line;
        }
      }
    }
    throw new IllegalStateException("no line with " + text + " in:\n" + all);
  }

  private void memory(String what) throws Exception {
    rows.add(row(what, PortalMemory.of(portal.pid()).words(), ""));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String words(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return "%.2f s (%.2f to %.2f)".formatted(median(values), sorted.getFirst(), sorted.getLast());
  }

  private static String row(String what, String ours, String theirs) {
    return "%-52s %-32s %s".formatted(what, ours, theirs).stripTrailing();
  }
}
