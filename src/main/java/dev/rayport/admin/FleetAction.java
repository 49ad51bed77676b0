package dev.rayport.admin;

/** What administrators do to clusters of others. */
public enum FleetAction {
  /** Asks the owner about it and leaves it as it is. */
  NOTIFY,
  EXTEND,
  SUSPEND,
  STOP
}
