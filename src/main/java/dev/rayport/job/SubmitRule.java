package dev.rayport.job;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** What is allowed in a wish for a job, whatever cluster it runs on. */
final class SubmitRule {

  static final int MAX_NAME = 63;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._-]{0,61}[A-Za-z0-9])?");
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern CUSTOM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/-]{0,99}");
  private static final Set<String> RAYS_OWN = Set.of("CPU", "GPU", "memory", "object_store_memory");
  private static final Set<String> RESERVED_METADATA = Set.of("job_submission_id", "job_name");
  private static final int MAX_ENTRYPOINT = 10_000;
  private static final int MAX_METADATA = 50;
  private static final int MAX_METADATA_VALUE = 4_000;
  private static final double LARGEST = 1_000_000;
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int MOST_RETRIES = 10;

  private final Findings findings;

  SubmitRule(Findings findings) {
    this.findings = findings;
  }

  void check(SubmitJob job) {
    if (!job.name().isEmpty() && !NAME.matcher(job.name()).matches()) {
      findings.add(
          "name",
          "A name has 1 to %d letters (a to z), digits, spaces, dots, dashes and underscores, and starts and ends with a letter or digit."
              .formatted(MAX_NAME));
    }
    checkCluster(job);
    checkEntrypoint(job.entrypoint());
    if (job.packageHash().filter(hash -> !HASH.matcher(hash).matches()).isPresent()) {
      findings.add(
          "package",
          "A package is sha256: and 64 hex digits, as the upload (PUT /api/v1/packages) answered.");
    }
    checkResources(job.resources());
    checkMetadata(job.metadata());
    if (job.timeout()
        .filter(t -> t.compareTo(Duration.ofSeconds(1)) < 0 || t.compareTo(LONGEST) > 0)
        .isPresent()) {
      findings.add("timeout", "The time limit must be between 1 second and 365 days.");
    }
    if (job.retries() < 0 || job.retries() > MOST_RETRIES) {
      findings.add("retries", "Retries must be between 0 and %d.".formatted(MOST_RETRIES));
    }
  }

  private void checkCluster(SubmitJob job) {
    if (job.cluster().isPresent() == job.newCluster().isPresent()) {
      findings.add(
          "cluster",
          job.cluster().isPresent()
              ? "Choose a cluster or a new one from a template, not both."
              : "Choose the cluster it runs on, or a new one from a template.");
    }
    job.cluster()
        .filter(cluster -> cluster.isBlank() || cluster.length() > 64)
        .ifPresent(cluster -> findings.add("cluster", "Give the id or the name of a cluster."));
    job.newCluster()
        .filter(wish -> wish.template().isBlank())
        .ifPresent(wish -> findings.add("newCluster.template", "Choose a template."));
  }

  private void checkEntrypoint(String entrypoint) {
    if (entrypoint.isBlank()) {
      findings.add("entrypoint", "Write the command to run, such as python main.py.");
    } else if (entrypoint.length() > MAX_ENTRYPOINT) {
      findings.add(
          "entrypoint",
          "The command has %,d characters, at most %,d are allowed; put it into a script of the working directory."
              .formatted(entrypoint.length(), MAX_ENTRYPOINT));
    } else if (entrypoint
        .chars()
        .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
      findings.add("entrypoint", "The command holds a control character; remove it.");
    }
  }

  private void checkResources(JobResources resources) {
    amount("resources.cpus", resources.cpus());
    amount("resources.gpus", resources.gpus());
    whole("resources.gpus", resources.gpus());
    resources
        .memory()
        .filter(memory -> memory.amount().signum() == 0 || memory.text().endsWith("m"))
        .ifPresent(memory ->
            findings.add("resources.memory", "Memory is whole bytes, such as 500Mi or 4Gi."));
    for (Map.Entry<String, Double> custom : resources.custom().entrySet()) {
      String path = "resources.custom." + Findings.shown(custom.getKey());
      if (RAYS_OWN.contains(custom.getKey())) {
        findings.add(
            path, "%s has a field of its own: cpus, gpus or memory.".formatted(custom.getKey()));
      } else if (!CUSTOM.matcher(custom.getKey()).matches()) {
        findings.add(
            path, "A resource's name has letters, digits, dashes, dots, slashes and underscores.");
      }
      amount(path, OptionalDouble.of(custom.getValue()));
      whole(path, OptionalDouble.of(custom.getValue()));
    }
  }

  private void amount(String path, OptionalDouble amount) {
    if (amount.isPresent() && !(amount.getAsDouble() >= 0 && amount.getAsDouble() <= LARGEST)) {
      findings.add(path, "This must be between 0 and %,.0f.".formatted(LARGEST));
    }
  }

  /** Ray gives out parts of one unit, but no “one and a half”. */
  private void whole(String path, OptionalDouble amount) {
    double value = amount.orElse(0);
    if (value > 1 && value != Math.rint(value)) {
      findings.add(path, "Above 1 this must be a whole number.");
    }
  }

  private void checkMetadata(Map<String, String> metadata) {
    if (metadata.size() > MAX_METADATA) {
      findings.add("metadata", "At most %d entries.".formatted(MAX_METADATA));
      return;
    }
    metadata.forEach((key, value) -> {
      String path = "metadata." + Findings.shown(key);
      if (key.isBlank() || key.length() > 100 || key.chars().anyMatch(Character::isISOControl)) {
        findings.add(path, "A key has 1 to 100 visible characters.");
      }
      if (RESERVED_METADATA.contains(key) || key.startsWith("rayport_")) {
        findings.add(path, "Ray or Rayport sets this one; choose another key.");
      }
      if (value.length() > MAX_METADATA_VALUE) {
        findings.add(path, "A value may have %,d characters.".formatted(MAX_METADATA_VALUE));
      }
    });
  }

  /** A short name from what is run: {@code python train.py --x} is train. */
  static String nameFrom(String entrypoint) {
    String[] words = entrypoint.strip().split("\\s+");
    Optional<String> found = Optional.empty();
    for (int i = 0; i < words.length && found.isEmpty(); i++) {
      String word = words[i];
      if (word.equals("-m") && i + 1 < words.length) {
        found = Optional.of(words[i + 1].replace('.', '-'));
      } else if (word.equals("-c")) {
        break;
      } else if (!word.startsWith("-")
          && !word.contains("=")
          && !Set.of("python", "python3", "bash", "sh", "uv", "run", "exec", "env", "torchrun")
              .contains(word)) {
        found =
            Optional.of(word.substring(word.lastIndexOf('/') + 1).replaceFirst("\\.(py|sh)$", ""));
      }
    }
    String name = found.orElse("job").replaceAll("[^A-Za-z0-9._-]+", "-");
    String tidy =
        name.substring(0, Math.min(name.length(), 40))
            .replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
    return tidy.isEmpty() ? "job" : tidy;
  }
}
