package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** From the sign-in page of a new portal to a finished, resubmitted job, with the mouse. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstLightTests extends Journey {

  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(JOB_LIMIT.toMillis());

  @Test
  @Order(1)
  void refusesAWrongPasswordAndLetsTheRightOneIn() {
    page.navigate("/");
    page.locator("input[name=username]").fill("admin");
    page.locator("input[name=password]").fill("guess");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT).first()).isVisible();
    signIn();
    assertThat(page.locator("h1")).containsText("Home");
  }

  @Test
  @Order(2)
  void createsAClusterFromATemplateAndFollowsItsStart() {
    signIn();
    click(button("New cluster"));
    click(page.getByText("cpu-small").first());
    page.getByLabel("Name", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
        .fill("first");
    click(button("Create cluster"));

    String id = idInAddress("clusters");
    assertThat(page.locator("main")).containsText("Ready", SOON);
    assertThat(Rest.state(portal.rest().get("/clusters/" + id))).isEqualTo("READY");
  }

  @Test
  @Order(3)
  void runsAnExampleWithADependencyInAtMostFourClicksFromHome() {
    signIn();
    countFromHere();
    click(button("Submit job"));
    click(page.getByText("dependency").first());
    click(button("Submit job"));
    assertThat(clicks()).isLessThanOrEqualTo(4);

    String id = idInAddress("jobs");
    assertThat(page.locator("main")).containsText("humanize 4.13.0 came with this job only", SOON);
    assertThat(page.locator("main")).containsText("Succeeded", SOON);
    JsonNode job = portal.rest().get("/jobs/" + id);
    assertThat(job.get("spec").get("runtimeEnv").toString()).contains("humanize==4.13.0");
  }

  @Test
  @Order(4)
  void resubmitsWithOneClick() {
    signIn();
    page.navigate("/jobs/" + newest());
    String first = idInAddress("jobs");
    click(button("Resubmit"));
    page.waitForURL(url -> url.contains("/jobs/") && !url.contains(first));
    String second = idInAddress("jobs");

    JsonNode job = portal.rest().get("/jobs/" + second);
    assertThat(job.get("resubmissionOf").asString()).isEqualTo(first);
    assertThat(job.get("spec")).isEqualTo(portal.rest().get("/jobs/" + first).get("spec"));
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
    Locator row = page.getByText("boom").first();
    click(row);
    click(button("Resubmit"));
    page.waitForURL(url -> url.contains("/jobs/") && !url.contains(failed));
    assertThat(clicks()).isLessThanOrEqualTo(2);
    assertThat(portal.rest().get("/jobs/" + idInAddress("jobs")).get("resubmissionOf").asString())
        .isEqualTo(failed);
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

  private String newest() {
    return portal.rest().get("/jobs?limit=1").get("items").get(0).get("id").asString();
  }
}
