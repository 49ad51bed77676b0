package dev.rayport.job;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * A tar.gz. It can only be read from front to back, so the files' bytes are put one after the other
 * into one work file, never under names of the archive.
 */
final class TarPackage implements PackageArchive {

  private static final Set<Byte> PLAIN =
      Set.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG);

  private record Stretch(long from, long length) {}

  private final Path unpacked;
  private final List<PackageFile> files = new ArrayList<>();
  private final List<Stretch> stretches = new ArrayList<>();

  private TarPackage(Path unpacked) {
    this.unpacked = unpacked;
  }

  static TarPackage open(Path packed, Path unpacked, PackageLimits limits) throws IOException {
    TarPackage result = new TarPackage(unpacked);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(packed));
        InputStream plain =
            GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
        TarArchiveInputStream tar = new TarArchiveInputStream(limits.counting(plain), "UTF-8");
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(unpacked))) {
      result.unpack(tar, out, limits);
    } catch (IOException | IllegalArgumentException e) {
      throw PackageArchive.noArchive();
    }
    return result;
  }

  private void unpack(TarArchiveInputStream tar, OutputStream out, PackageLimits limits)
      throws IOException {
    long at = 0;
    TarArchiveEntry entry = tar.getNextEntry();
    if (entry == null) {
      throw PackageArchive.noArchive();
    }
    for (; entry != null; entry = tar.getNextEntry()) {
      limits.entry();
      checkKind(entry);
      String path = PackagePath.normal(entry.getName());
      long length = entry.isDirectory() ? 0 : tar.transferTo(out);
      if (!path.isEmpty()) {
        boolean executable = !entry.isDirectory() && (entry.getMode() & 0100) != 0;
        files.add(new PackageFile(path, entry.isDirectory(), executable, stretches.size()));
        stretches.add(new Stretch(at, length));
      }
      at += length;
    }
  }

  private static void checkKind(TarArchiveEntry entry) {
    if (!entry.isDirectory() && !PLAIN.contains(entry.getLinkFlag())) {
      throw PackagePath.refused(
          entry.getName(), "is a link, a device or sparse; only files and folders are taken");
    }
    if (entry.isSparse()) {
      throw PackagePath.refused(entry.getName(), "is a sparse file; store it whole");
    }
  }

  @Override
  public List<PackageFile> files() {
    return files;
  }

  @Override
  public InputStream open(PackageFile file) throws IOException {
    Stretch stretch = stretches.get(file.index());
    FileChannel channel = FileChannel.open(unpacked).position(stretch.from());
    return BoundedInputStream.builder()
        .setInputStream(new BufferedInputStream(Channels.newInputStream(channel)))
        .setMaxCount(stretch.length())
        .get();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(unpacked);
  }
}
