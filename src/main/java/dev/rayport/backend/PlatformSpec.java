package dev.rayport.backend;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What only a platform of pods can give; a backend of plain processes leaves it aside.
 *
 * @param image container image with Ray; empty: the platform's own for the Ray version
 * @param envFrom variables from Secrets and ConfigMaps of the cluster's namespace
 * @param volumes mounted into every Ray container
 * @param nodeSelector node labels that the head needs
 * @param tolerations taints that the head bears, as in a pod
 * @param autoscaler how worker groups change their size
 * @param walls what keeps others out of it, beside what every cluster has
 * @param redis makes the head's state outlive the head; empty: it does not
 */
public record PlatformSpec(
    String image,
    List<EnvFrom> envFrom,
    List<Volume> volumes,
    Map<String, String> nodeSelector,
    List<Map<String, String>> tolerations,
    Autoscaler autoscaler,
    Optional<Redis> redis,
    Walls walls) {

  /** Asks nothing of a platform. */
  public static final PlatformSpec NONE =
      new PlatformSpec(
          "", List.of(), List.of(), Map.of(), List.of(), Autoscaler.STANDARD, Optional.empty());

  /** One with the walls that every cluster has. */
  public PlatformSpec(
      String image,
      List<EnvFrom> envFrom,
      List<Volume> volumes,
      Map<String, String> nodeSelector,
      List<Map<String, String>> tolerations,
      Autoscaler autoscaler,
      Optional<Redis> redis) {
    this(image, envFrom, volumes, nodeSelector, tolerations, autoscaler, redis, Walls.STANDARD);
  }

  public PlatformSpec {
    envFrom = List.copyOf(envFrom);
    volumes = List.copyOf(volumes);
    nodeSelector = Map.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
    // Specs stored before there were such walls have none.
    walls = Objects.requireNonNullElse(walls, Walls.STANDARD);
  }

  /** What an object of the namespace is. */
  public enum Source {
    SECRET,
    CONFIG_MAP
  }

  /**
   * A variable from an object, or all of its keys as variables.
   *
   * @param object the object's name
   * @param key which of its keys; empty: all of them
   * @param variable the variable that takes the key's value; empty with all keys
   */
  public record EnvFrom(Source source, String object, String key, String variable) {}

  /**
   * A volume and where it is mounted.
   *
   * @param name unique in the cluster, DNS-1123
   * @param kind what it is made from
   * @param object name of the claim, Secret or ConfigMap; empty for {@link Kind#EMPTY_DIR}
   * @param mountPath absolute
   * @param size limit of an {@link Kind#EMPTY_DIR}, as Kubernetes writes it; empty: none
   */
  public record Volume(
      String name, Kind kind, String object, String mountPath, String size, boolean readOnly) {

    /** The kinds of volumes that may be had; those of the node's own files may not. */
    public enum Kind {
      EMPTY_DIR,
      CLAIM,
      SECRET,
      CONFIG_MAP
    }
  }

  /**
   * Ray's autoscaler, version 2.
   *
   * @param idleTimeout after which an idle worker goes; Ray's own default is 60 s
   * @param conservative whether it adds at most as many workers as there are
   */
  public record Autoscaler(Duration idleTimeout, boolean conservative) {

    /** As Ray does it by itself. */
    public static final Autoscaler STANDARD = new Autoscaler(Duration.ofSeconds(60), false);
  }

  /**
   * Walls around one cluster that the platform's operator makes.
   *
   * @param tls whether Ray's processes speak to each other under mutual TLS
   * @param network what of its network the operator closes, besides what is closed anyway
   */
  public record Walls(boolean tls, Network network) {

    /** None but those of every cluster. */
    public static final Walls STANDARD = new Walls(false, Network.STANDARD);

    /** What is closed for all but the cluster's own pods. */
    public enum Network {
      /** Nothing more than for every cluster. */
      STANDARD,
      DENY_ALL,
      DENY_ALL_INGRESS,
      DENY_ALL_EGRESS
    }
  }

  /**
   * A Redis that holds the state of the head (GCS fault tolerance).
   *
   * @param address {@code host:port}, or a {@code redis://} address
   * @param passwordSecret Secret of the namespace with the key {@code password}; empty: none
   */
  public record Redis(String address, String passwordSecret) {}
}
