package dev.rayport.backend;

/** What platforms offer only in some of their versions, or not at all. */
public enum PlatformFeature {
  /** Single worker groups rest while the others run. */
  GROUP_SUSPEND,
  /** Ray's processes speak to each other under mutual TLS. */
  TLS,
  /** The platform's operator closes the network around a cluster by itself. */
  NETWORK_POLICY
}
