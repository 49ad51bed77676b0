package dev.rayport.job;

import dev.rayport.base.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * What a working directory leaves out: Ray's own list and every .gitignore and .rayignore, also
 * nested ones, each for its own folder (RAY_RUNTIME_ENV_DEFAULT_EXCLUDES and _get_excludes in Ray's
 * python/ray/_private/runtime_env/packaging.py).
 */
final class IgnoreRules {

  static final Set<String> FILES = Set.of(".gitignore", ".rayignore");
  static final int MAX_BYTES = 64 * 1024;
  private static final Set<String> ALWAYS = Set.of(".git", ".venv", "venv", "__pycache__");

  /** The Finder's resource forks, beside the folder that was packed. */
  private static final String MAC_EXTRAS = "__MACOSX";

  private final Map<String, List<IgnoreNode>> byFolder = new HashMap<>();
  private final Map<String, Boolean> folders = new HashMap<>();

  /**
   * @param path of the ignore file
   * @throws Refusal when it is not one a person wrote
   */
  void add(String path, byte[] content) throws IOException {
    if (content.length > MAX_BYTES) {
      throw PackagePath.refused(path, "is larger than 64 KiB");
    }
    IgnoreNode node = new IgnoreNode();
    node.parse(new ByteArrayInputStream(content));
    byFolder.computeIfAbsent(parent(path), key -> new ArrayList<>()).add(node);
  }

  boolean leavesOut(PackageFile file) {
    return folderLeftOut(parent(file.path())) || matched(file.path(), file.folder());
  }

  private boolean folderLeftOut(String folder) {
    if (folder.isEmpty()) {
      return false;
    }
    Boolean known = folders.get(folder);
    if (known == null) {
      known = folderLeftOut(parent(folder)) || matched(folder, true);
      folders.put(folder, known);
    }
    return known;
  }

  private boolean matched(String path, boolean folder) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (ALWAYS.contains(name) || path.equals(MAC_EXTRAS)) {
      return true;
    }
    for (String base = parent(path); ; base = parent(base)) {
      String inside = base.isEmpty() ? path : path.substring(base.length() + 1);
      Boolean verdict = verdict(byFolder.getOrDefault(base, List.of()), inside, folder);
      if (verdict != null) {
        return verdict;
      }
      if (base.isEmpty()) {
        return false;
      }
    }
  }

  /** The two files of one folder do not overrule each other: either may leave something out. */
  private static @org.jspecify.annotations.Nullable Boolean verdict(
      List<IgnoreNode> nodes, String path, boolean folder) {
    Boolean verdict = null;
    for (IgnoreNode node : nodes) {
      Boolean one = node.checkIgnored(path, folder);
      if (Boolean.TRUE.equals(one)) {
        return true;
      }
      verdict = one == null ? verdict : one;
    }
    return verdict;
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
