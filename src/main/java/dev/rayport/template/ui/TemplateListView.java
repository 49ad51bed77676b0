package dev.rayport.template.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.router.RouteParameters;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.History;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.PageHead;
import dev.rayport.template.Stage;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;

/** All templates by stage, and one of them beside the list. */
@Route("templates")
@RouteAlias("templates/:name/:version?")
@Menu(title = "Templates", order = 40, icon = "layout-template")
@PermitAll
class TemplateListView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient TemplateService templates;
  private final transient History.Source history;
  private final Nav list = new Nav();
  private final Div detail = new Div();
  private String title = "Templates";

  TemplateListView(TemplateService templates, History.Source history) {
    this.templates = templates;
    this.history = history;
    addClassName("page");
    PageHead head = new PageHead("Templates");
    Span what = new Span("Versioned recipes for clusters");
    what.addClassName("sec");
    head.facts(what);
    if (CurrentUser.require().role().atLeast(Role.LEAD)) {
      head.actions(Actions.button("upload", "Import YAML…", "", this::importYaml));
    }
    list.addClassNames("scroll", "tpllist");
    list.setAriaLabel("Templates");
    detail.addClassNames("scroll", "grow");
    Div columns = new Div(list, detail);
    columns.addClassName("tplpage");
    add(head, columns);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    RouteParameters parameters = event.getRouteParameters();
    List<TemplateVersion> all = templates.list();
    Optional<String> name = parameters.get("name");
    try {
      Optional<TemplateVersion> shown =
          name.map(text -> text + parameters.get("version").map(number -> "@" + number).orElse(""))
              .map(templates::get)
              .or(() -> all.stream().findFirst());
      title = name.orElse("Templates");
      showList(all, shown);
      detail.removeAll();
      shown.ifPresent(template ->
          detail.add(new TemplateDetail(template, templates.versions(template.name()), history)));
    } catch (Refusal refusal) {
      event.rerouteToError(NotFoundException.class, refusal.detail());
      return;
    }
    if (event.getLocation().getQueryParameters().getSingleParameter("import").isPresent()) {
      importYaml();
    }
  }

  private void importYaml() {
    if (!CurrentUser.require().role().atLeast(Role.LEAD)) {
      return;
    }
    new ImportTemplateDialog(
            templates,
            added ->
                UI.getCurrent()
                    .navigate("templates/%s/%d".formatted(added.name(), added.version())))
        .open();
  }

  private void showList(List<TemplateVersion> all, Optional<TemplateVersion> shown) {
    list.removeAll();
    for (Stage stage : Stage.values()) {
      List<TemplateVersion> ofStage =
          all.stream().filter(template -> template.stage() == stage).toList();
      if (ofStage.isEmpty()) {
        continue;
      }
      Div head = new Div(Icon.of(StageTag.icon(stage)), new H2(StageTag.title(stage)));
      head.addClassNames("row", "tplhead");
      list.add(head);
      ofStage.forEach(template ->
          list.add(
              link(template, shown.filter(s -> s.name().equals(template.name())).isPresent())));
    }
  }

  private static Anchor link(TemplateVersion template, boolean current) {
    Span name = new Span(template.name());
    name.addClassName("m");
    Span text = new Span(template.description());
    text.addClassNames("sec", "s", "el");
    Div both = new Div(name, text);
    both.addClassName("two");
    Span gap = new Span();
    gap.addClassName("sp");
    Span version = new Span("@" + template.version());
    version.addClassName("tag");
    Anchor link = new Anchor("templates/" + template.name());
    link.add(both, gap, version);
    link.addClassName("tplitem");
    link.getElement().setAttribute("router-link", true);
    if (current) {
      link.getElement().setAttribute("aria-current", "page");
    }
    return link;
  }

  @Override
  public String getPageTitle() {
    return title;
  }
}
