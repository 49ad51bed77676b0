package dev.rayport.base.ui;

import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Palette entries for what the shell itself knows: the places, and the two creations. */
@Component
@Order(1000)
class Places implements PaletteEntry.Source {

  private final Visitor.Source visitors;

  Places(Visitor.Source visitors) {
    this.visitors = visitors;
  }

  @Override
  public List<PaletteEntry> find(String query) {
    List<PaletteEntry> all = new ArrayList<>();
    if (visitors.visitor().mayWrite()) {
      create(all, "plus", "New cluster", "C", ShellKeys.NEW_CLUSTER);
      create(all, "play", "Submit job", "J", ShellKeys.NEW_JOB);
    }
    MenuConfiguration.getMenuEntries().stream().map(Places::place).forEach(all::add);
    return all.stream()
        .filter(entry -> entry.label().toLowerCase(Locale.ROOT).contains(query))
        .toList();
  }

  private static void create(
      List<PaletteEntry> all, String icon, String label, String key, String target) {
    if (ShellKeys.exists(target)) {
      all.add(new PaletteEntry("Create", icon, label, key, target));
    }
  }

  private static PaletteEntry place(MenuEntry entry) {
    String target = SideMenu.target(entry);
    String key = target.isEmpty() ? "H" : target.substring(0, 1).toUpperCase(Locale.ROOT);
    String icon = Optional.ofNullable(entry.icon()).orElse("arrow-right");
    return new PaletteEntry("Go to", icon, entry.title(), "G " + key, target);
  }
}
