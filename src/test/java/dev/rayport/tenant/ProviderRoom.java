package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The tenant room with an identity provider beside it. */
@TenantRoomTest
abstract class ProviderRoom {

  static final FakeProvider PROVIDER = new FakeProvider();
  static final String RESEARCHERS = "/tenants/default/researchers";
  @LocalServerPort private int port;
  @Autowired AccountRepository accounts;
  @Autowired MembershipRepository memberships;
  @Autowired ProviderSessions sessions;
  PortalClient browser;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry properties) {
    properties.add("rayport.tenant.oidc.issuer", PROVIDER::issuer);
    properties.add("rayport.tenant.oidc.client-secret", () -> FakeProvider.SECRET);
    properties.add("rayport.tenant.oidc.read-again-after", () -> "0s");
  }

  @BeforeEach
  void open() {
    PROVIDER.tellTheTruth();
    browser = new PortalClient(port);
  }

  @AfterEach
  void close() {
    browser.close();
  }

  PortalClient another() {
    return new PortalClient(port);
  }

  /** All the way through the provider; where the browser is sent in the end. */
  String signIn(PortalClient with, String subject) {
    return path(with.send(with.to(back(with, subject))));
  }

  /** To the provider and out again: the address with the code. */
  String back(PortalClient with, String subject) {
    PROVIDER.visitor = subject;
    HttpResponse<String> sent = with.send(with.to("/oauth2/authorization/oidc"));
    URI back = URI.create(PROVIDER.visit(location(sent)));
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  static String path(HttpResponse<String> answer) {
    URI to = URI.create(location(answer));
    return to.getRawPath() + Optional.ofNullable(to.getRawQuery()).map(q -> "?" + q).orElse("");
  }

  /** A page behind the sign-in. */
  static boolean isIn(PortalClient with) {
    return with.send(with.to("/")).statusCode() == 200;
  }

  Optional<Account> account(String subject) {
    return accounts.findByIssuerAndSubject(PROVIDER.issuer(), subject);
  }

  Optional<Role> role(String subject) {
    return account(subject)
        .flatMap(one -> memberships.findByAccountIdAndTenantId(one.id(), "default"))
        .map(Membership::role);
  }

  HttpResponse<String> tellLogout(String token) {
    return browser.send(
        browser
            .to("/logout/connect/back-channel/oidc")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("logout_token=" + token)));
  }

  void assertOut(PortalClient with) {
    assertThat(isIn(with)).isFalse();
  }
}
