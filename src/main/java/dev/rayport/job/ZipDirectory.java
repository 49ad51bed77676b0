package dev.rayport.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Walks a zip's directory without keeping it, so that a million empty entries are refused before
 * any reader makes a million objects of them (APPNOTE.TXT 4.3.12, 4.3.14, 4.3.16).
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int ENTRY = 0x02014b50;
  private static final int END_LENGTH = 22;
  private static final int ENTRY_LENGTH = 46;
  private static final int MAX_COMMENT = 0xffff;
  private static final long IN_ZIP64 = 0xffffffffL;

  private ZipDirectory() {}

  /**
   * @throws dev.rayport.base.Refusal for too many entries, for entries that share their bytes, and
   *     for what has no directory
   */
  static void check(Path packed, PackageLimits limits) throws IOException {
    try (FileChannel file = FileChannel.open(packed)) {
      long at = directoryStart(file);
      long packedBytes = 0;
      ByteBuffer header = read(file, at, ENTRY_LENGTH);
      while (header.remaining() == ENTRY_LENGTH && header.getInt(0) == ENTRY) {
        limits.entry();
        long size = Integer.toUnsignedLong(header.getInt(20));
        packedBytes += size == IN_ZIP64 ? 0 : size;
        at += ENTRY_LENGTH + unsigned(header, 28) + unsigned(header, 30) + unsigned(header, 32);
        header = read(file, at, ENTRY_LENGTH);
      }
      if (packedBytes > file.size()) {
        throw PackagePath.refused("*", "shares its bytes with others, as only archive bombs do");
      }
    }
  }

  private static long directoryStart(FileChannel file) throws IOException {
    long from = Math.max(0, file.size() - END_LENGTH - MAX_COMMENT);
    ByteBuffer tail = read(file, from, (int) (file.size() - from));
    for (int i = tail.remaining() - END_LENGTH; i >= 0; i--) {
      if (tail.getInt(i) == END) {
        long end = from + i;
        long size = Integer.toUnsignedLong(tail.getInt(i + 12));
        long offset = Integer.toUnsignedLong(tail.getInt(i + 16));
        return offset == IN_ZIP64 ? directoryStart64(file, end) : withinFile(end, size, offset);
      }
    }
    throw PackageArchive.noArchive();
  }

  private static long withinFile(long end, long size, long offset) {
    if (offset + size > end) {
      throw PackageArchive.noArchive();
    }
    return offset;
  }

  private static long directoryStart64(FileChannel file, long end) throws IOException {
    ByteBuffer locator = read(file, end - 20, 20);
    if (locator.remaining() < 20 || locator.getInt(0) != LOCATOR_64) {
      throw PackageArchive.noArchive();
    }
    ByteBuffer record = read(file, locator.getLong(8), 56);
    if (record.remaining() < 56 || record.getInt(0) != END_64) {
      throw PackageArchive.noArchive();
    }
    return record.getLong(48);
  }

  private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (at < 0) {
      throw PackageArchive.noArchive();
    }
    while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) > 0) {
      continue;
    }
    return buffer.flip();
  }

  private static int unsigned(ByteBuffer header, int at) {
    return Short.toUnsignedInt(header.getShort(at));
  }
}
