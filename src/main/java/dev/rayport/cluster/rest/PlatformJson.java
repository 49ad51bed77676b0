package dev.rayport.cluster.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rayport.backend.PlatformSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only a platform of pods can give, in the words of the template format. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PlatformJson(
    String image,
    List<EnvFromJson> envFrom,
    List<VolumeJson> volumes,
    @Nullable AutoscalerJson autoscaler,
    @Nullable RedisJson redis,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean tls,
    PlatformSpec.Walls.@Nullable Network networkPolicy) {

  /**
   * A variable from an object, or all of its keys as variables.
   *
   * @param secret or else {@code configMap}
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record EnvFromJson(
      @Nullable String secret, @Nullable String configMap, String key, String variable) {

    /** Names only; what the objects hold is not here. */
    @Override
    public String toString() {
      return "EnvFromJson[%s%s, %s as %s]".formatted(secret, configMap, key, variable);
    }

    static EnvFromJson of(PlatformSpec.EnvFrom from) {
      boolean secret = from.source() == PlatformSpec.Source.SECRET;
      return new EnvFromJson(
          secret ? from.object() : null,
          secret ? null : from.object(),
          from.key(),
          from.variable());
    }
  }

  /** A volume of one kind and where it is mounted. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VolumeJson(
      String name,
      @Nullable String claim,
      @Nullable String secret,
      @Nullable String configMap,
      @Nullable EmptyDirJson emptyDir,
      String mountPath,
      boolean readOnly) {

    /** Names only; what the objects hold is not here. */
    @Override
    public String toString() {
      return "VolumeJson[%s at %s]".formatted(name, mountPath);
    }

    static VolumeJson of(PlatformSpec.Volume volume) {
      PlatformSpec.Volume.Kind kind = volume.kind();
      return new VolumeJson(
          volume.name(),
          kind == PlatformSpec.Volume.Kind.CLAIM ? volume.object() : null,
          kind == PlatformSpec.Volume.Kind.SECRET ? volume.object() : null,
          kind == PlatformSpec.Volume.Kind.CONFIG_MAP ? volume.object() : null,
          kind == PlatformSpec.Volume.Kind.EMPTY_DIR ? new EmptyDirJson(volume.size()) : null,
          volume.mountPath(),
          volume.readOnly());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record EmptyDirJson(String sizeLimit) {}

  /** Ray's autoscaler. */
  record AutoscalerJson(Duration idleTimeout, String upscaling) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record RedisJson(String address, String passwordSecret) {}

  static PlatformJson of(PlatformSpec platform) {
    PlatformSpec.Autoscaler autoscaler = platform.autoscaler();
    return new PlatformJson(
        platform.image(),
        platform.envFrom().stream().map(EnvFromJson::of).toList(),
        platform.volumes().stream().map(VolumeJson::of).toList(),
        autoscaler.equals(PlatformSpec.Autoscaler.STANDARD)
            ? null
            : new AutoscalerJson(
                autoscaler.idleTimeout(), autoscaler.conservative() ? "CONSERVATIVE" : "DEFAULT"),
        platform
            .redis()
            .map(redis -> new RedisJson(redis.address(), redis.passwordSecret()))
            .orElse(null),
        platform.walls().tls() ? true : null,
        platform.walls().network() == PlatformSpec.Walls.Network.STANDARD
            ? null
            : platform.walls().network());
  }
}
