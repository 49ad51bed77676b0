package dev.rayport.e2e;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client of the test bed's API server, as its administrator: nothing of the portal's. */
final class KubeApi {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final char[] NO_PASSWORD = new char[0];

  private final HttpClient client;
  private final URI server;

  private KubeApi(HttpClient client, URI server) {
    this.client = client;
    this.server = server;
  }

  /**
   * @param bed folder of a test bed that is up
   */
  static KubeApi of(Path bed) {
    try {
      HttpClient client =
          HttpClient.newBuilder()
              .connectTimeout(Duration.ofSeconds(10))
              .sslContext(identity(bed.resolve("pki")))
              .build();
      String port = Files.readString(bed.resolve("run/port")).strip();
      return new KubeApi(client, URI.create("https://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext identity(Path pki) throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
    own.load(null, NO_PASSWORD);
    Certificate[] chain = {certificate(pki.resolve("admin.crt"))};
    own.setKeyEntry("admin", key(pki.resolve("admin.key")), NO_PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
    known.load(null, NO_PASSWORD);
    known.setCertificateEntry("authority", certificate(pki.resolve("ca.crt")));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
  }

  JsonNode get(String path) {
    return JSON.readTree(text(path));
  }

  String text(String path) {
    return answered(request(path).GET());
  }

  /** Creates an object; one that is there already is an error. */
  JsonNode create(String path, Object object) {
    return JSON.readTree(
        answered(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(object)))));
  }

  void delete(String path) {
    answered(request(path).DELETE());
  }

  /** As {@code kubectl apply} with the administrator as field manager. */
  void apply(String path, String yaml) {
    answered(
        request(path + "?fieldManager=bench&force=true")
            .header("Content-Type", "application/apply-patch+yaml")
            .method("PATCH", BodyPublishers.ofString(yaml)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).header("User-Agent", "bench");
  }

  private String answered(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(Duration.ofMinutes(2)).build();
    try {
      HttpResponse<String> answer =
          client.send(built, BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s %s: %d %s"
                .formatted(built.method(), built.uri(), answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Gives each event of a watch as it arrives, until the server ends it.
   *
   * @return ends it sooner
   */
  Runnable watch(String path, Consumer<JsonNode> onEvent) {
    String version = get(path).at("/metadata/resourceVersion").asString();
    String query = path.contains("?") ? "&" : "?";
    HttpRequest request =
        request(path + query + "watch=true&timeoutSeconds=3600&resourceVersion=" + version).build();
    Thread thread =
        Thread.ofPlatform().daemon().name("watch " + path).start(() -> follow(request, onEvent));
    return thread::interrupt;
  }

  private void follow(HttpRequest request, Consumer<JsonNode> onEvent) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                client.send(request, BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        onEvent.accept(JSON.readTree(line));
      }
    } catch (IOException e) {
      // The API server or the bench ended it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
