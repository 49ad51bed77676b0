package dev.rayport.tenant.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.rayport.base.ui.CsvDownload;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.AuditRecord;
import java.util.List;

/** The table of what was done. */
class AuditGrid extends Grid<AuditRecord> {

  private static final String TEXT =
      "<span class=\"el ${item.css}\" title=\"${item.title}\">${item.text}</span>";
  private static final String OBJECT =
      """
      <a class="el" router-link tabindex="-1" ?hidden="${!item.link}" href="${item.link}">\
      ${item.object}</a>\
      <span class="el" ?hidden="${item.link}" title="${item.object}">${item.object}</span>\
      """;

  AuditGrid() {
    addThemeVariants(GridVariant.NO_BORDER);
    setSelectionMode(SelectionMode.NONE);
    setSizeFull();
    getElement().setAttribute("aria-label", "Audit log");
    text("When", entry -> Words.ago(entry.at()), entry -> Words.exact(entry.at()), "sec")
        .setWidth("120px");
    text("Who", AuditRecord::actor, AuditRecord::actor, "b").setWidth("140px");
    text("Action", AuditRecord::action, AuditRecord::action, "mono").setWidth("190px");
    addColumn(
            LitRenderer.<AuditRecord>of(OBJECT)
                .withProperty("object", AuditRecord::object)
                .withProperty("link", AuditGrid::link))
        .setHeader("On")
        .setFlexGrow(1)
        .setWidth("180px");
    addColumn(
            LitRenderer.<AuditRecord>of(StateBadge.template("icon", "word", "tone"))
                .withProperty("icon", entry -> entry.denied() ? "circle-slash" : "circle-check")
                .withProperty("word", entry -> entry.denied() ? "Denied" : "Done")
                .withProperty("tone", entry -> (entry.denied() ? Tone.WARN : Tone.OFF).css()))
        .setHeader("Outcome")
        .setFlexGrow(0)
        .setWidth("110px");
    text("Detail", AuditRecord::detail, AuditRecord::detail, "sec").setFlexGrow(2);
    text("Tenant", AuditGrid::tenant, AuditGrid::tenant, "sec").setWidth("110px");
    text("From", AuditRecord::address, AuditGrid::request, "sec").setWidth("130px");
  }

  static CsvDownload<AuditRecord> download() {
    return new CsvDownload<>(
        "audit",
        List.of(
            new CsvDownload.Column<>(
                "number", entry -> entry.number().map(Object::toString).orElse("")),
            new CsvDownload.Column<>("at", AuditRecord::at),
            new CsvDownload.Column<>("actor", AuditRecord::actor),
            new CsvDownload.Column<>("address", AuditRecord::address),
            new CsvDownload.Column<>("tenant", AuditGrid::tenant),
            new CsvDownload.Column<>("action", AuditRecord::action),
            new CsvDownload.Column<>("object", AuditRecord::object),
            new CsvDownload.Column<>("outcome", entry -> entry.denied() ? "DENIED" : "DONE"),
            new CsvDownload.Column<>("detail", AuditRecord::detail),
            new CsvDownload.Column<>("requestId", entry -> entry.requestId().orElse(""))));
  }

  private Column<AuditRecord> text(
      String head,
      ValueProvider<AuditRecord, String> text,
      ValueProvider<AuditRecord, String> title,
      String css) {
    return addColumn(
            LitRenderer.<AuditRecord>of(TEXT)
                .withProperty("text", text)
                .withProperty("title", title)
                .withProperty("css", entry -> css))
        .setHeader(head)
        .setResizable(true)
        .setFlexGrow(0);
  }

  /** Of what has a page; empty for the rest. */
  private static String link(AuditRecord entry) {
    if (entry.object().startsWith("cl_")) {
      return "clusters/" + entry.object();
    }
    return entry.object().startsWith("job_") ? "jobs/" + entry.object() : "";
  }

  private static String tenant(AuditRecord entry) {
    return entry.tenant().orElse("");
  }

  private static String request(AuditRecord entry) {
    return entry.requestId().map(id -> "%s, request %s".formatted(entry.address(), id)).orElse("");
  }
}
