package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One of two browsers whose people know nothing of each other. */
record TwoTenants(Page page, Rest rest) {

  static final String REASON = "Idle since Friday & <b>needed</b> elsewhere";

  /** Makes a cluster by the form, and says its id. */
  String create(String name) {
    page.navigate("/clusters/new?template=cpu-small");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create cluster")).click();
    page.waitForURL(url -> url.matches(".*/clusters/cl_[0-9a-z]+.*"));
    return page.url().replaceFirst(".*/clusters/(cl_[0-9a-z]+).*", "$1");
  }

  /** Nothing of another's cluster is to be had, whatever is asked for. */
  void knowsNothingOf(String cluster, String name) {
    for (String place : List.of("", "/jobs", "/events", "/spec", "/history")) {
      page.navigate("/clusters/" + cluster + place);
      assertThat(page.locator("main")).containsText("Nothing is at this address");
    }
    page.navigate("/clusters?q=" + name);
    assertThat(page.locator("vaadin-grid vaadin-grid-cell-content:has-text('" + name + "')"))
        .hasCount(0);
    for (String path : List.of("", "/events", "/nodes", "/manifest")) {
      assertThat(rest.call("GET", "/api/v1/clusters/" + cluster + path).status()).isEqualTo(404);
    }
    assertThat(rest.tryPost("/clusters/" + cluster + "/stop", Map.of()).status()).isEqualTo(404);
    assertThat(rest.call("GET", "/ray/" + cluster + "/api/version").status()).isEqualTo(404);
    assertThat(rest.get("/audit?object=" + cluster).get("items")).isEmpty();
    assertThat(rest.get("/clusters?q=" + name).get("items")).isEmpty();
  }

  /** The page of their cluster, which is open, comes to say why it was stopped. */
  void readsTheReason() {
    assertThat(page.locator("main")).containsText(REASON);
  }

  static void stop(Rest administrator, List<String> clusters, String one) {
    JsonNode all = administrator.get("/admin/clusters?limit=200").get("items");
    assertThat(all.findValuesAsString("id")).containsAll(clusters);
    administrator.post(
        "/admin/clusters/actions", Map.of("ids", List.of(one), "action", "STOP", "reason", REASON));
  }

  static TwoTenants of(Page page, URI portal, String user, String password) {
    return new TwoTenants(page, Rest.signIn(portal, user, password));
  }
}
