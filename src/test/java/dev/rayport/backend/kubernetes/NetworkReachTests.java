package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.kubernetes.NetworkReach.End;
import dev.rayport.base.YamlReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The evaluator itself, by cases of the Kubernetes documentation. */
class NetworkReachTests {

  private static final End A_WEB = pod("a", "web", "10.1.0.1");
  private static final End A_DB = pod("a", "db", "10.1.0.2");
  private static final End B_WEB = pod("b", "web", "10.1.0.3");

  private static End pod(String namespace, String app, String address) {
    return new End(
        namespace + "/" + app,
        Map.of("kubernetes.io/metadata.name", namespace, "team", namespace),
        Map.of("app", app),
        address);
  }

  private static NetworkReach policies(String... specs) {
    return new NetworkReach(
        List.of(specs).stream()
            .map(spec ->
                YamlReader.read(
                        "metadata: {namespace: a}\nspec: " + spec,
                        new YamlReader.Subject("yaml", "NetworkPolicy", "spec", false))
                    .root())
            .toList());
  }

  @Test
  void withoutPoliciesAllIsOpen() {
    assertThat(policies().open(B_WEB, A_DB, 80, "TCP")).isTrue();
    assertThat(policies().open(End.outside("8.8.8.8"), A_DB, 80, "TCP")).isTrue();
  }

  @Test
  void aPolicyOfAnotherPodOrNamespaceOrDirectionSaysNothing() {
    assertThat(
            policies("{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}")
                .open(B_WEB, A_DB, 80, "TCP"))
        .isTrue();
    assertThat(policies("{podSelector: {}, policyTypes: [Ingress]}").open(A_DB, B_WEB, 80, "TCP"))
        .isTrue();
    assertThat(policies("{podSelector: {}, policyTypes: [Egress]}").open(B_WEB, A_DB, 80, "TCP"))
        .isTrue();
  }

  @Test
  void emptyRulesOfASelectedPodCloseIt() {
    assertThat(policies("{podSelector: {}, policyTypes: [Ingress]}").open(A_WEB, A_DB, 80, "TCP"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {podSelector: {matchLabels: {app: web}}}                                 | true  | false
          {podSelector: {matchLabels: {app: other}}}                               | false | false
          {namespaceSelector: {matchLabels: {team: b}}}                            | false | true
          {namespaceSelector: {matchLabels: {team: b}}, podSelector: {matchLabels: {app: db}}} | false | false
          {ipBlock: {cidr: 10.1.0.0/16, except: [10.1.0.1/32]}}                    | false | true
          {ipBlock: {cidr: 10.1.0.0/31}}                                           | true  | false
          """)
  void aPeerIsWhoItsSelectorsName(String peer, boolean sameNamespace, boolean other) {
    NetworkReach reach =
        policies(
            "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [%s], ports: [{port: 80, protocol: TCP}]}]}"
                .formatted(peer));

    assertThat(reach.open(A_WEB, A_DB, 80, "TCP")).isEqualTo(sameNamespace);
    assertThat(reach.open(B_WEB, A_DB, 80, "TCP")).isEqualTo(other);
    assertThat(reach.open(A_WEB, A_DB, 81, "TCP")).isFalse();
    assertThat(reach.open(A_WEB, A_DB, 80, "UDP")).isFalse();
  }

  @Test
  void oneOfSeveralPoliciesIsEnoughButBothEndsMustAgree() {
    NetworkReach reach =
        policies(
            "{podSelector: {}, policyTypes: [Egress, Ingress]}",
            "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{}]}");

    assertThat(reach.open(B_WEB, A_DB, 80, "TCP")).isTrue();
    assertThat(reach.open(A_WEB, A_DB, 80, "TCP")).isFalse();
  }
}
