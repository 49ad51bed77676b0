package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProviderBearerTests extends ProviderRoom {

  private static final String ME = "/api/v1/me";
  @Autowired private TenantRepository tenants;

  @Test
  void anAccessTokenOpensWhatItsRolesOpen() {
    PROVIDER.person("b-ana", "ana-programs", "/tenants/default/viewers");

    HttpResponse<String> me = me(PROVIDER.access("b-ana"));

    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(PortalClient.json(me).get("role").asString()).isEqualTo("VIEWER");
    assertThat(PortalClient.json(me).get("user").asString()).isEqualTo("ana-programs");
  }

  @Test
  void tokensThatAreNotForThePortalOpenNothing() {
    PROVIDER.person("b-bad", "bad", RESEARCHERS);
    Date past = Date.from(Instant.now().minus(Duration.ofHours(1)));
    List<String> bad =
        List.of(
            FakeProvider.unsigned(PROVIDER.access("b-bad").build()),
            FakeProvider.signedWithSecret(PROVIDER.access("b-bad").build()),
            FakeProvider.signed(PROVIDER.access("b-bad").build(), FakeProvider.key()),
            PROVIDER.signed(PROVIDER.access("b-bad").audience("another").build()),
            PROVIDER.signed(PROVIDER.access("b-bad").issuer("http://evil.example").build()),
            PROVIDER.signed(PROVIDER.access("b-bad").expirationTime(past).build()),
            PROVIDER.signed(PROVIDER.access("b-bad").claim("typ", "ID").build()),
            PROVIDER.signed(PROVIDER.access("b-bad").claim("at_hash", "x").build()),
            "not-a-token");

    for (String token : bad) {
      assertThat(browser.get(ME, token).statusCode()).as(token).isEqualTo(401);
    }
    assertThat(account("b-bad")).isEmpty();
  }

  @Test
  void whoHasSeveralTenantsNamesOne() {
    tenants.save(new Tenant(new TenantId("vision"), Instant.now()));
    PROVIDER.person("b-two", "two-tenants", RESEARCHERS, "/tenants/vision/leads");
    String token = PROVIDER.signed(PROVIDER.access("b-two").build());

    HttpResponse<String> unnamed = browser.get(ME, token);
    assertThat(unnamed.statusCode()).isEqualTo(400);
    assertThat(PortalClient.json(unnamed).get("code").asString()).isEqualTo("tenant-required");
    assertThat(PortalClient.json(named(token, "vision")).get("role").asString()).isEqualTo("LEAD");
    assertThat(named(token, "theirs").statusCode()).isEqualTo(404);
  }

  @Test
  void anOlderTokenDoesNotBringBackARole() {
    PROVIDER.person("b-old", "old", "/tenants/default/leads");
    JWTClaimsSet.Builder old =
        PROVIDER.access("b-old").issueTime(Date.from(Instant.now().minusSeconds(60)));
    PROVIDER.person("b-old", "old", "/tenants/default/viewers");
    signIn(browser, "b-old");

    assertThat(PortalClient.json(me(old)).get("role").asString()).isEqualTo("VIEWER");
  }

  @Test
  void whoHasNoTenantMayDoNothing() {
    PROVIDER.person("b-none", "none", "/staff");

    assertThat(me(PROVIDER.access("b-none")).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> me(JWTClaimsSet.Builder token) {
    return browser.get(ME, PROVIDER.signed(token.build()));
  }

  private HttpResponse<String> named(String token, String tenant) {
    return browser.send(
        browser
            .to(ME)
            .header("Authorization", "Bearer " + token)
            .header("X-Rayport-Tenant", tenant));
  }
}
