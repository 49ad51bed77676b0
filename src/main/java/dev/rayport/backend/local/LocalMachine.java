package dev.rayport.backend.local;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This machine as a place for clusters: directories, account, ports, capacity. */
record LocalMachine(
    LocalHome home,
    RunAccounts.Choice account,
    ProcessTable processes,
    NodeLauncher launcher,
    PortBlocks ports,
    Capacity capacity) {

  private static final Logger log = LoggerFactory.getLogger(LocalMachine.class);
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final long MEMORY =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();

  static LocalMachine of(Path portalHome, LocalProperties properties) {
    LocalHome home = LocalHome.of(portalHome, properties);
    home.prepare();
    RunAccounts.Choice account = RunAccounts.choose(properties.user(), home);
    ProcessTable processes = new ProcessTable();
    PortBlocks ports =
        new PortBlocks(
            properties.firstPort(), properties.lastPort(), PortBlocks::isFree, new SecureRandom());
    return new LocalMachine(
        home,
        account,
        processes,
        new NodeLauncher(
            home, TenantAccounts.of(account, home), processes, passedOn(properties.passOn())),
        ports,
        Capacity.of(properties, CORES, MEMORY, ports.count()));
  }

  private static Map<String, String> passedOn(List<String> names) {
    Map<String, String> passedOn = new HashMap<>(System.getenv());
    passedOn.keySet().retainAll(Set.copyOf(names));
    return Map.copyOf(passedOn);
  }

  double cores() {
    return CORES;
  }

  String description() {
    return "this machine · %d cores, %d GiB"
        .formatted(CORES, Math.round(MEMORY / (double) (1L << 30)));
  }

  /** What an administrator should know, in whole sentences. */
  List<String> notices() {
    String ports =
        "Ray listens on all interfaces of this machine, whatever one asks it, on ports %s. Each"
            + " cluster's token guards them, but not those with its metrics: keep all of them behind"
            + " a firewall if other machines reach this one.";
    return Stream.concat(account.notice().stream(), Stream.of(ports.formatted(this.ports.range())))
        .toList();
  }

  /**
   * Clears what a crash left without a file: processes and directories.
   *
   * @return the clusters that have one
   */
  List<SavedCluster> sweep() {
    List<SavedCluster> clusters = new ArrayList<>();
    Set<Path> owned = new HashSet<>();
    for (Path notes : Directories.children(home.notes())) {
      Optional<SavedCluster> cluster = ClusterFiles.load(notes);
      cluster.ifPresentOrElse(
          found -> {
            clusters.add(found);
            owned.add(home.runDir(found.key()));
          },
          () -> Directories.remove(notes));
    }
    for (Path runDir : Directories.children(home.runRoot())) {
      if (!owned.contains(runDir)) {
        log.info("Clearing {}, which no cluster owns", runDir);
        ClusterEnd.clear(processes, launcher.removal(), runDir);
      }
    }
    processes.pidsOf(home.runRoot()).stream()
        .filter(pid -> owned.stream().noneMatch(dir -> processes.isOf(pid, dir)))
        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return clusters;
  }
}
