package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.BrokenRules.GROUP;
import static dev.rayport.backend.kubernetes.BrokenRules.HEAD;
import static dev.rayport.backend.kubernetes.BrokenRules.and;
import static dev.rayport.backend.kubernetes.BrokenRules.backend;
import static dev.rayport.backend.kubernetes.BrokenRules.change;
import static dev.rayport.backend.kubernetes.BrokenRules.collector;
import static dev.rayport.backend.kubernetes.BrokenRules.env;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryRulesTests {

  static Stream<Arguments> history() {
    String env = "spec.historyServerOptions.collectorOptions.env";
    return Stream.of(
        arguments(
            change("spec.historyServerOptions", Map.of("x", 1)),
            "spec.historyServerOptions.collectorOptions",
            "historyServerOptions.collectorOptions must be set"),
        arguments(
            change(
                "spec.historyServerOptions.collectorOptions",
                Map.of("env", List.of(backend("LOCAL")))),
            "spec.historyServerOptions.collectorOptions.image",
            "historyServerOptions.collectorOptions.image must be set"),
        arguments(
            collector(backend("LOCAL"), Map.of("name", "POD_IP", "value", "x")),
            env + "[1]",
            "historyServerOptions.collectorOptions.env must not contain POD_IP"),
        arguments(
            collector(),
            env,
            "STORAGE_BACKEND environment variable must be set with a literal string value"),
        arguments(
            collector(backend("gcs")),
            env,
            "GCS_BUCKET environment variable must be set when STORAGE_BACKEND is GCS"),
        arguments(
            collector(backend("S3")),
            env,
            "S3_REGION environment variable must be set when STORAGE_BACKEND is S3"),
        arguments(
            collector(backend("AzureBlob")),
            env,
            "either AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCOUNT_URL environment"),
        arguments(
            collector(
                backend("aliyunoss"),
                Map.of("name", "OSS_BUCKET", "value", "b"),
                Map.of("name", "OSS_REGION", "value", "r")),
            env,
            "OSS_ENDPOINT environment variable must be set when STORAGE_BACKEND is ALIYUNOSS"),
        arguments(
            and(
                collector(backend("LOCAL")),
                change(HEAD + "template.spec.containers[0].name", "ray-history-collector")),
            HEAD + "template.spec.containers[0].name",
            "head pod template must not define a container with name 'ray-history-collector'"),
        arguments(
            and(
                collector(backend("LOCAL")),
                change(GROUP + "template.spec.containers[0].name", "ray-history-collector")),
            GROUP + "template.spec.containers[0].name",
            "worker group a pod template must not define a container with name"));
  }

  @ParameterizedTest
  @MethodSource({"history"})
  void eachRuleIsToldOnceWithItsPath(Map<String, Object> change, String path, String message) {
    BrokenRules.assertTold(change, path, message);
  }
}
