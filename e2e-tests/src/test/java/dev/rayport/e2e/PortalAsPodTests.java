package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code k8s/} makes of the portal's image: on a real Kubernetes, with a database beside it.
 */
@Tag("kubernetes")
@EnabledIfEnvironmentVariable(
    named = "RAYPORT_TESTBED",
    matches = ".+",
    disabledReason = "there is no test bed; see ./rayport doctor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PortalAsPodTests {

  private static final Duration SOON = Duration.ofMinutes(2);

  private PortalInBed portal;
  // The bed's portal keeps what earlier runs made.
  private final String name = "pod" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private Rest rest;
  private String cluster;
  private String job;

  @BeforeAll
  void bringIt() {
    portal = PortalInBed.running();
    rest = Rest.signIn(portal.url(), "admin", portal.password());
  }

  @AfterAll
  void leave() {
    if (cluster != null) {
      rest.delete(cluster);
    }
    if (portal != null) {
      portal.close();
    }
  }

  @Test
  @Order(1)
  void runsWhereOnlyRestrictedPodsMay() {
    assertThat(portal.kube("get", "namespace", "rayport", "-o", "yaml"))
        .contains("pod-security.kubernetes.io/enforce: restricted");
    assertThat(portal.kube("get", "pods", "-o", "jsonpath={.items[*].status.conditions[*].status}"))
        .contains("True")
        .doesNotContain("False");
  }

  @Test
  @Order(2)
  void letsTheFirstAdministratorInWithTheSecretsPassword() {
    try (Playwright playwright = Playwright.create();
        Browser browser = Journey.launch(playwright)) {
      Page page = browser.newPage(new Browser.NewPageOptions().setBaseURL(portal.url().toString()));
      page.navigate("/login");
      page.locator("input[name=username]").fill("admin");
      page.locator("input[name=password]").fill(portal.password());
      page.keyboard().press("Enter");
      assertThat(page.locator("h1"))
          .containsText("Home", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "last-seen", "PortalAsPodTests", "home.png")));
    }
  }

  @Test
  @Order(3)
  void makesAClusterOfRealRayThatItReachesByItsServicesName() {
    JsonNode ready = rest.readyCluster(name);
    assertThat(Rest.state(ready)).as(ready.toString()).isEqualTo("READY");
    cluster = "/clusters/" + ready.get("id").asString();

    job = new Jobs(rest).submit(name, "echo hello from a pod").get("id").asString();

    assertThat(Rest.state(new Jobs(rest).untilEnded(job))).isEqualTo("SUCCEEDED");
    assertThat(new Jobs(rest).log(job)).contains("hello from a pod");
    assertThat(portal.kube("get", "clusterrole", "rayport-portal", "-o", "yaml"))
        .as("rights to reach heads by the API server")
        .doesNotContain("proxy");
  }

  @Test
  @Order(4)
  void keepsItsDataWhenItsPodsAreReplaced() {
    String before =
        portal.kube("get", "pods", "-l", "app.kubernetes.io/component=portal", "-o", "name");

    portal.kube("rollout", "restart", "deployment/portal");
    portal.kube("rollout", "status", "--timeout=300s", "deployment/portal");
    portal.kube("wait", "--for=delete", "--timeout=60s", before);
    portal.forward();

    rest = rest.at(portal.url());
    assertThat(Rest.state(rest.get(cluster))).isEqualTo("READY");
    assertThat(new Jobs(rest).log(job)).contains("hello from a pod");
  }

  @Test
  @Order(5)
  void goesOnMakingNamespacesWhenTheProvisionersTokenIsRenewed() {
    String old = portal.kube("get", "secret", "provisioner-token", "-o", "jsonpath={.data.token}");
    // Kubernetes takes its token away and signs another for the account that comes after it.
    portal.kube("delete", "serviceaccount", "provisioner");
    portal.kube("wait", "--for=delete", "--timeout=60s", "secret/provisioner-token");
    portal.kube("apply", "-f", "../k8s/base/access/accounts.yaml");
    portal.kube("apply", "-f", "../k8s/portal/provisioner.yaml");
    await("the old token to be refused").atMost(SOON).until(() -> !isAccepted(old));

    JsonNode serving = rest.post("/clusters", Map.of("name", name + "s", "template", "serve-cpu"));

    await("a namespace for another stage")
        .atMost(SOON)
        .until(() -> portal.kube("get", "namespaces", "-o", "name").contains("rp-default-serving"));
    rest.delete("/clusters/" + serving.get("id").asString());
  }

  private boolean isAccepted(String encodedToken) throws IOException {
    Path review = Files.createTempFile("review", ".json");
    try {
      String token =
          new String(Base64.getDecoder().decode(encodedToken), StandardCharsets.US_ASCII);
      Files.writeString(
          review,
          """
          {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "spec": {"token": "%s"}}
          """
              .formatted(token));
      return portal
          .kube("create", "-f", review.toString(), "-o", "jsonpath={.status.authenticated}")
          .equals("true");
    } finally {
      Files.delete(review);
    }
  }
}
