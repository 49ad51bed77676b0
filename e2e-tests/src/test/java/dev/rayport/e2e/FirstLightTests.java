package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** From the sign-in page of a new portal to a finished, resubmitted job, with the mouse. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstLightTests extends Journey {

  private static final String EXAMPLE = "A job that brings a package";
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(JOB_LIMIT.toMillis());

  @Test
  @Order(1)
  void refusesAWrongPasswordAndLetsTheRightOneIn() {
    page.navigate("/");
    page.locator("input[name=username]").fill("admin");
    page.locator("input[name=password]").fill("guess");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
    signIn();
    assertThat(page.locator("h1")).containsText("Home");
  }

  @Test
  @Order(2)
  void createsAClusterFromATemplateAndFollowsItsStart() {
    signIn();
    click(action("New cluster"));
    page.waitForURL("**/clusters/new");
    click(page.locator("main").getByText("cpu-small").first());
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("first");
    click(action("Create cluster"));

    String id = idInAddress("clusters");
    assertThat(page.locator("main")).containsText("Ready", SOON);
    assertThat(Rest.state(portal.rest().get("/clusters/" + id))).isEqualTo("READY");
  }

  @Test
  @Order(3)
  void runsAnExampleWithADependencyInAtMostFourClicksFromHome() {
    signIn();
    countFromHere();
    click(action("Submit job"));
    page.waitForURL("**/jobs/new");
    click(action(EXAMPLE));
    click(action("Submit job"));
    assertThat(clicks()).isLessThanOrEqualTo(4);

    String id = idInAddress("jobs");
    assertThat(page.locator("main")).containsText("humanize 4.13.0 came with this job only", SOON);
    assertThat(page.locator("main")).containsText("Succeeded", SOON);
    JsonNode job = portal.rest().get("/jobs/" + id);
    assertThat(job.get("spec").get("runtimeEnv").toString()).contains("humanize==4.13.0");
  }

  @Test
  @Order(4)
  void resubmitsTheVerySameWithOneClick() {
    signIn();
    String first = newest().get("id").asString();
    page.navigate("/jobs/" + first);
    click(action("Resubmit"));
    page.waitForURL(url -> !url.contains(first));

    JsonNode second = newest();
    assertThat(page.url()).contains(second.get("id").asString());
    assertThat(page.locator("main")).containsText(second.get("submissionId").asString());
    assertThat(second.get("resubmissionOf").asString()).isEqualTo(first);
    assertThat(second.get("spec")).isEqualTo(portal.rest().get("/jobs/" + first).get("spec"));
    assertThat(page.locator("main")).containsText("attempt 2");
    assertThat(page.locator("main")).containsText("Succeeded", SOON);
  }

  @Test
  @Order(5)
  void bringsAFailedJobToItsResubmissionInTwoClicks() {
    Jobs jobs = new Jobs(portal.rest());
    String failed = jobs.submit("first", "echo boom; exit 3").get("id").asString();
    assertThat(Rest.state(jobs.untilEnded(failed))).isEqualTo("FAILED");
    signIn();
    countFromHere();
    click(page.locator("a[href$='jobs/%s']".formatted(failed)).first());
    page.waitForURL("**/jobs/" + failed);
    click(action("Resubmit"));
    assertThat(page.getByText("Resubmitted").first()).isVisible();
    assertThat(clicks()).isLessThanOrEqualTo(2);
    assertThat(newest().get("resubmissionOf").asString()).isEqualTo(failed);
  }

  @Test
  @Order(6)
  void followsALogWhileItGrows() {
    Map<String, Object> wish = Example.named("train").job(portal.rest(), "first");
    String id = portal.rest().post("/jobs", wish).get("id").asString();
    signIn();
    page.navigate("/jobs/" + id);
    assertThat(page.locator("main")).containsText("epoch 5", SOON);
    assertThat(Rest.state(portal.rest().get("/jobs/" + id))).isEqualTo("RUNNING");
    assertThat(page.locator("main")).containsText("Best accuracy", SOON);
    assertThat(complaints()).isEmpty();
  }

  private JsonNode newest() {
    Rest rest = portal.rest();
    String id = rest.get("/jobs?limit=1").get("items").get(0).get("id").asString();
    return rest.get("/jobs/" + id);
  }
}
