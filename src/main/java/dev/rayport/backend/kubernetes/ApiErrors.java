package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterRefused;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the API server answers, in the portal's words. */
final class ApiErrors {

  private static final int INVALID = 422;
  private static final int BAD = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int CONFLICT = 409;
  private static final int LONGEST = 600;
  private static final Pattern POLICY =
      Pattern.compile(
          "ValidatingAdmissionPolicy '[^']+' with binding '[^']+' denied request: (.*)");

  private ApiErrors() {}

  /** Asks; what fails becomes {@link ClusterRefused} when it is for good, else trouble. */
  static <T> T asking(String doing, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw of(doing, e);
    }
  }

  /** See {@link #asking}. */
  static void telling(String doing, Runnable call) {
    asking(
        doing,
        () -> {
          call.run();
          return Boolean.TRUE;
        });
  }

  static BackendException of(String doing, KubernetesClientException e) {
    String said = said(e);
    Matcher policy = POLICY.matcher(said);
    if (policy.find()) {
      return denied(policy.group(1), e);
    }
    if (said.contains("because it is being terminated")) {
      return new BackendException("Its namespace is being deleted; it starts in the next one.", e);
    }
    return switch (e.getCode()) {
      case INVALID, BAD ->
          new ClusterRefused("invalid-spec", "Kubernetes refuses it: %s".formatted(said), e);
      case FORBIDDEN -> forbidden(doing, said, e);
      case NOT_FOUND ->
          new BackendException(
              "Kubernetes does not know what %s needs: %s".formatted(doing, said), e);
      case CONFLICT -> new Overtaken("Something else changed it during %s.".formatted(doing), e);
      case TOO_MANY ->
          new BackendException("Kubernetes is overloaded; %s has to wait.".formatted(doing), e);
      default ->
          e.getCode() <= 0
              ? new BackendException("Kubernetes does not answer.", e)
              : new BackendException(
                  "Kubernetes failed at %s (HTTP %d): %s".formatted(doing, e.getCode(), said), e);
    };
  }

  /** Three of them look alike: a quota that may free itself, a rule that will not, and rights. */
  private static BackendException forbidden(
      String doing, String said, KubernetesClientException e) {
    if (said.contains("exceeded quota")) {
      return new BackendException("The quota of its namespace is used up: %s".formatted(said), e);
    }
    if (said.contains("admission webhook") || said.contains("violates PodSecurity")) {
      return denied(said, e);
    }
    return new BackendException(
        "The portal may not do this on Kubernetes: %s (%s). An administrator has to grant it."
            .formatted(doing, said),
        e);
  }

  private static ClusterRefused denied(String rule, KubernetesClientException e) {
    return new ClusterRefused(
        "admission-denied", "A rule of the platform refuses it: %s".formatted(rule), e);
  }

  private static String said(KubernetesClientException e) {
    String message =
        e.getStatus() != null && e.getStatus().getMessage() != null
            ? e.getStatus().getMessage()
            : String.valueOf(e.getMessage());
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }
}
