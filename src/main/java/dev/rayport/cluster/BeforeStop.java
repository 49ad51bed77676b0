package dev.rayport.cluster;

import dev.rayport.backend.RayEndpoint;

/**
 * A door: whoever must save something while a cluster still answers. Asked before its processes
 * end, with a deadline; may be asked again after a restart of the portal.
 */
public interface BeforeStop {

  /** Returns when it has what it needs; an exception or the deadline does not keep the cluster. */
  void beforeStop(ClusterId id, RayEndpoint endpoint);
}
