package dev.rayport.backend.local;

import dev.rayport.backend.BackendException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Gives each tenant's clusters an account of their own, where Ray has one at all: what lies on this
 * machine belongs to accounts, so tenants cannot read each other's files and memory.
 */
final class TenantAccounts {

  /** Its clusters ran before there were others, under the account without an addition. */
  private static final String FIRST_TENANT = "default";

  private static final int LONGEST_NAME = 32;
  private final RunAccount first;
  private final Function<String, Optional<RunAccount>> found;
  private final Map<String, RunAccount> known = new ConcurrentHashMap<>();

  /**
   * @param first of the first tenant; the portal's own when Ray has no other
   * @param found finds or makes an account that may run Ray
   */
  TenantAccounts(RunAccount first, Function<String, Optional<RunAccount>> found) {
    this.first = first;
    this.found = found;
  }

  static TenantAccounts of(RunAccounts.Choice choice, LocalHome home) {
    return new TenantAccounts(
        choice.account(),
        name ->
            RunAccounts.find(name)
                .or(() -> RunAccounts.make(name))
                .filter(account -> RunAccounts.mayRunRay(account, home)));
  }

  /**
   * @throws BackendException when it cannot be made; no other tenant's is taken instead
   */
  RunAccount of(String tenant) {
    if (!first.ownsNothingOfThePortal() || tenant.equals(FIRST_TENANT)) {
      return first;
    }
    return known.computeIfAbsent(
        tenant,
        name ->
            found
                .apply(name(first.name(), name))
                .orElseThrow(() ->
                    new BackendException(
                        "The account %s, under which clusters of %s run, cannot be made."
                            .formatted(name(first.name(), name), name))));
  }

  /** Of a directory that is there, whoever's it became in an earlier portal; else the tenant's. */
  RunAccount of(Path runDir, String tenant) {
    return ownerOf(runDir).orElseGet(() -> of(tenant));
  }

  /**
   * The account that works in a directory, which is that of its group, or in those of earlier
   * portals its owner; empty when it is the portal's alone or not there.
   */
  Optional<RunAccount> ownerOf(Path dir) {
    if (!first.ownsNothingOfThePortal() || !Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(dir, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return named(attributes.group().getName()).or(() -> named(attributes.owner().getName()));
    } catch (IOException e) {
      throw new BackendException("%s cannot be read.".formatted(dir), e);
    }
  }

  private Optional<RunAccount> named(String name) {
    if (name.equals(System.getProperty("user.name"))) {
      return Optional.empty();
    }
    return Stream.concat(Stream.of(first), known.values().stream())
        .filter(account -> account.name().equals(name))
        .findFirst()
        .or(() -> RunAccounts.find(name));
  }

  /** A system's account has at most 32 characters. */
  static String name(String first, String tenant) {
    String whole = first + "-" + tenant;
    if (whole.length() <= LONGEST_NAME) {
      return whole;
    }
    CRC32 crc = new CRC32();
    crc.update(whole.getBytes(StandardCharsets.UTF_8));
    String sum = HexFormat.of().toHexDigits((int) crc.getValue());
    return whole.substring(0, LONGEST_NAME - sum.length() - 1) + "-" + sum;
  }
}
