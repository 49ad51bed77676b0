package dev.rayport.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What the driver of a past job wrote, as Ray's jobs and common training loops write. */
final class PastLog {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS").withZone(ZoneOffset.UTC);
  private static final int STEPS = 24;
  private static final int LAST = 10;
  private final PastJob job;
  private final Dice dice;
  private final List<String> lines = new ArrayList<>();

  private PastLog(PastJob job, Dice dice) {
    this.job = job;
    this.dice = dice;
  }

  /**
   * @param repeat how often each step is written; 1 for an ordinary log
   */
  static List<String> of(PastJob job, int repeat, Dice dice) {
    PastLog log = new PastLog(job, dice);
    log.begin();
    log.work(repeat);
    log.end();
    return log.lines;
  }

  static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LAST), lines.size());
  }

  private void begin() {
    info(job.created(), "job_manager.py:583", "Runtime env is setting up.");
    if (!job.cluster().work().pip().isEmpty()) {
      lines.add("Collecting " + String.join(" ", job.cluster().work().pip()));
      lines.add("Successfully installed " + String.join(" ", job.cluster().work().pip()));
    }
    lines.add("Running entrypoint for job %s-1: %s".formatted(job.id(), job.entrypoint()));
    info(
        job.started(),
        "worker.py:1683",
        "Using address 127.0.0.1:20001 set in the environment variable RAY_ADDRESS");
    info(
        job.started(),
        "worker.py:1833",
        "Connecting to existing Ray cluster at address: 127.0.0.1:20001...");
  }

  private void work(int repeat) {
    int total = job.cluster().work().total();
    String unit = job.cluster().work().unit();
    Duration whole = Duration.between(job.started(), job.ended());
    int steps = Math.min(STEPS, job.done());
    for (int step = 1; step <= steps; step++) {
      int done = (int) ((long) job.done() * step / steps);
      Instant at = job.started().plus(whole.multipliedBy(step).dividedBy(steps + 1L));
      String line =
          "%s %d/%d  loss %.4f  %.1f samples/s"
              .formatted(unit, done, total, loss(done, total), 180 + dice.between(0, 240) / 10.0);
      info(at, "main.py:88", line);
      for (int i = 2; i <= repeat; i++) {
        lines.add("    batch " + i + " of " + repeat + ", " + line);
      }
      lines.add(
          "RAYPORT_PROGRESS {\"done\": %d, \"total\": %d, \"unit\": \"%s\"}"
              .formatted(done, total, unit));
    }
    if (job.outcome() == PastJob.Outcome.OUT_OF_MEMORY) {
      lines.add(
          "%s\tWARNING memory_monitor.cc:211 -- Memory on the node was 30.9 GB / 32.0 GB (0.966), above the threshold of 0.95"
              .formatted(TIME.format(job.ended())));
    }
  }

  private double loss(int done, int total) {
    return 2.6 * Math.exp(-2.0 * done / total) + dice.between(0, 99) / 5000.0;
  }

  private void end() {
    switch (job.outcome()) {
      case SUCCEEDED ->
          lines.add("Finished, best loss %.4f".formatted(0.35 + dice.between(0, 900) / 10000.0));
      case STOPPED, TIMED_OUT -> lines.add("Terminated");
      case KILLED -> lines.add("Killed");
      case LOST -> {}
      default -> traceback();
    }
  }

  private void traceback() {
    lines.add("Traceback (most recent call last):");
    lines.add("  File \"main.py\", line 112, in <module>");
    lines.add("    main(parser.parse_args())");
    lines.add("  File \"main.py\", line 97, in main");
    lines.add("    results = ray.get([step.remote(i) for i in batch])");
    lines.add(job.outcome().reason);
  }

  private void info(Instant at, String where, String text) {
    lines.add("%s\tINFO %s -- %s".formatted(TIME.format(at), where, text));
  }
}
