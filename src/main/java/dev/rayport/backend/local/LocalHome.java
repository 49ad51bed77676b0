package dev.rayport.backend.local;

import dev.rayport.backend.ClusterKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Where things of the local backend lie. Ray puts sockets into the clusters' own directories, and a
 * socket's path may have 107 bytes, so these are short.
 *
 * @param home the portal's
 * @param venv Python with Ray
 * @param runRoot holds a directory for each cluster
 */
record LocalHome(Path home, Path venv, Path runRoot) {

  // "/session_2026-01-01_00-00-00_000000_4194304/sockets/plasma_store.99" in Ray's _private/node.py
  private static final int LONGEST_SOCKET = 67;
  private static final int SHORT = 8;
  private static final int LONGEST_ROOT = 107 - LONGEST_SOCKET - SHORT - 1;

  static LocalHome of(Path portalHome, LocalProperties properties) {
    Path home = portalHome.toAbsolutePath().normalize();
    Path venv = properties.venv() == null ? home.resolve("venv") : properties.venv();
    Path runRoot = properties.tempDir() == null ? shortRoot(home) : properties.tempDir();
    return new LocalHome(home, venv.toAbsolutePath(), runRoot.toAbsolutePath().normalize());
  }

  private static Path shortRoot(Path home) {
    Path root = home.resolve("r");
    byte[] path = root.toString().getBytes(StandardCharsets.UTF_8);
    if (path.length <= LONGEST_ROOT) {
      return root;
    }
    CRC32 crc = new CRC32();
    crc.update(path);
    return Path.of("/tmp", "rayport-" + HexFormat.of().toHexDigits((int) crc.getValue()));
  }

  /** The portal's own notes on its clusters: tokens are in there. */
  Path notes() {
    return home.resolve("local");
  }

  Path notes(ClusterKey key) {
    return notes().resolve(key.id());
  }

  /** Output of a node's {@code ray start}. */
  Path output(ClusterKey key, String node) {
    return notes(key).resolve(node + ".log");
  }

  Path runDir(ClusterKey key) {
    String id = key.id();
    return runRoot.resolve(id.substring(Math.max(0, id.length() - SHORT)));
  }

  /** Ray's current logs of a cluster. */
  Path rayLogs(ClusterKey key) {
    return runDir(key).resolve("session_latest").resolve("logs");
  }

  /** Lets the account through to its directories and to nothing else. */
  void prepare() {
    Directories.make(home, Directories.PASSABLE);
    Directories.make(notes(), Directories.PRIVATE);
    Directories.make(runRoot, Directories.PASSABLE);
    Directories.checkOwn(runRoot);
    Directories.closeToOthers(home, Set.of(runRoot, venv));
  }

  void makeRunDir(ClusterKey key, RunAccount account) {
    Path runDir = runDir(key);
    Directories.makeClosedAround(account, runDir);
    Directories.makeFor(account, runDir.resolve("home"));
    Directories.makeFor(account, runDir.resolve("tmp"));
  }
}
