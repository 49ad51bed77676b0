package dev.rayport.base.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What other rooms add to the shell, in order. */
@Component
class ShellDoors {

  private final ObjectProvider<AccountAction> account;
  private final ObjectProvider<NavCounter> counters;
  private final ObjectProvider<PaletteEntry.Source> palette;
  private final ObjectProvider<StatusItem> status;
  private final ObjectProvider<TenantChoice> tenants;
  private final ObjectProvider<PageNotice> notices;

  ShellDoors(
      ObjectProvider<AccountAction> account,
      ObjectProvider<NavCounter> counters,
      ObjectProvider<PaletteEntry.Source> palette,
      ObjectProvider<StatusItem> status,
      ObjectProvider<TenantChoice> tenants,
      ObjectProvider<PageNotice> notices) {
    this.account = account;
    this.counters = counters;
    this.palette = palette;
    this.status = status;
    this.tenants = tenants;
    this.notices = notices;
  }

  List<AccountAction> account() {
    return account.stream()
        .filter(AccountAction::offered)
        .sorted(Comparator.comparingInt(AccountAction::order))
        .toList();
  }

  List<NavCounter> counters() {
    return counters.stream().toList();
  }

  List<PaletteEntry.Source> palette() {
    return palette.orderedStream().toList();
  }

  List<StatusItem> status() {
    return status.stream().sorted(Comparator.comparingInt(StatusItem::order)).toList();
  }

  List<PageNotice> notices() {
    return notices.orderedStream().toList();
  }

  Optional<TenantChoice> tenants() {
    return tenants.stream().findFirst();
  }
}
