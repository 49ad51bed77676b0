package dev.rayport.job;

import dev.rayport.base.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what comes out of one archive and refuses it as soon as it is too much. */
final class PackageLimits {

  private final JobProperties.Uploads allowed;
  private final long packed;
  private long unpacked;
  private int entries;

  PackageLimits(JobProperties.Uploads allowed, long packed) {
    this.allowed = allowed;
    this.packed = packed;
  }

  /** Another file or folder. */
  void entry() {
    if (++entries > allowed.maxEntries()) {
      throw refused(
          "package-too-many-entries",
          "The archive holds more than %,d files and folders. Leave out what the job does not read, or give its address as working_dir."
              .formatted(allowed.maxEntries()));
    }
  }

  /** More unpacked bytes. */
  void bytes(long more) {
    unpacked += more;
    check(unpacked);
  }

  /** Sizes the archive claims, before anything is unpacked. */
  void claimed(long all) {
    check(all);
  }

  private void check(long size) {
    if (size > allowed.maxUnpacked().toBytes()) {
      throw refused(
          "package-unpacks-too-large",
          "Unpacked, the archive is larger than %d MiB. Put large data where the cluster can read it and leave it out here."
              .formatted(allowed.maxUnpacked().toMegabytes()));
    }
    if (size > allowed.ratioFrom().toBytes() && size / allowed.maxRatio() > packed) {
      throw refused(
          "package-ratio",
          "The archive unpacks to more than %d times its size, as only archive bombs do. Leave out files that hold nothing but repetition."
              .formatted(allowed.maxRatio()));
    }
  }

  /** Counts what is read from {@code in}. */
  InputStream counting(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
          bytes(1);
        }
        return value;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        bytes(Math.max(count, 0));
        return count;
      }
    };
  }

  private static Refusal refused(String code, String detail) {
    return new Refusal(Refusal.Kind.INVALID, code, detail);
  }
}
