package dev.rayport.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Memory of a portal's process.
 *
 * @param heap MiB that live after a collection
 * @param rss MiB that the machine gives it
 */
record PortalMemory(long heap, long rss) {

  private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured).*?used (\\d+)K");

  static PortalMemory of(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    String process = Long.toString(pid);
    new ProcessBuilder(jcmd.toString(), process, "GC.run").start().waitFor();
    Process info = new ProcessBuilder(jcmd.toString(), process, "GC.heap_info").start();
    String heap =
        new String(info.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replace("def new generation", "DefNew")
            .replace("tenured generation", "Tenured");
    long used =
        USED.matcher(heap).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    return new PortalMemory(used / 1024, rss(process) / 1024);
  }

  /** Processor time of the process since its start. */
  static Duration worked(long pid) {
    return ProcessHandle.of(pid).flatMap(of -> of.info().totalCpuDuration()).orElseThrow();
  }

  private static long rss(String process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  String words() {
    return "%d MiB RSS, %d MiB heap".formatted(rss, heap);
  }
}
