package dev.rayport.backend.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Keeps objects as an API server does, without any rules: nothing is judged, filled in or
 * collected. Watches get what changes. Every write is remembered.
 */
final class FakeApiServer implements AutoCloseable {

  /** Answered in place of what is kept; empty: as usual. */
  record Answer(int code, String body) {}

  static final String DEFINITION =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/rayclusters.ray.io";

  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Map<String, Object>> objects = new ConcurrentHashMap<>();
  private final Map<OutputStream, String> watches = new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong(100);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Function<String, Optional<Answer>> trouble = request -> Optional.empty();

  FakeApiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    put(DEFINITION, definition());
  }

  /** Of a KubeRay that knows every field. */
  private static Map<String, Object> definition() {
    Map<String, Object> any = Map.of("name", "v1", "schema", Map.of("openAPIV3Schema", Map.of()));
    return Map.of(
        "apiVersion", "apiextensions.k8s.io/v1",
        "kind", "CustomResourceDefinition",
        "spec", Map.of("versions", List.of(any)));
  }

  /** A kubeconfig in the folder. */
  Path kubeconfig(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("kubeconfig"),
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
          users: [{name: u, user: {token: t}}]
          contexts: [{name: x, context: {cluster: c, user: u}}]
          current-context: x
          """
              .formatted(server.getAddress().getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asked with {@code METHOD path} before anything else is done with a request. */
  void trouble(Function<String, Optional<Answer>> answers) {
    trouble = answers;
  }

  /** Besides lists, watches and whether it answers; oldest first. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  Optional<Tree> object(String path) {
    return Optional.ofNullable(objects.get(path)).map(Tree::of);
  }

  /** Puts an object there as others would; the name is the end of its path. */
  void put(String path, Map<String, Object> object) {
    Map<String, Object> copy = Trees.mutable(object);
    boolean known = objects.containsKey(path);
    String version = Long.toString(versions.incrementAndGet());
    String uid =
        object(path).map(there -> there.at("metadata").text("uid")).orElse("uid-" + version);
    Trees.set(copy, "metadata.uid", uid);
    Trees.set(copy, "metadata.resourceVersion", version);
    Trees.set(copy, "metadata.name", path.substring(path.lastIndexOf('/') + 1));
    if (path.contains("/namespaces/")) {
      Trees.set(copy, "metadata.namespace", path.replaceFirst(".*/namespaces/([^/]+).*", "$1"));
    }
    objects.put(path, copy);
    tell(path, known ? "MODIFIED" : "ADDED", copy);
  }

  void remove(String path) {
    Map<String, Object> gone = objects.remove(path);
    if (gone != null) {
      tell(path, "DELETED", gone);
    }
  }

  private void tell(String path, String type, Map<String, Object> object) {
    String event = JSON.asJson(Map.of("type", type, "object", object)) + "\n";
    watches.forEach((out, under) -> {
      if (path.startsWith(under + "/")) {
        send(out, event);
      }
    });
  }

  private void send(OutputStream out, String text) {
    try {
      synchronized (out) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException closed) {
      watches.remove(out);
    }
  }

  private void handle(HttpExchange call) throws IOException {
    String path = call.getRequestURI().getPath();
    String request = call.getRequestMethod() + " " + path;
    String query = String.valueOf(call.getRequestURI().getQuery());
    Optional<Answer> wrong = trouble.apply(request);
    if (wrong.isPresent()) {
      answer(call, wrong.get().code(), wrong.get().body());
    } else if (query.contains("watch=true")) {
      watch(call, path);
    } else if (isCollection(path)) {
      answer(call, 200, list(path));
    } else if (path.equals("/readyz")) {
      answer(call, 200, "ok");
    } else {
      requests.add(request);
      one(call, path);
    }
  }

  private static boolean isCollection(String path) {
    String[] parts = path.replaceFirst("^/(api/v1|apis/[^/]+/[^/]+)/", "").split("/");
    return parts.length == 1 || parts.length == 3 && parts[0].equals("namespaces");
  }

  /** First by web socket, which is none here; then as lines that never end. */
  private void watch(HttpExchange call, String path) throws IOException {
    if (call.getRequestHeaders().containsKey("Sec-WebSocket-Key")) {
      answer(call, 200, "");
      return;
    }
    call.sendResponseHeaders(200, 0);
    OutputStream out = call.getResponseBody();
    watches.put(out, path);
    send(out, bookmark(path));
  }

  /** A first word, with which the answer begins. */
  private String bookmark(String path) {
    String kind =
        switch (path.substring(path.lastIndexOf('/') + 1)) {
          case "pods" -> "Pod";
          case "events" -> "Event";
          case "endpointslices" -> "EndpointSlice";
          default -> "RayCluster";
        };
    Map<String, Object> object =
        Map.of(
            "apiVersion", apiVersion(path),
            "kind", kind,
            "metadata", Map.of("resourceVersion", versions.toString()));
    return JSON.asJson(Map.of("type", "BOOKMARK", "object", object)) + "\n";
  }

  private static String apiVersion(String path) {
    return path.startsWith("/api/") ? "v1" : path.split("/", 5)[2] + "/v1";
  }

  private String list(String path) {
    List<Map<String, Object>> items = new ArrayList<>();
    new TreeMap<>(objects)
        .forEach((key, object) -> {
          if (key.startsWith(path + "/") && key.indexOf('/', path.length() + 1) < 0) {
            items.add(object);
          }
        });
    return JSON.asJson(
        Map.of(
            "apiVersion",
            path.startsWith("/api/") ? "v1" : path.split("/", 5)[2] + "/v1",
            "kind",
            "List",
            "metadata",
            Map.of("resourceVersion", versions.toString()),
            "items",
            items));
  }

  private void one(HttpExchange call, String path) throws IOException {
    Map<?, ?> sent = sent(call);
    Optional<Tree> there = object(path);
    switch (call.getRequestMethod()) {
      case "PATCH" -> {
        String version = Tree.of(Trees.mutable(sent)).at("metadata").text("resourceVersion");
        if (!version.isEmpty()
            && !there
                .map(t -> t.at("metadata").text("resourceVersion"))
                .equals(Optional.of(version))) {
          answer(call, 409, status(409, "the object has been modified"));
          return;
        }
        put(path, Trees.mutable(sent));
        answer(call, 200, JSON.asJson(objects.get(path)));
      }
      case "DELETE" -> {
        remove(path);
        answer(call, there.isPresent() ? 200 : 404, status(there.isPresent() ? 200 : 404, "gone"));
      }
      default -> {
        if (there.isPresent()) {
          answer(call, 200, JSON.asJson(there.get().map()));
        } else {
          answer(call, 404, status(404, "not found"));
        }
      }
    }
  }

  private static Map<?, ?> sent(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return body.isBlank() ? Map.of() : JSON.unmarshal(body, Map.class);
  }

  static String status(int code, String message) {
    return JSON.asJson(
        Map.of(
            "kind",
            "Status",
            "apiVersion",
            "v1",
            "status",
            code < 400 ? "Success" : "Failure",
            "message",
            message,
            "code",
            code));
  }

  private static void answer(HttpExchange call, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
