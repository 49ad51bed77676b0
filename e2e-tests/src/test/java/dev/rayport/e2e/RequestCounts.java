package dev.rayport.e2e;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests that the API server answered, by who asked: each caller gets a flow schema of its own,
 * which changes nothing about its priority, and the API server counts by flow schema.
 */
final class RequestCounts implements AutoCloseable {

  private static final String SCHEMAS = "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas";
  private static final Pattern COUNT =
      Pattern.compile(
          "apiserver_flowcontrol_request_execution_seconds_count\\{flow_schema=\"bench-([a-z]+)\""
              + ".*\\} ([0-9.e+]+)");
  private static final Map<String, String> CALLERS =
      new LinkedHashMap<>(
          Map.of(
              "portal", "system:serviceaccount:rayport:portal",
              "provisioner", "system:serviceaccount:rayport:provisioner",
              "operator", "system:serviceaccount:kuberay-system:kuberay-operator"));

  private final KubeApi api;

  RequestCounts(KubeApi api) {
    this.api = api;
    CALLERS.forEach((name, user) -> api.apply(SCHEMAS + "/bench-" + name, schema(name, user)));
  }

  /** As the one that service accounts have anyway. */
  private static String schema(String name, String user) {
    return """
    apiVersion: flowcontrol.apiserver.k8s.io/v1
    kind: FlowSchema
    metadata: {name: bench-%s}
    spec:
      priorityLevelConfiguration: {name: workload-low}
      matchingPrecedence: 1000
      distinguisherMethod: {type: ByUser}
      rules:
        - subjects: [{kind: User, user: {name: "%s"}}]
          resourceRules:
            - {verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"], clusterScope: true}
          nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]
    """
        .formatted(name, user);
  }

  /** So far, by caller. */
  Map<String, Long> now() {
    Map<String, Long> counts = new HashMap<>();
    Matcher found = COUNT.matcher(api.text("/metrics"));
    while (found.find()) {
      counts.merge(found.group(1), (long) Double.parseDouble(found.group(2)), Long::sum);
    }
    return counts;
  }

  /** Since then, of all of these callers. */
  static long between(Map<String, Long> before, Map<String, Long> after, List<String> callers) {
    return callers.stream()
        .mapToLong(caller -> after.getOrDefault(caller, 0L) - before.getOrDefault(caller, 0L))
        .sum();
  }

  @Override
  public void close() {
    CALLERS.keySet().forEach(name -> api.delete(SCHEMAS + "/bench-" + name));
  }
}
