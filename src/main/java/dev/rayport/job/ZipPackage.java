package dev.rayport.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip; its directory at the end of the file is the truth, as for Python's zipfile. */
final class ZipPackage implements PackageArchive {

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;

  private final ZipFile zip;
  private final PackageLimits limits;
  private final List<ZipArchiveEntry> entries;
  private final List<PackageFile> files = new ArrayList<>();

  private ZipPackage(ZipFile zip, PackageLimits limits) {
    this.zip = zip;
    this.limits = limits;
    this.entries = Collections.list(zip.getEntriesInPhysicalOrder());
  }

  static ZipPackage open(Path packed, PackageLimits limits) throws IOException {
    ZipDirectory.check(packed, limits);
    ZipFile zip;
    try {
      zip = ZipFile.builder().setPath(packed).setIgnoreLocalFileHeader(true).get();
    } catch (ZipException | IllegalArgumentException e) {
      throw PackageArchive.noArchive();
    }
    try {
      ZipPackage result = new ZipPackage(zip, limits);
      result.readDirectory();
      return result;
    } catch (RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private void readDirectory() {
    long size = 0;
    for (int i = 0; i < entries.size(); i++) {
      ZipArchiveEntry entry = entries.get(i);
      String path = PackagePath.normal(entry.getName());
      checkKind(entry);
      size = Math.addExact(size, Math.max(entry.getSize(), 0));
      limits.claimed(size);
      if (!path.isEmpty()) {
        boolean executable = !entry.isDirectory() && (entry.getUnixMode() & 0100) != 0;
        files.add(new PackageFile(path, entry.isDirectory(), executable, i));
      }
    }
  }

  private void checkKind(ZipArchiveEntry entry) {
    int type = entry.getUnixMode() & TYPE;
    if (entry.isUnixSymlink() || (type != 0 && type != REGULAR && type != FOLDER)) {
      throw PackagePath.refused(
          entry.getName(), "is a link or a device; only files and folders are taken");
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw PackagePath.refused(entry.getName(), "is encrypted");
    }
    if (!zip.canReadEntryData(entry)) {
      throw PackagePath.refused(entry.getName(), "is compressed in a way that Ray cannot read");
    }
  }

  @Override
  public List<PackageFile> files() {
    return files;
  }

  @Override
  public InputStream open(PackageFile file) throws IOException {
    return limits.counting(zip.getInputStream(entries.get(file.index())));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
