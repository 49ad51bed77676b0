package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.HomeCard;
import dev.rayport.base.ui.Icon;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import dev.rayport.template.ui.StageTag;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.List;
import java.util.Set;

/** “Start from” on Home: the templates used last, or two starters for whoever used none. */
@org.springframework.stereotype.Component
class StartFromCard implements HomeCard {

  private static final Set<String> STARTERS = Set.of("cpu-small", "ray-data-cpu");

  private final UsedTemplates used;
  private final TemplateService templates;
  private final UsualStart usual;

  StartFromCard(UsedTemplates used, TemplateService templates, UsualStart usual) {
    this.used = used;
    this.templates = templates;
    this.usual = usual;
  }

  @Override
  public int order() {
    return 110;
  }

  @Override
  public Component create() {
    List<TemplateVersion> lately = used.lately();
    List<TemplateVersion> offered =
        lately.isEmpty()
            ? templates.list().stream().filter(each -> STARTERS.contains(each.name())).toList()
            : lately;
    UnorderedList list = new UnorderedList();
    list.addClassName("list");
    boolean mayCreate = CurrentUser.require().role().atLeast(Role.RESEARCHER);
    offered.forEach(template -> list.add(line(template, mayCreate)));
    Anchor all = new Anchor("templates", "All templates");
    all.getElement().setAttribute("router-link", true);
    all.addClassNames("btn", "t", "sm");
    return new Card("Start from").actions(all).content(list);
  }

  private ListItem line(TemplateVersion template, boolean mayCreate) {
    Anchor name =
        new Anchor(
            "templates/%s/%d".formatted(template.name(), template.version()), template.name());
    name.addClassName("name");
    name.getElement().setAttribute("router-link", true);
    Span about =
        new Span(
            usual
                .about(template.name())
                .map(time -> "ready in " + time)
                .orElse(template.description()));
    about.addClassNames("sec", "s", "el");
    about.getElement().setAttribute("title", template.description());
    Div text = new Div(name, about);
    text.addClassName("two");
    Span gap = new Span();
    gap.addClassName("sp");
    ListItem line = new ListItem(Icon.of(StageTag.icon(template.stage())), text, gap);
    if (mayCreate) {
      Anchor create = new Anchor("clusters/new?template=" + template.reference(), "Create");
      create.addClassNames("btn", "sm");
      create.getElement().setAttribute("router-link", true);
      create.getElement().setAttribute("aria-label", "Create a cluster from " + template.name());
      line.add(create);
    }
    return line;
  }
}
