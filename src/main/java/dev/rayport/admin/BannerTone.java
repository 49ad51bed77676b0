package dev.rayport.admin;

/** How loud a message to all users is. */
public enum BannerTone {
  INFO,
  WARNING,
  CRITICAL
}
