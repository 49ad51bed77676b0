package dev.rayport.tenant;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** An identity provider of the test's own, which can also lie, forget people and be away. */
final class FakeProvider implements AutoCloseable {

  static final String CLIENT = "rayport";
  static final String SECRET = "a secret that is long enough for a signature";
  private final RSAKey key = key();
  private final int port;
  private HttpServer server;
  private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();
  private final Map<String, MultiValueMap<String, String>> codes = new ConcurrentHashMap<>();
  private final Map<String, String> opens = new ConcurrentHashMap<>();

  /** Who signs in when a browser comes. */
  volatile String visitor = "";

  /** What the next ID token says; changed by tests that lie. */
  volatile UnaryOperator<JWTClaimsSet.Builder> idClaims = UnaryOperator.identity();

  /** How it is written. */
  volatile Function<JWTClaimsSet, String> idSigning = this::signed;

  FakeProvider() {
    server = start(0);
    port = server.getAddress().getPort();
  }

  String issuer() {
    return "http://localhost:" + port;
  }

  /** Somebody, or what they are from now on. */
  void person(String subject, String name, String... groups) {
    people.put(
        subject,
        Map.of(
            "sub",
            subject,
            "preferred_username",
            name,
            "email",
            "ana@example.com",
            "groups",
            List.of(groups)));
  }

  /** Disabled or deleted there. */
  void forget(String subject) {
    people.remove(subject);
  }

  void goAway() {
    server.stop(0);
  }

  void comeBack() {
    server = start(port);
  }

  void tellTheTruth() {
    idClaims = UnaryOperator.identity();
    idSigning = this::signed;
  }

  String signed(JWTClaimsSet claims) {
    return signed(claims, key);
  }

  static String signed(JWTClaimsSet claims, RSAKey with) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(with));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  static String signedWithSecret(JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(SECRET));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An access token as programs send it. */
  JWTClaimsSet.Builder access(String subject) {
    Map<String, Object> person = people.getOrDefault(subject, Map.of());
    return claims(subject)
        .audience(List.of("account", CLIENT))
        .claim("typ", "Bearer")
        .claim("preferred_username", person.get("preferred_username"))
        .claim("groups", person.get("groups"));
  }

  JWTClaimsSet.Builder logout(String sid) {
    return claims("")
        .subject(null)
        .audience(CLIENT)
        .claim("sid", sid)
        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
  }

  /** The provider's session of a person in one browser. */
  static String sid(String subject) {
    return "session-of-" + subject;
  }

  /** The browser's stop at the provider: signed in at once, and back with a code. */
  String visit(String address) {
    MultiValueMap<String, String> asked =
        UriComponentsBuilder.fromUriString(address).build().getQueryParams();
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    return "%s?code=%s&state=%s&iss=%s"
        .formatted(decoded(asked, "redirect_uri"), code, asked.getFirst("state"), issuer());
  }

  private HttpServer start(int at) {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
      started.createContext("/.well-known/openid-configuration", this::document);
      started.createContext(
          "/keys", call -> answer(call, 200, new JWKSet(key.toPublicJWK()).toJSONObject()));
      started.createContext("/token", this::token);
      started.createContext("/userinfo", this::userInfo);
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void document(HttpExchange call) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer());
    document.put("authorization_endpoint", issuer() + "/authorize");
    document.put("token_endpoint", issuer() + "/token");
    document.put("userinfo_endpoint", issuer() + "/userinfo");
    document.put("end_session_endpoint", issuer() + "/leave");
    document.put("jwks_uri", issuer() + "/keys");
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    answer(call, 200, document);
  }

  private void token(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    MultiValueMap<String, String> sent =
        UriComponentsBuilder.fromUriString("?" + body).build().getQueryParams();
    Optional<MultiValueMap<String, String>> asked =
        Optional.ofNullable(sent.getFirst("code")).map(codes::remove);
    if (asked.isEmpty() || !challenge(sent).equals(asked.get().getFirst("code_challenge"))) {
      answer(call, 400, Map.of("error", "invalid_grant"));
      return;
    }
    String access = UUID.randomUUID().toString();
    opens.put(access, visitor);
    JWTClaimsSet.Builder id =
        claims(visitor)
            .audience(CLIENT)
            .claim("nonce", asked.get().getFirst("nonce"))
            .claim("sid", sid(visitor));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", access);
    answer.put("token_type", "Bearer");
    answer.put("expires_in", 300);
    answer.put("refresh_token", UUID.randomUUID().toString());
    answer.put("scope", "openid profile");
    answer.put("id_token", idSigning.apply(idClaims.apply(id).build()));
    answer(call, 200, answer);
  }

  private void userInfo(HttpExchange call) {
    String token = call.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
    Map<String, Object> person = people.get(opens.getOrDefault(token, ""));
    answer(call, person == null ? 401 : 200, person == null ? Map.of() : person);
  }

  private JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject(subject)
        .issueTime(new Date())
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
  }

  private static String challenge(MultiValueMap<String, String> sent) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  String.valueOf(sent.getFirst("code_verifier"))
                      .getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String decoded(MultiValueMap<String, String> asked, String name) {
    return java.net.URLDecoder.decode(String.valueOf(asked.getFirst(name)), StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange call, int status, Map<String, Object> body) {
    try (call) {
      byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.sendResponseHeaders(status, bytes.length);
      call.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
