package dev.rayport.template.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Banner;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.History;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.template.Parameter;
import dev.rayport.template.TemplateVersion;
import dev.rayport.template.WorkerGroupPolicy;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One template version: what may be chosen, its source, its other versions. */
class TemplateDetail extends Div {

  TemplateDetail(
      TemplateVersion template, List<TemplateVersion> versions, History.Source recorded) {
    addClassNames("pad", "col", "g4");
    template
        .deprecated()
        .ifPresent(why -> add(new Banner(Tone.WARN, "triangle-alert", "Deprecated.", why)));
    Paragraph text = new Paragraph(template.description());
    text.addClassName("sec");
    Card parameters = new Card("Parameters").beside("" + template.parameters().size());
    Card source = new Card("Source").beside("YAML");
    Pre yaml = new Pre(template.yaml());
    yaml.addClassNames("code", "bare");
    yaml.getElement().setAttribute("tabindex", "0");
    add(head(template), text);
    if (!template.parameters().isEmpty()) {
      add(
          parameters.content(
              table(
                  List.of("Name", "Label", "Type", "Default", "Rule"),
                  template.parameters().stream().map(TemplateDetail::row).toList())));
    }
    if (!template.groups().isEmpty()) {
      add(
          new Card("Worker groups")
              .content(
                  table(
                      List.of("Group", "May be changed", "More groups"),
                      template.groups().stream().map(TemplateDetail::row).toList())));
    }
    add(source.content(yaml), versions(template, versions));
    if (!template.builtIn()) {
      History history = new History(recorded);
      history.show(template.reference());
      add(new Card("History").content(history));
    }
  }

  private static Div head(TemplateVersion template) {
    Span version = new Span("@" + template.version() + (template.newest() ? ", newest" : ""));
    version.addClassName("tag");
    Span gap = new Span();
    gap.addClassName("sp");
    Span origin = new Span(template.builtIn() ? "built in" : "added by " + template.createdBy());
    origin.addClassNames("sec", "s");
    Div head =
        new Div(new H2(template.name()), version, new StageTag(template.stage()), origin, gap);
    if (CurrentUser.require().role().atLeast(Role.RESEARCHER)) {
      Anchor create =
          Actions.link(
              "plus", "New cluster from it", "", "clusters/new?template=" + template.reference());
      create.addClassName("p");
      head.add(create);
    }
    head.addClassNames("row", "wrap", "tpltitle");
    return head;
  }

  private static List<Component> row(Parameter parameter) {
    Span name = new Span(parameter.name());
    name.addClassName("mono");
    String standard =
        parameter.fixed().or(parameter::byDefault).map(ParameterWords::value).orElse("–");
    return List.of(
        name,
        new Span(parameter.label()),
        new Span(parameter.type().name().toLowerCase(Locale.ROOT)),
        new Span(standard),
        new Span(ParameterWords.rule(parameter)));
  }

  private static List<Component> row(WorkerGroupPolicy policy) {
    String ranges =
        policy.ranges().entrySet().stream()
            .map(range ->
                "%s %d to %d"
                    .formatted(range.getKey(), range.getValue().min(), range.getValue().max()))
            .sorted()
            .collect(Collectors.joining(", "));
    Span name = new Span(policy.group());
    name.addClassName("mono");
    return List.of(
        name,
        new Span(ranges.isEmpty() ? "nothing" : ranges),
        new Span(policy.mayAdd() ? "may be added" : "no"));
  }

  private static NativeTable table(List<String> heads, List<List<Component>> rows) {
    NativeTable table = new NativeTable();
    table.addClassNames("tbl", "flush");
    NativeTableRow head = new NativeTableRow();
    for (String title : heads) {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      head.add(cell);
    }
    table.getHead().add(head);
    for (List<Component> cells : rows) {
      NativeTableRow row = new NativeTableRow();
      cells.forEach(cell -> row.add(new NativeTableCell(cell)));
      table.getBody().add(row);
    }
    return table;
  }

  private static Card versions(TemplateVersion shown, List<TemplateVersion> versions) {
    List<List<Component>> rows = new ArrayList<>();
    for (TemplateVersion version : versions) {
      Anchor link =
          new Anchor(
              "templates/%s/%d".formatted(version.name(), version.version()),
              "@" + version.version());
      link.getElement().setAttribute("router-link", true);
      boolean here = version.version() == shown.version();
      rows.add(
          List.of(
              here ? new Span("@" + version.version() + ", shown") : link,
              new Span(Words.exact(version.createdAt())),
              new Span(version.createdBy())));
    }
    return new Card("Versions")
        .beside("" + versions.size())
        .content(table(List.of("Version", "Added", "By"), rows));
  }
}
