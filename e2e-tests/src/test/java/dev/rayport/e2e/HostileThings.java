package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Text that means harm, in every place that takes free text, and the pages that show it. */
final class HostileThings {

  /** What a page must show as it stands. */
  static final String MARKUP = "<img src=x data-evil onerror=evil=1>";

  private static final String LINE =
      "=1+1 "
          + MARKUP
          + "<script data-evil>evil=1</script>${evil=1}{{7*7}} javascript:evil=1 "
          + "\u202Egnp.exe \uD83D\uDE80 ";
  private static final String TEXT = LINE + "W".repeat(150);

  /**
   * Colours, titles, links, clipboard, a cleared screen, a backspace, NUL, and half a character.
   */
  private static final String LOG =
      TEXT
          + "\n\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b]8;;javascript:evil=1\u0007link"
          + "\u001b]8;;\u0007 \u001b]52;c;ZXZpbA==\u0007 \u001b[2J\u001b[H \b\b \0 \u009b31m \uFFFD\n"
          + "x".repeat(20_000)
          + "\nTraceback (most recent call last):\n  File \""
          + MARKUP
          + "\", line 1\nValueError: "
          + TEXT
          + "\n";

  private final Rest lead;
  private final String cluster;
  private final String job;

  /**
   * @param lead of a tenant that nobody else looks at
   */
  HostileThings(Portal portal, Rest lead) {
    this.lead = lead;
    lead.post("/templates", template());
    cluster =
        id(
            lead.post(
                "/clusters",
                Map.of(
                    "name",
                    "hostile",
                    "template",
                    "hostile",
                    "labels",
                    Map.of("note", TEXT.substring(0, 199)))));
    job = id(lead.post("/jobs", job()));
    lead.post("/jobs/" + job + "/stop", Map.of());
    lead.post("/tokens", Map.of("name", MARKUP));
    assertThat(
            lead.call(
                    "PUT",
                    "/api/v1/secrets/hostile",
                    BodyPublishers.ofString("{\"value\":\"x\"}"),
                    "Content-Type",
                    "application/json")
                .status())
        .isBetween(200, 201);
    order(portal, "NOTIFY");
    order(portal, "STOP");
    writeLog(portal);
  }

  private static String id(tools.jackson.databind.JsonNode made) {
    return made.get("id").asString();
  }

  /** In templates {@code ${…}} names a parameter. */
  private static Map<String, Object> template() {
    String line = LINE.replace("${", "$ {");
    String text = TEXT.replace("${", "$ {");
    return Map.of(
        "name",
        "hostile",
        "stage",
        "TRAINING",
        "description",
        text,
        "ray",
        "2.58.0",
        "parameters",
        Map.of(
            "note",
            Map.of(
                "label",
                line,
                "description",
                text,
                "type",
                "string",
                "default",
                line,
                "required",
                false),
            "kind",
            Map.of("type", "string", "choice", List.of(line, "b"), "default", line)),
        "head",
        Map.of("cpus", 1, "memory", "1Gi"),
        "env",
        Map.of("NOTE", text));
  }

  private Map<String, Object> job() {
    return Map.of(
        "cluster",
        cluster,
        "entrypoint",
        "echo '" + TEXT + "'",
        "metadata",
        Map.of(LINE.substring(0, 90), TEXT),
        "runtimeEnv",
        Map.of("env_vars", Map.of("NOTE", TEXT, "API_TOKEN", TEXT)));
  }

  private void order(Portal portal, String action) {
    portal
        .rest()
        .post(
            "/admin/clusters/actions",
            Map.of("ids", List.of(cluster), "action", action, "reason", TEXT));
  }

  private void writeLog(Portal portal) {
    Path file = portal.home().resolve(Path.of("logs", "jobs", job, "1", "driver.log"));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, LOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every page that shows them, as their lead sees it. */
  List<String> pages() {
    String asked = URLEncoder.encode(LINE, StandardCharsets.UTF_8).replace("+", "%20");
    String named = URLEncoder.encode(MARKUP, StandardCharsets.UTF_8).replace("+", "%20");
    return List.of(
        "",
        "clusters",
        "clusters?q=" + asked,
        "clusters/new",
        "clusters/new?template=hostile",
        "clusters/new?template=" + asked,
        "clusters/new?from=" + cluster,
        "clusters/" + cluster,
        "clusters/" + cluster + "/jobs",
        "clusters/" + cluster + "/events",
        "clusters/" + cluster + "/spec",
        "clusters/" + cluster + "/history",
        "clusters/" + named,
        "jobs",
        "jobs?q=" + asked,
        "jobs/new?from=" + job,
        "jobs/" + job,
        "jobs/" + job + "/spec",
        "jobs/" + job + "/history",
        "jobs/" + named,
        "templates/hostile",
        "templates/" + named,
        "tokens",
        "secrets",
        "members",
        "audit",
        "audit?q=" + asked,
        named,
        "login?" + asked);
  }

  /** What is to be read on a page as it was written; empty: nothing in particular. */
  String on(String page) {
    return List.of(
                "clusters/" + cluster,
                "clusters/" + cluster + "/events",
                "clusters/" + cluster + "/history",
                "jobs/" + job,
                "jobs/" + job + "/spec",
                "templates/hostile",
                "tokens")
            .contains(page)
        ? MARKUP
        : "";
  }
}
