package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A person whom a real Keycloak signs in, from a Keycloak that is not there yet to signing out. */
@Tag("keycloak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakJourneyTests extends Journey {

  private static final String USER = "ana";
  private static final String PASSWORD = "quite a long password";
  private static final Pattern SIGN_IN_PAGE = Pattern.compile(".*/login(\\?.*)?");
  private final int port = Portal.freePort();
  private Keycloak keycloak;

  @Override
  Portal portal() {
    assumeTrue(
        Keycloak.distribution().isPresent(),
        "Maven has no org.keycloak:keycloak-quarkus-dist here; see target/keycloak-fetch.log");
    return Portal.withoutRay(
        List.of(
            "--rayport.tenant.oidc.issuer=" + Keycloak.issuer(port),
            "--rayport.tenant.oidc.client-secret=" + Keycloak.SECRET));
  }

  @AfterAll
  void endKeycloak() {
    if (keycloak != null) {
      keycloak.close();
    }
  }

  @Test
  @Order(1)
  void thePortalStartsWithoutKeycloakAndSaysWhatToDo() {
    page.navigate("/clusters");
    withKeycloak().click();

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Keycloak does not answer.");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Try again in a minute");
    signIn();
    assertThat(page.locator("vaadin-side-nav").first()).isVisible();
  }

  @Test
  @Order(2)
  void whoHasNoRoleIsToldAndWhoHasOneIsLedToThePageTheyAskedFor() {
    keycloak = Keycloak.start(port, portal.url(), USER, PASSWORD);
    page.navigate("/templates");
    signInAtKeycloak();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("No tenant is open to you yet.");

    keycloak.putIn(USER, "/tenants/default/researchers");
    page.navigate("/templates");
    withKeycloak().click();
    page.waitForURL(url -> url.contains("/templates"));
    assertThat(page.getByRole(AriaRole.HEADING, heading("Templates"))).isVisible();
  }

  @Test
  @Order(3)
  void aRoleTakenAwayInKeycloakIsGoneAtTheNextClick() {
    keycloak.putIn(USER, "/tenants/default/researchers", "/administrators");
    page.navigate("/");
    signInAtKeycloak();
    Locator users = page.getByRole(AriaRole.LINK, link("Users"));
    assertThat(users).isVisible();

    keycloak.putIn(USER, "/tenants/default/viewers");
    users.click();
    assertThat(page.locator("main")).containsText("Nothing is at this address");
    page.reload();
    assertThat(page.getByRole(AriaRole.LINK, link("Users"))).hasCount(0);

    keycloak.putIn(USER);
    // In a tab of its own: whatever the first one happens to ask meanwhile leads it away too.
    Page second = anotherTab();
    second.navigate("/clusters");
    assertThat(second).hasURL(SIGN_IN_PAGE);
    assertThat(page).hasURL(SIGN_IN_PAGE);
  }

  @Test
  @Order(4)
  void aLogoutInKeycloakClosesTheOpenTabs() {
    keycloak.putIn(USER, "/tenants/default/researchers");
    page.navigate("/");
    signInAtKeycloak();
    Page second = anotherTab();
    second.navigate("/templates");
    assertThat(second.getByRole(AriaRole.HEADING, heading("Templates"))).isVisible();

    keycloak.signOut(USER);

    assertThat(page).hasURL(SIGN_IN_PAGE);
    assertThat(second).hasURL(SIGN_IN_PAGE);
  }

  @Test
  @Order(5)
  void signingOutEndsKeycloaksSessionToo() {
    page.navigate("/");
    signInAtKeycloak();
    page.getByLabel("Account " + USER).click();
    page.getByText("Sign out").click();
    assertThat(page).hasURL(SIGN_IN_PAGE);

    withKeycloak().click();
    assertThat(page.locator("input[name=password]")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*:" + port + "/.*"));
  }

  private Locator withKeycloak() {
    return page.getByRole(AriaRole.LINK, link("Sign in with Keycloak"));
  }

  private void signInAtKeycloak() {
    withKeycloak().click();
    page.locator("input[name=username]").fill(USER);
    page.locator("input[name=password]").fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(url -> url.startsWith(portal.url().toString()));
  }

  private static Page.GetByRoleOptions link(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions heading(String name) {
    return new Page.GetByRoleOptions().setName(name).setLevel(1);
  }
}
