package dev.rayport.base.ui;

/**
 * One line of the command palette.
 *
 * @param group heading, such as “Create”, “Clusters”, “Go to”
 * @param icon name in the icon sprite
 * @param label what it does or opens; plain text
 * @param hint second text or key, such as “Ready · training” or “C”
 * @param target in-app route that it opens, such as {@code clusters/new}
 */
public record PaletteEntry(String group, String icon, String label, String hint, String target) {

  /** A door: beans that offer entries; asked for each search, on the user's behalf. */
  public interface Source {

    /**
     * @param query what was typed, lower case, may be empty (then: suggestions only)
     * @return at most about ten, best first
     */
    java.util.List<PaletteEntry> find(String query);
  }
}
