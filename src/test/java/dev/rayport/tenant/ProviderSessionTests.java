package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.ChangeFeed.Subscription;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProviderSessionTests extends ProviderRoom {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");
  @Autowired private ProviderStanding standing;
  @Autowired private ChangeFeed feed;

  @Test
  void aRoleTakenAwayThereIsGoneAtTheNextAction() {
    PROVIDER.person("s-role", "role", "/tenants/default/leads", "/administrators");
    signIn(browser, "s-role");
    assertThat(account("s-role").orElseThrow().administrator()).isTrue();

    PROVIDER.person("s-role", "role", "/tenants/default/viewers");
    assertThat(isIn(browser)).isTrue();
    assertThat(role("s-role")).hasValue(Role.VIEWER);
    assertThat(account("s-role").orElseThrow().administrator()).isFalse();

    PROVIDER.person("s-role", "role");
    assertOut(browser);
    assertThat(role("s-role")).isEmpty();
  }

  @Test
  void whoIsGoneThereIsOutHereAtTheNextAction() {
    PROVIDER.person("s-gone", "gone", RESEARCHERS);
    signIn(browser, "s-gone");

    PROVIDER.forget("s-gone");

    assertOut(browser);
  }

  @Test
  void aSessionEndedThereEndsHere() {
    PROVIDER.person("s-left", "left", RESEARCHERS);
    signIn(browser, "s-left");
    String sid = FakeProvider.sid("s-left");

    for (String forged :
        new String[] {
          FakeProvider.unsigned(PROVIDER.logout(sid).build()),
          FakeProvider.signed(PROVIDER.logout(sid).build(), FakeProvider.key()),
          PROVIDER.signed(PROVIDER.logout(sid).audience("another").build()),
          PROVIDER.signed(PROVIDER.logout(sid).claim("events", null).build()),
          PROVIDER.signed(PROVIDER.logout(sid).claim("nonce", "n").build()),
          ""
        }) {
      assertThat(tellLogout(forged).statusCode()).isEqualTo(400);
    }
    assertThat(isIn(browser)).isTrue();

    assertThat(tellLogout(PROVIDER.signed(PROVIDER.logout(sid).build())).statusCode())
        .isEqualTo(200);
    assertOut(browser);
  }

  @Test
  void aLogoutOfThePersonEndsAllTheirSessions() {
    PROVIDER.person("s-two", "two", RESEARCHERS);
    signIn(browser, "s-two");
    try (PortalClient other = another()) {
      signIn(other, "s-two");
      String token =
          PROVIDER.signed(PROVIDER.logout("x").claim("sid", null).subject("s-two").build());

      assertThat(tellLogout(token).statusCode()).isEqualTo(200);

      assertOut(browser);
      assertOut(other);
    }
  }

  @Test
  void signingOutHereLeadsPastTheProvider() {
    PROVIDER.person("s-out", "out", RESEARCHERS);
    signIn(browser, "s-out");
    Matcher csrf = CSRF.matcher(browser.send(browser.to("/")).body());
    assertThat(csrf.find()).isTrue();

    List<Change> told = new CopyOnWriteArrayList<>();
    HttpResponse<String> answer;
    try (Subscription listening = feed.subscribe(told::add)) {
      assertThat(listening).isNotNull();
      answer =
          browser.send(
              browser
                  .to("/logout")
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("_csrf=" + csrf.group(1))));
    }

    assertThat(told).as("the tab is on its way to the provider; no news leads it away").isEmpty();
    assertThat(location(answer))
        .startsWith(PROVIDER.issuer() + "/leave?id_token_hint=")
        .contains("post_logout_redirect_uri=http%3A%2F%2Flocalhost", "client_id=rayport");
    assertOut(browser);
  }

  @Test
  void whileTheProviderIsAwayThoseInsideGoOnAndNewOnesAreTold() {
    PROVIDER.person("s-stays", "stays", RESEARCHERS);
    signIn(browser, "s-stays");
    PROVIDER.goAway();
    try (PortalClient late = another()) {
      assertThat(isIn(browser)).isTrue();
      assertThat(role("s-stays")).hasValue(Role.RESEARCHER);
      assertThat(path(late.send(late.to("/oauth2/authorization/oidc")))).isEqualTo("/login?silent");
    } finally {
      PROVIDER.comeBack();
      standing.askAgain();
    }
    try (PortalClient late = another()) {
      assertThat(signIn(late, "s-stays")).doesNotContain("login");
    }
    PROVIDER.forget("s-stays");
    assertOut(browser);
  }

  @Test
  void anAccountThatIsDisabledHereIsOutWhateverTheProviderSays() {
    PROVIDER.person("s-off", "off", RESEARCHERS);
    signIn(browser, "s-off");
    Account account = account("s-off").orElseThrow();
    account.disable();
    accounts.save(account);

    try (PortalClient again = another()) {
      assertThat(signIn(again, "s-off")).isEqualTo("/login?disabled");
    }
  }
}
