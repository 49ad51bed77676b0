package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.Cause.Weight;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an API server means when it does not make a pod for the operator. */
final class Refused {

  private static final Pattern QUOTA =
      Pattern.compile("exceeded quota: [^,]+, (requested: .*?, used: .*?, limited: .*)");

  private Refused() {}

  static Cause cause(String message, Optional<Instant> since) {
    String lower = message.toLowerCase(Locale.ROOT);
    Matcher quota = QUOTA.matcher(message);
    if (lower.contains("exceeded quota")) {
      String numbers = quota.find() ? quota.group(1) : message;
      return new Cause(
          Weight.STUCK, "quota", "the quota of the namespace is used up", numbers, since);
    }
    if (lower.contains("failed calling webhook") || lower.contains("failed to call webhook")) {
      return new Cause(
          Weight.STUCK, "webhook-silent", "an admission webhook does not answer", message, since);
    }
    boolean denied =
        lower.contains("violates podsecurity")
            || lower.contains("denied request")
            || lower.contains("denied the request")
            || lower.contains("per container is")
            || lower.contains("per pod is");
    if (denied) {
      return new Cause(
          Weight.HOPELESS,
          "admission-denied",
          "the rules of the Kubernetes cluster do not allow the pods",
          from(message, "violates PodSecurity", "ValidatingAdmissionPolicy", "admission webhook"),
          since);
    }
    if (lower.contains("serviceaccount") && lower.contains("not found")) {
      return new Cause(
          Weight.STUCK, "service-account-missing", "service account missing", message, since);
    }
    return new Cause(
        Weight.STUCK, "pods-refused", "Kubernetes does not take the pods", message, since);
  }

  private static String from(String message, String... beginnings) {
    for (String beginning : beginnings) {
      int at = message.indexOf(beginning);
      if (at >= 0) {
        return message.substring(at);
      }
    }
    return message;
  }
}
