package dev.rayport.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of an archive becomes the working directory.
 *
 * @param kept sorted by path
 * @param files among {@code kept}
 * @param ignored files left out
 */
record PackageContent(List<PackageFile> kept, int files, int ignored) {

  /** All of it where it is, for what a client has chosen already. */
  static PackageContent exactly(PackageArchive archive) {
    List<PackageFile> all = withoutFilledFolders(List.copyOf(unique(archive.files()).values()));
    return new PackageContent(all, (int) all.stream().filter(f -> !f.folder()).count(), 0);
  }

  /** Refuses entries that cannot live beside each other, then leaves out what is ignored. */
  static PackageContent of(PackageArchive archive) throws IOException {
    SortedMap<String, PackageFile> unique = unique(withoutTopFolder(archive.files()));
    IgnoreRules rules = new IgnoreRules();
    for (PackageFile file : unique.values()) {
      if (!file.folder() && IgnoreRules.FILES.contains(name(file.path()))) {
        try (InputStream in = archive.open(file)) {
          rules.add(file.path(), in.readNBytes(IgnoreRules.MAX_BYTES + 1));
        }
      }
    }
    List<PackageFile> kept = new ArrayList<>();
    int ignored = 0;
    for (PackageFile file : unique.values()) {
      if (!rules.leavesOut(file)) {
        kept.add(file);
      } else if (!file.folder()) {
        ignored++;
      }
    }
    List<PackageFile> lasting = withoutFilledFolders(kept);
    return new PackageContent(
        lasting, (int) lasting.stream().filter(f -> !f.folder()).count(), ignored);
  }

  /**
   * A folder packed as a whole ({@code zip -r x.zip dir}, a folder dropped into a browser) is its
   * content, as Ray itself does for remote archives with a single top folder.
   */
  private static List<PackageFile> withoutTopFolder(List<PackageFile> all) {
    List<PackageFile> files = all.stream().filter(f -> !f.path().startsWith("__MACOSX")).toList();
    Set<String> tops = new HashSet<>();
    for (PackageFile file : files) {
      int slash = file.path().indexOf('/');
      if (slash < 0 && !file.folder()) {
        return files;
      }
      tops.add(slash < 0 ? file.path() : file.path().substring(0, slash));
    }
    if (tops.size() != 1) {
      return files;
    }
    int prefix = tops.iterator().next().length() + 1;
    return files.stream()
        .filter(f -> f.path().length() > prefix)
        .map(f -> f.under(f.path().substring(prefix)))
        .toList();
  }

  private static SortedMap<String, PackageFile> unique(List<PackageFile> files) {
    SortedMap<String, PackageFile> byPath = new TreeMap<>();
    for (PackageFile file : files) {
      PackageFile twin = byPath.putIfAbsent(file.path(), file);
      if (twin != null && !(twin.folder() && file.folder())) {
        throw PackagePath.refused(file.path(), "is there twice");
      }
    }
    for (PackageFile file : byPath.values()) {
      for (String above = IgnoreRules.parent(file.path());
          !above.isEmpty();
          above = IgnoreRules.parent(above)) {
        PackageFile there = byPath.get(above);
        if (there != null && !there.folder()) {
          throw PackagePath.refused(above, "is a file and a folder at once");
        }
      }
    }
    return byPath;
  }

  private static List<PackageFile> withoutFilledFolders(List<PackageFile> kept) {
    Set<String> filled = new HashSet<>();
    kept.forEach(file -> filled.add(IgnoreRules.parent(file.path())));
    return kept.stream().filter(f -> !f.folder() || !filled.contains(f.path())).toList();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
