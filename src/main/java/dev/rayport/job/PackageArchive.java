package dev.rayport.job;

import dev.rayport.base.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An uploaded archive, its entries checked, each readable by itself. */
interface PackageArchive extends AutoCloseable {

  List<PackageFile> files();

  InputStream open(PackageFile file) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Looks at the content, never at a name or content type.
   *
   * @param work an empty folder for what has to be unpacked
   * @throws Refusal for what is neither zip nor tar.gz
   */
  static PackageArchive open(Path packed, Path work, PackageLimits limits) throws IOException {
    byte[] magic;
    try (InputStream in = Files.newInputStream(packed)) {
      magic = in.readNBytes(4);
    }
    if (startsWith(magic, 'P', 'K', 3, 4) || startsWith(magic, 'P', 'K', 5, 6)) {
      return ZipPackage.open(packed, limits);
    }
    if (startsWith(magic, 0x1f, 0x8b)) {
      return TarPackage.open(packed, work.resolve("unpacked"), limits);
    }
    throw noArchive();
  }

  static Refusal noArchive() {
    return new Refusal(
        Refusal.Kind.INVALID,
        "not-an-archive",
        "This is neither a zip nor a tar.gz, or it is cut off; pack the folder and send it again.");
  }

  private static boolean startsWith(byte[] magic, int... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (i >= magic.length || (magic[i] & 0xff) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
