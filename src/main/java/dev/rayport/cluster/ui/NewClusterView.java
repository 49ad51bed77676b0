package dev.rayport.cluster.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.PageHead;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A new cluster: first the choice of a template, then its form. */
@Route("clusters/new")
@PageTitle("New cluster")
@PermitAll
class NewClusterView extends Div implements BeforeEnterObserver {

  private static final String TEMPLATE = "template";
  private static final String FROM = "from";
  private static final String OTHER_VERSION = "clusters/new?template=%s";

  private final transient NewClusterPage.Services services;
  private final transient UsedTemplates used;

  NewClusterView(NewClusterPage.Services services, UsedTemplates used) {
    this.services = services;
    this.used = used;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    removeAll();
    QueryParameters query = event.getLocation().getQueryParameters();
    try {
      Optional<ClusterDetails> from = query.getSingleParameter(FROM).map(services.clusters()::get);
      Optional<String> template =
          query
              .getSingleParameter(TEMPLATE)
              .or(() -> from.map(earlier -> earlier.summary().template()));
      String address = event.getLocation().getPathWithQueryParameters();
      template.ifPresentOrElse(chosen -> showForm(chosen, from, address), this::showGallery);
    } catch (Refusal refusal) {
      event.rerouteToError(NotFoundException.class, refusal.detail());
    }
  }

  private void showGallery() {
    TemplateGallery gallery = new TemplateGallery(services.templates(), used, services.usual());
    TextField search = new TextField();
    search.setPlaceholder("Find a template");
    search.setAriaLabel("Find a template");
    search.setPrefixComponent(Icon.of("search"));
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(change -> gallery.show(change.getValue()));
    Span pick = new Span("Pick a template");
    pick.addClassName("sec");
    List<com.vaadin.flow.component.Component> actions = new ArrayList<>(List.of(search));
    Role role = CurrentUser.require().role();
    if (services.imports().possible()) {
      actions.add(Actions.link("upload", "Import YAML…", "", "clusters/import"));
    }
    if (role.atLeast(Role.LEAD) && services.imports().possible()) {
      actions.add(Actions.link("link", "Not made here…", "", "clusters/elsewhere"));
    }
    if (role.atLeast(Role.ADMINISTRATOR)) {
      Button register = Actions.button("link", "Register a running one…", "", this::register);
      actions.add(register);
    }
    PageHead head = new PageHead("New cluster").facts(pick);
    head.actions(actions.toArray(com.vaadin.flow.component.Component[]::new));
    add(head, gallery);
  }

  private void register() {
    new RegisterClusterDialog(services.clusters()).open();
  }

  private void showForm(String template, Optional<ClusterDetails> from, String address) {
    NewClusterPage page =
        new NewClusterPage(
            services, template, from, new NewClusterPage.Place(address, OTHER_VERSION));
    Span chosen = new Span(page.reference());
    chosen.addClassNames("tag", "a");
    Anchor other = Actions.link("repeat", "Change template", "", "clusters/new");
    other.addClassName("t");
    Button discard = new Button("Discard", click -> page.discard());
    discard.addThemeVariants(com.vaadin.flow.component.button.ButtonVariant.TERTIARY);
    Button create = Actions.primary("check", "Create cluster", "ctrl+enter", page::create);
    create.setDisableOnClick(false);
    PageHead head = new PageHead("New cluster").facts(chosen, other).actions(discard, create);
    from.ifPresent(earlier -> {
      Span note = new Span("as " + earlier.summary().name() + " was made");
      note.addClassNames("sec", "s");
      head.facts(chosen, note, other);
    });
    add(head, page);
  }
}
