package dev.rayport.job;

/**
 * An uploaded working directory, stored once per tenant by its content.
 *
 * @param hash {@code sha256:} and 64 hex digits of the normalised zip
 * @param bytes of the normalised zip
 * @param files how many it holds
 * @param ignored how many files were left out by .gitignore, .rayignore and Ray's own list
 * @param isNew false when the tenant had the same content already
 */
public record StoredPackage(String hash, long bytes, int files, int ignored, boolean isNew) {}
