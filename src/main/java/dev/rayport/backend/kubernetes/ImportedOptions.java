package dev.rayport.backend.kubernetes;

import dev.rayport.backend.PlatformSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an imported cluster says of its autoscaler, its head's state and its walls. */
final class ImportedOptions {

  private ImportedOptions() {}

  static PlatformSpec.Autoscaler autoscaler(ImportFields options) {
    options.pass("securityContext", "volumeMounts", "imagePullPolicy");
    if (options.is("version", "v1")) {
      options.leave("version", "autoscalers are of version 2");
    }
    options.pass("version");
    Duration idle =
        options
            .whole("idleTimeoutSeconds")
            .map(Duration::ofSeconds)
            .orElse(PlatformSpec.Autoscaler.STANDARD.idleTimeout());
    boolean conservative = options.text("upscalingMode").equals("Conservative");
    options.finish();
    return new PlatformSpec.Autoscaler(idle, conservative);
  }

  static PlatformSpec.Walls walls(ImportFields spec) {
    ImportFields tls = spec.section("tlsOptions");
    boolean encrypted = tls.truth("enabled");
    tls.finish();
    if (!spec.has("networkPolicy")) {
      return new PlatformSpec.Walls(encrypted, PlatformSpec.Walls.Network.STANDARD);
    }
    ImportFields policy = spec.section("networkPolicy");
    PlatformSpec.Walls.Network network =
        switch (policy.text("mode")) {
          case "DenyAllIngress" -> PlatformSpec.Walls.Network.DENY_ALL_INGRESS;
          case "DenyAllEgress" -> PlatformSpec.Walls.Network.DENY_ALL_EGRESS;
          default -> PlatformSpec.Walls.Network.DENY_ALL;
        };
    for (String rules : List.of("head", "worker", "workerGroups")) {
      if (policy.has(rules)) {
        policy.leave(rules, "Rayport's own policies say who else may come in and what is reached");
      }
    }
    policy.finish();
    return new PlatformSpec.Walls(encrypted, network);
  }

  static Optional<PlatformSpec.Redis> redis(ImportFields spec) {
    if (!spec.has("gcsFaultToleranceOptions")) {
      return Optional.empty();
    }
    ImportFields options = spec.section("gcsFaultToleranceOptions");
    ImportFields password = options.section("redisPassword");
    if (password.has("value")) {
      password.leave("value", "a password is kept in a Secret");
    }
    ImportFields secret = password.section("valueFrom").section("secretKeyRef");
    if (secret.has("key") && !secret.is("key", "password")) {
      secret.leave("key", "the password is under the key “password”");
    }
    secret.pass("key");
    PlatformSpec.Redis redis =
        new PlatformSpec.Redis(options.text("redisAddress"), secret.text("name"));
    options.finish();
    return redis.address().isEmpty() ? Optional.empty() : Optional.of(redis);
  }
}
