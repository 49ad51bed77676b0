package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.RayportProperties;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@TenantRoomTest
class SignInTests {

  private static final String PASSWORD = "correct horse battery";
  @LocalServerPort private int port;
  @Autowired private InitialAdminFile file;
  @Autowired private RayportProperties properties;
  @Autowired private SignInThrottle throttle;
  private PortalClient browser;

  @BeforeEach
  void open() {
    browser = new PortalClient(port);
    throttle.success("admin", "127.0.0.1");
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void theFirstStartTellsOnlyThePortalsAccountHowToSignIn() throws Exception {
    InitialAdminFile.Content content = file.read().orElseThrow();

    assertThat(content.user()).isEqualTo("admin");
    assertThat(content.password()).isEqualTo(PASSWORD);
    assertThat(content.url()).isEqualTo("http://localhost:" + port);
    assertThat(browser.get("/api/v1/me", content.token()).statusCode()).isEqualTo(200);
    assertThat(Files.getPosixFilePermissions(file.path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(properties.home().resolve("db")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void thePasswordOpensThePortal() {
    String before = sessionAfterVisit();

    HttpResponse<String> answer = browser.signIn("admin", PASSWORD, "");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).doesNotContain("login");
    assertThat(session()).as("a new session id").isNotEqualTo(before);
  }

  @Test
  void aWrongPasswordIsRefusedLikeAnUnknownName() {
    String wrong = location(browser.signIn("admin", "wrong", ""));
    String unknown = location(browser.signIn("nobody", "wrong", ""));

    assertThat(wrong).endsWith("/login?error").isEqualTo(unknown);
  }

  @ParameterizedTest
  @ValueSource(ints = {73, 1_001, 100_000})
  void aPasswordOfAnyLengthIsOnlyWrong(int length) {
    assertThat(location(browser.signIn("admin", "é".repeat(length), ""))).endsWith("/login?error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADMIN", "Admin", "admín", "ａdmin"})
  void aNameIsTheSameOnlyLetterByLetter(String name) {
    assertThat(location(browser.signIn(name, PASSWORD, ""))).endsWith("/login?error");
  }

  @Test
  void guessingIsStoppedEvenForTheRightPassword() {
    for (int i = 0; i < 5; i++) {
      browser.signIn("admin", "guess" + i, "");
    }

    assertThat(location(browser.signIn("admin", PASSWORD, ""))).endsWith("/login?locked");
  }

  @Test
  void keepMeSignedInOutlivesTheSessionAndChangesItsCookie() {
    browser.signIn("admin", PASSWORD, "&remember-me=on");
    String remembered = cookie("RAYPORT_REMEMBER");
    dropSession();

    browser.send(browser.to("/"));

    assertThat(remembered).isNotEmpty();
    assertThat(cookie("RAYPORT_REMEMBER")).isNotEmpty().isNotEqualTo(remembered);
  }

  @Test
  void aPageForOthersLeadsToSignIn() {
    HttpResponse<String> answer = browser.send(browser.to("/"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).endsWith("/login");
  }

  @Test
  void aForeignAddressIsNeverTheTargetAfterSignIn() {
    browser.send(browser.to("/?continue=https://evil.example&url=//evil.example"));

    assertThat(location(browser.signIn("admin", PASSWORD, "&continue=https://evil.example")))
        .startsWith("http://localhost:" + port + "/");
  }

  @Test
  void cookiesAreOutOfReachOfScriptsAndOtherSites() {
    HttpResponse<String> page = browser.send(browser.to("/login"));

    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("RAYPORT_SESSION", "HttpOnly", "SameSite=Lax");
  }

  @Test
  void pagesTellTheBrowserWhatTheyMayDo() {
    HttpResponse<String> page = browser.send(browser.to("/login"));
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    String nonce = policy.replaceAll("(?s).*'nonce-([^']+)'.*", "$1");

    assertThat(policy).contains("frame-ancestors 'none'", "object-src 'none'");
    assertThat(page.body()).contains("nonce=\"" + nonce + "\"");
    assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Referrer-Policy")).isPresent();
    assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
  }

  private String sessionAfterVisit() {
    browser.send(browser.to("/login"));
    return session();
  }

  private String session() {
    return cookie("RAYPORT_SESSION");
  }

  private void dropSession() {
    browser.cookies().getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("RAYPORT_SESSION"))
        .toList()
        .forEach(cookie -> browser.cookies().getCookieStore().remove(null, cookie));
  }

  private String cookie(String name) {
    return browser.cookies().getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
