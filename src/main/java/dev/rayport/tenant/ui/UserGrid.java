package dev.rayport.tenant.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.AccountSummary;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of accounts, with the menu of each row. */
class UserGrid extends Grid<AccountSummary> {

  private static final String NAME =
      """
      <div class="gcell"><span class="el b">${item.name}</span>\
      <span class="tag" ?hidden="${!item.administrator}">administrator</span></div>\
      """;
  private static final String TEXT =
      "<span class=\"el ${item.css}\" title=\"${item.title}\">${item.text}</span>";

  /** A button beside the menu on right click, which touch and keyboard do not find. */
  private static final String MORE =
      """
      <button class="ib" type="button" focus-target aria-label="Actions for ${item.name}" \
      @click="${event => { event.stopPropagation(); event.target.dispatchEvent(new MouseEvent(\
      'contextmenu', {bubbles: true, composed: true, cancelable: true, \
      clientX: event.clientX, clientY: event.clientY})); }}">\
      <svg class="i" aria-hidden="true"><use href="assets/icons.svg#ellipsis"></use></svg></button>\
      """;

  /**
   * One line of a row's menu.
   *
   * @param danger whether something ends by it
   */
  record Entry(String icon, String label, boolean danger, Runnable run) {}

  private final GridContextMenu<AccountSummary> menu;
  private final transient Function<AccountSummary, List<Entry>> entries;

  UserGrid(Function<AccountSummary, List<Entry>> entries) {
    super();
    this.entries = entries;
    addThemeVariants(GridVariant.NO_BORDER);
    setSelectionMode(SelectionMode.NONE);
    setSizeFull();
    getElement().setAttribute("aria-label", "Users");
    addColumn(name())
        .setHeader("Name")
        .setKey("name")
        .setSortProperty("name")
        .setFlexGrow(1)
        .setWidth("190px");
    addColumn(
            LitRenderer.<AccountSummary>of(StateBadge.template("icon", "word", "tone"))
                .withProperty("icon", user -> user.enabled() ? "circle-check" : "circle-slash")
                .withProperty("word", user -> user.enabled() ? "Active" : "Disabled")
                .withProperty("tone", user -> (user.enabled() ? Tone.OK : Tone.OFF).css()))
        .setHeader("State")
        .setFlexGrow(0)
        .setWidth("96px");
    text("Signs in with", user -> user.issuer().map(UserGrid::host).orElse("Password"))
        .setWidth("112px");
    text("Tenants", UserGrid::tenants).setFlexGrow(2).setWidth("150px");
    time("Last sign-in", AccountSummary::signedInAt, "signedInAt");
    time("Created", user -> Optional.of(user.createdAt()), "createdAt");
    addColumn(LitRenderer.<AccountSummary>of(MORE).withProperty("name", AccountSummary::name))
        .setHeader(hidden("Actions"))
        .setFrozenToEnd(true)
        .setFlexGrow(0)
        .setWidth("48px");
    menu = new GridContextMenu<>(this);
    menu.setDynamicContentHandler(this::fill);
  }

  private boolean fill(AccountSummary user) {
    if (user == null) {
      return false;
    }
    menu.removeAll();
    for (Entry entry : entries.apply(user)) {
      Div line = new Div(Icon.of(entry.icon()), new Span(entry.label()));
      line.addClassName("mi");
      line.setClassName("danger", entry.danger());
      menu.addItem(line, click -> entry.run().run());
    }
    return true;
  }

  private static LitRenderer<AccountSummary> name() {
    return LitRenderer.<AccountSummary>of(NAME)
        .withProperty("name", AccountSummary::name)
        .withProperty("administrator", AccountSummary::administrator);
  }

  private Column<AccountSummary> text(String header, ValueProvider<AccountSummary, String> text) {
    return addColumn(
            LitRenderer.<AccountSummary>of(TEXT)
                .withProperty("text", text)
                .withProperty("title", text)
                .withProperty("css", user -> "sec"))
        .setHeader(header)
        .setFlexGrow(0);
  }

  private void time(
      String header, Function<AccountSummary, Optional<Instant>> when, String property) {
    addColumn(
            LitRenderer.<AccountSummary>of(TEXT)
                .withProperty("text", user -> when.apply(user).map(Words::ago).orElse("Never"))
                .withProperty("title", user -> when.apply(user).map(Words::exact).orElse(""))
                .withProperty("css", user -> when.apply(user).isPresent() ? "" : "mut"))
        .setHeader(header)
        .setKey(property)
        .setSortProperty(property)
        .setFlexGrow(0)
        .setWidth("106px");
  }

  private static Span hidden(String text) {
    Span hidden = new Span(text);
    hidden.addClassName("vh");
    return hidden;
  }

  private static String host(String issuer) {
    return issuer.replaceFirst("^https?://", "").replaceFirst("[:/].*", "");
  }

  private static String tenants(AccountSummary user) {
    if (user.administrator()) {
      return "All, as administrator";
    }
    return user.tenants().isEmpty()
        ? "None: cannot sign in"
        : user.tenants().stream()
            .map(one -> one.tenant() + " (" + one.role().name().toLowerCase(Locale.ROOT) + ")")
            .collect(Collectors.joining(", "));
  }
}
