package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The test bed that is up: {@code RAYPORT_TESTBED} names its folder ({@code scripts/testbed}). Only
 * for tests {@link OnTestBed}.
 */
public final class TestBed {

  /** Node labels of the real node, which runs Ray. */
  public static final Map<String, String> REAL_NODE = Map.of("kubernetes.io/hostname", "node1");

  /** Node labels of the fake nodes, on which pods are ready at once and run nothing. */
  public static final Map<String, String> FAKE_NODES = Map.of("type", "kwok");

  /** What pods on fake nodes must bear. */
  public static final Map<String, String> FAKE_TOLERATION =
      Map.of("key", "kwok.x-k8s.io/node", "operator", "Exists", "effect", "NoSchedule");

  /** The only image with Ray; there is no way to pull another. */
  public static final String RAY_IMAGE = "localhost/ray:%s";

  private static final String COMPACTION =
      """
      ask() { curl -sf -X POST "http://127.0.0.1:2379/v3/kv/$1" -d "$2"; }
      now="$(ask range '{"key": "YQ=="}' | grep -o '"revision":"[0-9]*"' | grep -o '[0-9]*')"
      ask compaction '{"revision": '"$now"', "physical": true}'
      """;

  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final Path home;

  private TestBed(Path home) {
    this.home = home;
  }

  /** Who may call the API server. */
  public enum Caller {
    /** May do everything. */
    ADMIN,
    /**
     * Service account {@code portal} of namespace {@code rayport}: what is bound to it, no more.
     */
    PORTAL,
    /** Service account {@code provisioner} of namespace {@code rayport}, likewise. */
    PROVISIONER
  }

  /** A process of the bed. */
  public enum Part {
    ETCD,
    APISERVER,
    CONTROLLER_MANAGER,
    SCHEDULER,
    OPERATOR,
    RELAY,
    KWOK,
    CONTAINERD,
    COREDNS,
    KUBE_PROXY,
    KUBELET;

    private String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".pid";
    }
  }

  /** Why there is no test bed; empty: there is one. */
  public static Optional<String> absence() {
    if (folder().map(bed -> bed.resolve("kubeconfig")).filter(Files::exists).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Optional.ofNullable(System.getenv("RAYPORT_NO_TESTBED"))
            .orElse("RAYPORT_TESTBED names no test bed; ./rayport testbed up starts one"));
  }

  public static TestBed get() {
    return new TestBed(folder().orElseThrow());
  }

  private static Optional<Path> folder() {
    return Optional.ofNullable(System.getenv("RAYPORT_TESTBED"))
        .filter(text -> !text.isBlank())
        .map(Path::of);
  }

  public Path kubeconfig(Caller caller) {
    return home.resolve("kubeconfigs").resolve(caller.name().toLowerCase(Locale.ROOT));
  }

  /** The caller closes it. */
  public KubernetesClient client(Caller caller) {
    Config config = Config.fromKubeconfig(kubeconfig(caller).toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** The caller closes it. */
  public KubernetesClient admin() {
    return client(Caller.ADMIN);
  }

  /** A tenant's name that no other test has, however often tests run on the same bed. */
  public static String tenant(Class<?> test) {
    String name = test.getSimpleName().replaceAll("Tests?$", "").toLowerCase(Locale.ROOT);
    return "%s-%s-%d"
        .formatted(
            name.substring(0, Math.min(12, name.length())),
            Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX),
            TENANTS.incrementAndGet());
  }

  public ProcessHandle process(Part part) {
    long pid = Long.parseLong(read(home.resolve("run").resolve(part.file())).strip());
    return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(part + " has ended"));
  }

  /** Ends it at once, as a crash does; {@link #heal} starts it again. */
  public void kill(Part part) {
    ProcessHandle process = process(part);
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** It keeps its connections and answers nothing. */
  public void freeze(Part part) {
    run("kill", "-STOP", Long.toString(process(part).pid()));
  }

  public void thaw(Part part) {
    run("kill", "-CONT", Long.toString(process(part).pid()));
  }

  /** Starts what was killed, thaws what was frozen, and returns when all of it is ready. */
  public void heal() {
    List<String> command =
        Files.exists(home.resolve("run/kubelet.pid"))
            ? List.of("./rayport", "testbed", "up")
            : List.of("./rayport", "testbed", "up", "--no-node");
    run(command.toArray(String[]::new));
  }

  /** Has etcd forget everything but what is there now: who watches on from before is told 410. */
  public void compact() {
    run("ip", "netns", "exec", read(home.resolve("run/network")).strip(), "bash", "-c", COMPACTION);
  }

  /** Makes accounts, rights and rules of {@code k8s/} hold. */
  public void install() {
    run(
        home.resolve("bin/kubectl").toString(),
        "--kubeconfig",
        kubeconfig(Caller.ADMIN).toString(),
        "apply",
        "--kustomize",
        "k8s/testbed");
  }

  private void run(String... command) {
    try {
      File log = new File("target/testbed.log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
      builder.environment().put("RAYPORT_HOME", home.getParent().toString());
      Process process = builder.start();
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(
            "%s failed; see %s".formatted(String.join(" ", command), log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
