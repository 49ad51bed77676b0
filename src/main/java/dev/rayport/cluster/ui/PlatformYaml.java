package dev.rayport.cluster.ui;

import dev.rayport.backend.PlatformSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What only a platform of pods can give, in the words of templates; empty fields are left out. */
record PlatformYaml(PlatformSpec platform) {

  /** Beside the image and what belongs to the head. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    putUnlessEmpty(fields, "envFrom", platform.envFrom().stream().map(PlatformYaml::from).toList());
    putUnlessEmpty(
        fields, "volumes", platform.volumes().stream().map(PlatformYaml::volume).toList());
    PlatformSpec.Autoscaler autoscaler = platform.autoscaler();
    if (!autoscaler.equals(PlatformSpec.Autoscaler.STANDARD)) {
      Map<String, Object> options = new LinkedHashMap<>();
      options.put("idleTimeout", autoscaler.idleTimeout().toString());
      options.put("upscaling", autoscaler.conservative() ? "CONSERVATIVE" : "DEFAULT");
      fields.put("autoscaler", options);
    }
    platform.redis().ifPresent(redis -> fields.put("redis", redis(redis)));
    if (platform.walls().tls()) {
      fields.put("tls", true);
    }
    if (platform.walls().network() != PlatformSpec.Walls.Network.STANDARD) {
      fields.put("networkPolicy", platform.walls().network().name());
    }
    return fields;
  }

  private static Map<String, Object> from(PlatformSpec.EnvFrom from) {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean secret = from.source() == PlatformSpec.Source.SECRET;
    fields.put(secret ? "secret" : "configMap", from.object());
    SpecYaml.putUnlessEmpty(fields, "key", from.key());
    SpecYaml.putUnlessEmpty(fields, "variable", from.variable());
    return fields;
  }

  private static Map<String, Object> volume(PlatformSpec.Volume volume) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", volume.name());
    switch (volume.kind()) {
      case CLAIM -> fields.put("claim", volume.object());
      case SECRET -> fields.put("secret", volume.object());
      case CONFIG_MAP -> fields.put("configMap", volume.object());
      case EMPTY_DIR ->
          fields.put(
              "emptyDir", volume.size().isEmpty() ? Map.of() : Map.of("sizeLimit", volume.size()));
    }
    fields.put("mountPath", volume.mountPath());
    if (volume.readOnly()) {
      fields.put("readOnly", true);
    }
    return fields;
  }

  private static Map<String, Object> redis(PlatformSpec.Redis redis) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("address", redis.address());
    SpecYaml.putUnlessEmpty(fields, "passwordSecret", redis.passwordSecret());
    return fields;
  }

  private static void putUnlessEmpty(Map<String, Object> into, String key, List<?> value) {
    if (!value.isEmpty()) {
      into.put(key, value);
    }
  }
}
