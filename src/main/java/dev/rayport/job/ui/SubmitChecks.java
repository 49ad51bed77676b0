package dev.rayport.job.ui;

import dev.rayport.backend.Fit;
import dev.rayport.base.FieldError;
import dev.rayport.base.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known before a job runs: whether it can be submitted, where it starts, what it brings.
 */
final class SubmitChecks {

  private SubmitChecks() {}

  /**
   * One line.
   *
   * @param strong said first, in bold
   */
  record Check(Tone tone, String strong, String rest) {}

  /**
   * @param errors of the form as the service sees it
   * @param place where it runs; empty for a fresh cluster
   * @param fit of the fresh cluster
   * @param waits whether a working directory was read but not sent
   * @param quota why it would wait for its tenant's quota; empty: it would not
   */
  record Situation(
      List<FieldError> errors,
      Optional<Place> place,
      Optional<Fit> fit,
      boolean waits,
      String quota) {}

  static List<Check> of(Situation now) {
    List<Check> checks = new ArrayList<>();
    now.place()
        .filter(place -> now.quota().isEmpty() || !place.ready())
        .map(SubmitChecks::starts)
        .ifPresent(checks::add);
    now.fit().map(SubmitChecks::fits).ifPresent(checks::add);
    if (!now.quota().isEmpty()) {
      checks.add(new Check(Tone.WARN, "Waits for the quota:", now.quota()));
    }
    if (now.waits()) {
      checks.add(new Check(Tone.BUSY, "Working directory", "is sent when you submit"));
    }
    now.errors()
        .forEach(error -> checks.add(new Check(Tone.ERR, topic(error) + ":", error.message())));
    if (now.errors().isEmpty()) {
      checks.add(new Check(Tone.OK, "Ready to submit", "as it is"));
    }
    return checks;
  }

  private static Check starts(Place place) {
    return place.ready()
        ? new Check(Tone.OK, "Starts at once", "on " + place.name())
        : new Check(Tone.WARN, "Waits", "until %s is ready".formatted(place.name()));
  }

  private static Check fits(Fit fit) {
    return switch (fit.answer()) {
      case NOW -> new Check(Tone.OK, "A new cluster starts first", "and stops when the job ends");
      case LATER -> new Check(Tone.WARN, "The new cluster waits:", fit.reason());
      case NEVER -> new Check(Tone.ERR, "The new cluster does not fit:", fit.reason());
    };
  }

  private static String topic(FieldError error) {
    String field = error.field();
    if (field.startsWith("runtimeEnv.env_vars")) {
      return "Environment variables";
    }
    if (field.startsWith("runtimeEnv.working_dir") || field.equals("package")) {
      return "Working directory";
    }
    if (field.startsWith("runtimeEnv")) {
      return "Dependencies";
    }
    if (field.startsWith("newCluster") || field.equals("cluster")) {
      return "Where";
    }
    String first = field.replaceFirst("[.\\[].*", "");
    return first.isEmpty()
        ? "The job"
        : Character.toUpperCase(first.charAt(0)) + first.substring(1);
  }
}
