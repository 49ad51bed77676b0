package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderSignInTests extends ProviderRoom {

  private static final RSAKey FOREIGN = FakeProvider.key();

  @Test
  void aFirstVisitMakesAnAccountWithTheRolesOfItsClaims() {
    PROVIDER.person("s-ana", "Ána Sousa", RESEARCHERS, "/tenants/none-such/leads", "/staff");
    browser.send(browser.to("/clusters"));
    String before = session();

    String to = signIn(browser, "s-ana");

    assertThat(to).startsWith("/clusters");
    assertThat(session()).as("a new session id").isNotEqualTo(before);
    assertThat(isIn(browser)).isTrue();
    assertThat(account("s-ana"))
        .hasValueSatisfying(account -> {
          assertThat(account.name()).isEqualTo("ana-sousa");
          assertThat(account.administrator()).isFalse();
          assertThat(account.signedInAt()).isPresent();
        });
    assertThat(role("s-ana")).hasValue(Role.RESEARCHER);
    assertThat(memberships.findByAccountIdOrderByTenantId(account("s-ana").orElseThrow().id()))
        .hasSize(1);
  }

  @Test
  void theBrowserIsSentWithChallengeNonceAndState() {
    HttpResponse<String> sent = browser.send(browser.to("/oauth2/authorization/oidc"));

    assertThat(location(sent))
        .startsWith(PROVIDER.issuer() + "/authorize")
        .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "state=");
  }

  @Test
  void theSameMailWithAnotherSubjectIsSomebodyElse() {
    PROVIDER.person("s-first", "twin", "/tenants/default/leads");
    signIn(browser, "s-first");
    PROVIDER.person("s-second", "twin", "/tenants/default/viewers");

    try (PortalClient theirs = another()) {
      signIn(theirs, "s-second");
    }

    assertThat(account("s-second").orElseThrow().name()).isEqualTo("twin-2");
    assertThat(role("s-first")).hasValue(Role.LEAD);
    assertThat(role("s-second")).hasValue(Role.VIEWER);
  }

  @Test
  void aNameThatALocalAccountHasOpensNothingOfIt() {
    PROVIDER.person("s-admin", "admin", RESEARCHERS);

    signIn(browser, "s-admin");

    assertThat(account("s-admin").orElseThrow().name()).isEqualTo("admin-2");
    assertThat(account("s-admin").orElseThrow().administrator()).isFalse();
    assertThat(location(another().signIn("admin-2", "", ""))).endsWith("?error");
  }

  static List<Function<JWTClaimsSet, String>> lies() {
    return List.of(
        FakeProvider::unsigned,
        FakeProvider::signedWithSecret,
        claims -> FakeProvider.signed(claims, FOREIGN),
        claims -> PROVIDER.signed(but(claims).audience("another").build()),
        claims -> PROVIDER.signed(but(claims).issuer("http://evil.example").build()),
        claims -> PROVIDER.signed(but(claims).claim("nonce", "another").build()),
        claims -> PROVIDER.signed(but(claims).expirationTime(new java.util.Date(0)).build()),
        claims -> PROVIDER.signed(but(claims).subject("s-somebody").build()));
  }

  private static JWTClaimsSet.Builder but(JWTClaimsSet claims) {
    return new JWTClaimsSet.Builder(claims);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void anIdTokenThatIsNotTheProvidersOwnOpensNothing(Function<JWTClaimsSet, String> lie) {
    PROVIDER.person("s-liar", "liar", RESEARCHERS);
    PROVIDER.idSigning = lie;

    assertThat(signIn(browser, "s-liar")).isEqualTo("/login?failed");

    assertThat(account("s-liar")).isEmpty();
    assertOut(browser);
  }

  @Test
  void aCodeCountsOnceAndOnlyInTheBrowserThatAsked() {
    PROVIDER.person("s-code", "coder", RESEARCHERS);
    String back = back(browser, "s-code");

    try (PortalClient thief = another()) {
      assertThat(path(thief.send(thief.to(back)))).isEqualTo("/login?failed");
      assertOut(thief);
    }
    assertThat(path(browser.send(browser.to(back)))).doesNotContain("login");
    assertThat(path(browser.send(browser.to(back)))).as("again").isEqualTo("/login?failed");
  }

  @Test
  void whoHasNoTenantIsToldSo() {
    PROVIDER.person("s-nobody", "nobody", "/staff");

    assertThat(signIn(browser, "s-nobody")).isEqualTo("/login?tenant");

    assertOut(browser);
    assertThat(browser.send(browser.to("/login?tenant")).statusCode()).isEqualTo(200);
  }

  private String session() {
    return browser.cookies().getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("RAYPORT_SESSION"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }
}
