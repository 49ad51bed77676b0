package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;

/** The same journey as on one machine, with pods of a real Kubernetes under the portal. */
@Tag("kubernetes")
@EnabledIfEnvironmentVariable(
    named = "RAYPORT_TESTBED",
    matches = ".+",
    disabledReason = "RAYPORT_TESTBED names no test bed; ./rayport testbed up starts one")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesJourneyTests extends Journey {

  private static final String EXAMPLE = "A job that brings a package";
  private static final Duration POD_LIMIT = Duration.ofMinutes(3);
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(POD_LIMIT.toMillis());

  @Override
  Portal portal() {
    Path bed = Path.of(System.getenv("RAYPORT_TESTBED")).toAbsolutePath();
    return Portal.fresh(
        "--rayport.backend=kubernetes",
        "--rayport.kubernetes.kubeconfig=" + bed.resolve("kubeconfigs/admin"),
        "--rayport.kubernetes.namespace-prefix=rpj%s-"
            .formatted(Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX)),
        "--rayport.kubernetes.image=localhost/ray:%s",
        "--rayport.kubernetes.image-pull-policy=Never",
        "--rayport.kubernetes.cpu-request=0.2",
        "--rayport.kubernetes.termination-grace=2s",
        "--rayport.kubernetes.pod-selector[kubernetes.io/hostname]=node1");
  }

  @Test
  @Order(1)
  void createsAClusterFromATemplateAndFollowsItsPods() {
    signIn();
    click(action("New cluster"));
    page.waitForURL("**/clusters/new");
    click(page.locator("main").getByText("cpu-small").first());
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("pods");
    click(action("Create cluster"));

    String id = idInAddress("clusters");
    assertThat(page.locator("main")).containsText("Taken up", SOON);
    reaches("Ready");
    assertThat(Rest.state(cluster(id))).isEqualTo("READY");
    assertThat(cluster(id).get("rayAddress").asString()).contains("-head-svc:8265/proxy");
  }

  @Test
  @Order(2)
  void runsAnExampleWithADependencyAndFollowsItsLog() {
    signIn();
    click(action("Submit job"));
    page.waitForURL("**/jobs/new");
    click(action(EXAMPLE));
    click(action("Submit job"));

    idInAddress("jobs");
    assertThat(page.locator("main")).containsText("humanize 4.13.0 came with this job only", SOON);
    assertThat(page.locator("main")).containsText("Succeeded", SOON);
  }

  @Test
  @Order(3)
  void resubmitsTheVerySameWithOneClick() {
    signIn();
    String first = newestJob().get("id").asString();
    page.navigate("/jobs/" + first);
    click(action("Resubmit"));
    page.waitForURL(url -> !url.contains(first));

    assertThat(page.locator("main")).containsText("attempt 2");
    assertThat(page.locator("main")).containsText("Succeeded", SOON);
    assertThat(newestJob().get("resubmissionOf").asString()).isEqualTo(first);
  }

  @Test
  @Order(4)
  void suspendsItsPodsAndResumesThem() {
    signIn();
    String id = newest("/clusters").get("id").asString();
    page.navigate("/clusters/" + id);
    choose("Suspend…");
    page.getByRole(AriaRole.DIALOG)
        .or(page.getByRole(AriaRole.ALERTDIALOG))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Suspend cluster"))
        .click();
    reaches("Suspended");
    assertThat(portal.rest().get("/clusters/" + id + "/nodes").get("items")).isEmpty();

    click(action("Resume"));
    reaches("Ready");
  }

  @Test
  @Order(5)
  void showsExactlyWhatKubernetesHasWithoutSecrets() {
    signIn();
    page.navigate("/clusters/" + newest("/clusters").get("id").asString() + "/spec");
    page.locator("main").getByText("Kubernetes", exactly()).first().click();
    assertThat(page.locator("main")).containsText("kind: RayCluster", SOON);
    assertThat(page.locator("main")).containsText("authOptions");
    assertThat(complaints()).isEmpty();
  }

  /** The test bed's network enforces no policies, and the check must find that out. */
  @Test
  @Order(6)
  void tellsAnAdministratorThatTheWallsAreNotEnforced() {
    signIn();
    assertThat(page.locator("main")).containsText("Nobody has checked yet");
    click(action("Check"));
    assertThat(page.locator("main")).containsText("Checking", SOON);
    assertThat(page.locator("main")).containsText("Not enforced", SOON);
    click(page.getByText("What was tried"));
    assertThat(page.locator("main")).containsText("a pod reached the API server", SOON);
  }

  /** Reasons and events name states too; the one that holds stands at the head of the page. */
  private void reaches(String state) {
    assertThat(page.locator("main .st.pill").first())
        .hasText(state, new LocatorAssertions.HasTextOptions().setTimeout(POD_LIMIT.toMillis()));
  }

  private void choose(String command) {
    page.locator("main")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More"))
        .first()
        .click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(command)).first().click();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private JsonNode cluster(String id) {
    return portal.rest().get("/clusters/" + id);
  }

  private JsonNode newestJob() {
    return newest("/jobs");
  }

  private JsonNode newest(String list) {
    JsonNode item = portal.rest().get(list + "?limit=1").get("items").get(0);
    return portal.rest().get(list + "/" + item.get("id").asString());
  }
}
