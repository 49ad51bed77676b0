package dev.rayport.backend.kubernetes;

/**
 * The two identities of the portal.
 *
 * @param portal writes clusters and watches them
 * @param provisioner makes namespaces and what is in them; the same one when none is named
 */
record Connections(Connection portal, Connection provisioner) implements AutoCloseable {

  static Connections of(KubernetesProperties properties) {
    Connection portal = Connection.of(properties.kubeconfig(), properties.context());
    return new Connections(
        portal,
        properties.provisioner() == null ? portal : Connection.of(properties.provisioner(), null));
  }

  @Override
  public void close() {
    portal.close();
    provisioner.close();
  }
}
