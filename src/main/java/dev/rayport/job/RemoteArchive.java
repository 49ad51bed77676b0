package dev.rayport.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Addresses from which Ray's nodes fetch archives by themselves. */
final class RemoteArchive {

  static final Set<String> DIRECTORIES = Set.of(".zip", ".tar.gz", ".tgz");
  static final Set<String> MODULES = Set.of(".zip", ".tar.gz", ".tgz", ".whl");
  static final Set<String> JARS = Set.of(".zip", ".jar");
  private static final Set<String> SCHEMES = Set.of("http", "https", "s3", "gs", "azure", "abfss");

  private RemoteArchive() {}

  /** What is wrong with an address, and what to do; empty when nothing. */
  static Optional<String> problemWith(String text, Set<String> endings) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("“%s” is no address.".formatted(Findings.shown(text)));
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (scheme.equals("gcs")) {
      return Optional.of(
          "gcs:// names a package inside one cluster; upload the folder as the job's package instead.");
    }
    if (!SCHEMES.contains(scheme) || uri.getAuthority() == null) {
      return Optional.of(
          "“%s” is not reachable from a cluster: upload the folder as the job's package, or give an http, https, s3, gs, azure or abfss address."
              .formatted(Findings.shown(text)));
    }
    if (uri.getUserInfo() != null && !scheme.equals("abfss") && !scheme.equals("azure")) {
      return Optional.of(
          "Leave the user and password out of the address; jobs are visible to the whole tenant.");
    }
    String path = String.valueOf(uri.getPath()).toLowerCase(Locale.ROOT);
    if (endings.stream().noneMatch(path::endsWith)) {
      return Optional.of(
          "Ray takes only addresses that end with %s."
              .formatted(String.join(", ", endings.stream().sorted().toList())));
    }
    return Optional.empty();
  }
}
