package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.RayClusterRules.Check;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rules of KubeRay's history server, of version 1.7 and newer. */
final class HistoryRules {

  private static final String COLLECTOR = "ray-history-collector";
  private static final String BACKEND = "STORAGE_BACKEND";
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "GCS", List.of("GCS_BUCKET"),
          "S3", List.of("S3_REGION"),
          "ALIYUNOSS", List.of("OSS_BUCKET", "OSS_ENDPOINT", "OSS_REGION"));
  private static final List<String> INJECTED =
      List.of("POD_IP", "FQ_RAY_IP", "RAY_CLUSTER_NAME", "RAY_CLUSTER_NAMESPACE");

  private HistoryRules() {}

  static void check(Check check) {
    if (!check.spec().has("historyServerOptions")) {
      return;
    }
    Tree options = check.spec().at("historyServerOptions");
    if (!check.operator().has("RayClusterHistoryServer")) {
      check.add(options.path(), "RayClusterHistoryServer feature gate is not enabled");
    }
    if (!options.has("collectorOptions")) {
      check.add(
          options.path("collectorOptions"), "historyServerOptions.collectorOptions must be set");
      return;
    }
    collector(check, options.at("collectorOptions"));
    containers(check);
  }

  private static void collector(Check check, Tree collector) {
    if (collector.text("image").isEmpty()) {
      check.add(collector.path("image"), "historyServerOptions.collectorOptions.image must be set");
    }
    for (String name : INJECTED) {
      Tree variable = Check.env(collector, name);
      if (!variable.isEmpty()) {
        check.add(
            variable.path(),
            "historyServerOptions.collectorOptions.env must not contain %s: it is managed by"
                + " KubeRay and injected automatically into the collector container",
            name);
      }
    }
    String backend = Check.env(collector, BACKEND).text("value").toUpperCase(Locale.ROOT);
    if (backend.isEmpty()) {
      check.add(
          collector.path("env"),
          "%s environment variable must be set with a literal string value in"
              + " historyServerOptions.collectorOptions.env",
          BACKEND);
    }
    for (String name : NEEDED.getOrDefault(backend, List.of())) {
      if (!has(collector, name)) {
        check.add(
            collector.path("env"),
            "%s environment variable must be set when %s is %s",
            name,
            BACKEND,
            backend);
      }
    }
    if (backend.equals("AZUREBLOB")
        && !has(collector, "AZURE_STORAGE_CONNECTION_STRING")
        && !has(collector, "AZURE_STORAGE_ACCOUNT_URL")) {
      check.add(
          collector.path("env"),
          "either AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCOUNT_URL environment variable"
              + " must be set when %s is AZUREBLOB",
          BACKEND);
    }
  }

  private static boolean has(Tree collector, String name) {
    Tree variable = Check.env(collector, name);
    return !variable.text("value").isEmpty() || variable.has("valueFrom");
  }

  private static void containers(Check check) {
    for (Tree container : check.head().at("template.spec").list("containers")) {
      if (container.text("name").equals(COLLECTOR)) {
        check.add(
            container.path("name"),
            "head pod template must not define a container with name '%s' when history server"
                + " collector options are enabled",
            COLLECTOR);
      }
    }
    for (Tree group : check.groups()) {
      for (Tree container : group.at("template.spec").list("containers")) {
        if (container.text("name").equals(COLLECTOR)) {
          check.add(
              container.path("name"),
              "worker group %s pod template must not define a container with name '%s' when history"
                  + " server collector options are enabled",
              group.text("groupName"),
              COLLECTOR);
        }
      }
    }
  }
}
