package dev.rayport.template;

import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.PlatformSpec.Autoscaler;
import dev.rayport.backend.PlatformSpec.EnvFrom;
import dev.rayport.backend.PlatformSpec.Redis;
import dev.rayport.backend.PlatformSpec.Source;
import dev.rayport.backend.PlatformSpec.Volume;
import dev.rayport.backend.PlatformSpec.Walls;
import dev.rayport.backend.PlatformSpec.Walls.Network;
import dev.rayport.template.Parameter.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what only a platform of pods can give from a tree without placeholders. */
final class PlatformReader {

  /** Its fields beside those of the head. */
  static final List<String> FIELDS =
      List.of("image", "envFrom", "volumes", "autoscaler", "redis", "tls", "networkPolicy");

  private static final int MOST = 50;
  private static final Duration LONGEST_IDLE = Duration.ofDays(1);

  private final Fields fields;
  private final Optional<Fields> head;

  PlatformReader(Fields fields, Optional<Fields> head) {
    this.fields = fields;
    this.head = head;
  }

  PlatformSpec platform() {
    return new PlatformSpec(
        fields.text("image").orElse(""),
        envFrom(),
        volumes(),
        head.map(node -> node.scalars("nodeSelector")).orElse(Map.of()),
        head.map(PlatformReader::tolerations).orElse(List.of()),
        fields.section("autoscaler").map(PlatformReader::autoscaler).orElse(Autoscaler.STANDARD),
        fields.section("redis").map(PlatformReader::redis),
        new Walls(fields.truth("tls"), network()));
  }

  private Network network() {
    String network = fields.text("networkPolicy").orElse(Network.STANDARD.name());
    return Arrays.stream(Network.values())
        .filter(known -> known.name().equals(network))
        .findFirst()
        .orElseGet(() -> {
          fields.wrong(
              "networkPolicy",
              "networkPolicy is one of %s."
                  .formatted(
                      Arrays.stream(Network.values())
                          .map(Enum::name)
                          .collect(Collectors.joining(", "))));
          return Network.STANDARD;
        });
  }

  static List<Map<String, String>> tolerations(Fields node) {
    List<Map<String, String>> tolerations = new ArrayList<>();
    for (Fields toleration : node.sections("tolerations")) {
      Map<String, String> one = new LinkedHashMap<>();
      for (String key : List.of("key", "operator", "value", "effect", "tolerationSeconds")) {
        toleration.raw(key).ifPresent(value -> one.put(key, value.toString()));
      }
      toleration.finish();
      tolerations.add(Map.copyOf(one));
    }
    return tolerations;
  }

  private List<EnvFrom> envFrom() {
    List<EnvFrom> sources = new ArrayList<>();
    for (Fields from : sections("envFrom")) {
      Optional<String> secret = from.text("secret");
      Optional<String> configMap = from.text("configMap");
      if (secret.isPresent() == configMap.isPresent()) {
        from.wrong("secret", "It is from one object: secret or configMap, by its name.");
      }
      sources.add(
          new EnvFrom(
              secret.isPresent() ? Source.SECRET : Source.CONFIG_MAP,
              secret.or(() -> configMap).orElse(""),
              from.text("key").orElse(""),
              from.text("variable").orElse("")));
      from.finish();
    }
    return sources;
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    for (Fields volume : sections("volumes")) {
      Map<Volume.Kind, String> kinds = new LinkedHashMap<>();
      volume.text("claim").ifPresent(name -> kinds.put(Volume.Kind.CLAIM, name));
      volume.text("secret").ifPresent(name -> kinds.put(Volume.Kind.SECRET, name));
      volume.text("configMap").ifPresent(name -> kinds.put(Volume.Kind.CONFIG_MAP, name));
      Optional<Fields> emptyDir = volume.section("emptyDir");
      if (emptyDir.isPresent()) {
        kinds.put(Volume.Kind.EMPTY_DIR, "");
      }
      if (kinds.size() != 1) {
        volume.wrong("claim", "A volume is one of claim, secret, configMap and emptyDir.");
      }
      Volume.Kind kind = kinds.keySet().stream().findFirst().orElse(Volume.Kind.EMPTY_DIR);
      volumes.add(
          new Volume(
              volume.text("name").orElse(""),
              kind,
              kinds.getOrDefault(kind, ""),
              volume.text("mountPath").orElse(""),
              emptyDir.map(PlatformReader::sizeLimit).orElse(""),
              volume.truth("readOnly")));
      volume.finish();
    }
    return volumes;
  }

  private static String sizeLimit(Fields emptyDir) {
    String size = emptyDir.value("sizeLimit", Type.QUANTITY).map(Object::toString).orElse("");
    emptyDir.finish();
    return size;
  }

  private List<Fields> sections(String key) {
    List<Fields> sections = fields.sections(key);
    if (sections.size() > MOST) {
      fields.wrong(key, "At most %d.".formatted(MOST));
      return List.of();
    }
    return sections;
  }

  private static Autoscaler autoscaler(Fields fields) {
    Duration idle =
        fields
            .value("idleTimeout", Type.DURATION)
            .map(ValueReader::duration)
            .orElse(Autoscaler.STANDARD.idleTimeout());
    if (idle.toSeconds() < 1 || idle.compareTo(LONGEST_IDLE) > 0) {
      fields.wrong("idleTimeout", "From PT1S to P1D, such as PT5M.");
    }
    String upscaling = fields.text("upscaling").orElse("DEFAULT");
    if (!upscaling.equals("DEFAULT") && !upscaling.equals("CONSERVATIVE")) {
      fields.wrong("upscaling", "upscaling is one of DEFAULT, CONSERVATIVE.");
    }
    fields.finish();
    return new Autoscaler(idle, upscaling.equals("CONSERVATIVE"));
  }

  private static Redis redis(Fields fields) {
    Redis redis =
        new Redis(fields.text("address").orElse(""), fields.text("passwordSecret").orElse(""));
    fields.finish();
    return redis;
  }
}
