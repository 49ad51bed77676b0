package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.AccountService;
import dev.rayport.tenant.ActingAs;
import dev.rayport.tenant.PortalClient;
import dev.rayport.tenant.TenantId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class TenantsRestTests extends ApiWorld {

  private static final String TENANTS = "/api/v1/tenants";
  private static final String PASSWORD = "a long enough one";
  @Autowired private ActingAs actingAs;
  @Autowired private AccountService accounts;
  private String tenant;
  private String lead;

  @BeforeEach
  void aTenantWithALead() {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    tenant = "team-" + unique;
    lead = "lead-" + unique;
    assertThat(client.post(TENANTS, token, "{\"name\":\"%s\"}".formatted(tenant)).statusCode())
        .isEqualTo(201);
    actingAs.call("admin", new TenantId("default"), () -> accounts.create(lead, PASSWORD));
    assertThat(send("PUT", member(tenant, lead), token, "{\"role\":\"LEAD\"}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void administratorsSeeAllTenantsWithTheirMembers() {
    JsonNode items = PortalClient.json(client.get(TENANTS + "?limit=200", token)).get("items");

    assertThat(items.valueStream().map(each -> each.get("name").asString()))
        .contains("default", tenant);
    JsonNode one = PortalClient.json(client.get(TENANTS + "/" + tenant, token));
    assertThat(one.at("/members/0/user").asString()).isEqualTo(lead);
    assertThat(one.at("/members/0/role").asString()).isEqualTo("LEAD");
    assertThat(one.get("templates").isNull()).isTrue();
  }

  @Test
  void aLeadSeesAndChangesTheirOwnTenantOnly() {
    String theirs = tokenOf(lead);

    assertThat(PortalClient.json(client.get(TENANTS, theirs)).get("items").size()).isEqualTo(1);
    assertThat(send("PUT", member(tenant, "admin"), theirs, "{\"role\":\"VIEWER\"}").statusCode())
        .isEqualTo(200);
    assertThat(send("DELETE", member(tenant, "admin"), theirs, "").statusCode()).isEqualTo(204);
    assertProblem(client.get(TENANTS + "/default", theirs), 404);
    assertProblem(send("PUT", member("default", lead), theirs, "{\"role\":\"LEAD\"}"), 404);
    assertProblem(client.post(TENANTS, theirs, "{\"name\":\"other\"}"), 403);
    assertProblem(send("PATCH", TENANTS + "/" + tenant, theirs, "{\"templates\":null}"), 403);
  }

  @Test
  void whoIsNoLongerAMemberIsOutAtTheNextRequest() {
    String theirs = tokenOf(lead);
    assertThat(client.get("/api/v1/me", theirs).statusCode()).isEqualTo(200);

    send("DELETE", member(tenant, lead), token, "");

    assertProblem(client.get("/api/v1/me", theirs), 401);
  }

  @Test
  void aRoleGoesAtTheNextRequest() {
    String theirs = tokenOf(lead);

    send("PUT", member(tenant, lead), token, "{\"role\":\"VIEWER\"}");

    assertProblem(client.get(TENANTS, theirs), 403);
  }

  @Test
  void whatIsLeftOutOfAChangeStays() {
    String path = TENANTS + "/" + tenant;
    HttpResponse<String> some =
        send("PATCH", path, token, "{\"templates\":[\"scratch\",\"cpu-small\"]}");
    assertThat(PortalClient.json(some).at("/templates/0").asString()).isEqualTo("cpu-small");

    HttpResponse<String> same = send("PATCH", path, token, "{}");
    assertThat(PortalClient.json(same).get("templates").size()).isEqualTo(2);

    HttpResponse<String> all = send("PATCH", path, token, "{\"templates\":null}");
    assertThat(PortalClient.json(all).get("templates").isNull()).isTrue();
    assertProblem(send("PATCH", path, token, "{\"templates\":[\"No Name\"]}"), 400);
    assertProblem(send("PATCH", path, token, "{\"colour\":\"red\"}"), 400);
  }

  @Test
  void quotasAreReplacedAsAWholeAndSeenByTheirTenant() {
    String path = TENANTS + "/" + tenant + "/quotas";
    String some = "{\"clusters\":3,\"cpus\":64.5,\"memory\":\"256Gi\",\"gpuHoursPerMonth\":100}";
    JsonNode answer = PortalClient.json(send("PUT", path, token, some));
    assertThat(answer.get("clusters").asInt()).isEqualTo(3);
    assertThat(answer.get("gpus").isNull()).isTrue();

    JsonNode me = PortalClient.json(client.get("/api/v1/me", tokenOf(lead)));
    assertThat(me.at("/quotas/cpus").asDouble()).isEqualTo(64.5);
    assertThat(me.at("/quotas/memory").asString()).isEqualTo("256Gi");
    assertThat(me.get("use").isObject()).isTrue();

    send("PUT", path, token, "{\"gpus\":8}");
    JsonNode now = PortalClient.json(client.get(TENANTS + "/" + tenant, token));
    assertThat(now.at("/quotas/gpus").asInt()).isEqualTo(8);
    assertThat(now.at("/quotas/clusters").isNull()).isTrue();
    assertProblem(send("PUT", path, tokenOf(lead), "{}"), 403);
    assertProblem(send("PUT", TENANTS + "/nowhere/quotas", token, "{}"), 404);
  }

  @Test
  void quotasThatAreNoneAreRefusedBesideTheirFields() {
    String path = TENANTS + "/" + tenant + "/quotas";
    HttpResponse<String> wrong =
        send("PUT", path, token, "{\"cpus\":-1,\"stages\":{\"PARTY\":{\"gpus\":1}}}");

    assertProblem(wrong, 400);
    assertThat(
            PortalClient.json(wrong)
                .get("errors")
                .valueStream()
                .map(e -> e.get("field").asString()))
        .containsExactly("cpus", "stages.PARTY");
    assertProblem(send("PUT", path, token, "{\"gpus\":1.5}"), 400);
    assertProblem(send("PUT", path, token, "{\"memory\":\"lots\"}"), 400);
    assertProblem(send("PUT", path, token, "{\"disks\":1}"), 400);
  }

  @Test
  void mistakesAreNamed() {
    assertProblem(client.post(TENANTS, token, "{\"name\":\"No Name\"}"), 400);
    assertProblem(client.post(TENANTS, token, "{}"), 400);
    assertProblem(client.post(TENANTS, token, "{\"name\":\"%s\"}".formatted(tenant)), 409);
    assertProblem(send("PUT", member(tenant, "nobody"), token, "{\"role\":\"LEAD\"}"), 404);
    assertProblem(send("PUT", member(tenant, lead), token, "{}"), 400);
    assertProblem(send("PUT", member(tenant, lead), token, "{\"role\":\"ADMINISTRATOR\"}"), 400);
    assertProblem(client.get(TENANTS + "/No%20Name", token), 404);
  }

  private String tokenOf(String user) {
    HttpResponse<String> made =
        client.send(
            client
                .to(TOKENS)
                .header("Authorization", PortalClient.basic(user, PASSWORD))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"t\"}")));
    return PortalClient.json(made).get("token").asString();
  }

  private HttpResponse<String> send(String method, String path, String by, String json) {
    return client.send(
        client
            .to(path)
            .header("Authorization", "Bearer " + by)
            .header("Content-Type", "application/json")
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
  }

  private static String member(String tenant, String user) {
    return TENANTS + "/" + tenant + "/members/" + user;
  }
}
