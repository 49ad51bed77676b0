package dev.rayport.tenant.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Banner;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.QuotaState;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantDetails;
import dev.rayport.tenant.TenantService;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** All tenants, for administrators. */
@Route("tenants")
@PageTitle("Tenants")
@Menu(title = "Tenants", order = 110, icon = "building-2")
@RolesAllowed("ADMINISTRATOR")
class TenantListView extends Div {

  private static final String NAME =
      """
      <a class="name el" focus-target router-link tabindex="-1" \
      href="tenants/${item.name}">${item.name}</a>\
      """;
  private static final String TEXT =
      "<span class=\"sec el\" title=\"${item.text}\">${item.text}</span>";

  private final transient TenantService tenants;
  private final Grid<TenantDetails> grid = new Grid<>();

  TenantListView(TenantService tenants, QuotaService quotas) {
    this.tenants = tenants;
    addClassName("page");
    List<TenantDetails> all = tenants.list();
    PageHead head = new PageHead("Tenants").facts(fact(Words.count(all.size())));
    Button create = Actions.primary("plus", "New tenant…", "", this::create);
    tenants.lacksMore().ifPresent(create::setTooltipText);
    head.actions(create);
    grid.addThemeVariants(GridVariant.NO_BORDER);
    grid.setSizeFull();
    grid.getElement().setAttribute("aria-label", "Tenants");
    grid.addColumn(
            LitRenderer.<TenantDetails>of(NAME).withProperty("name", each -> each.id().value()))
        .setHeader("Tenant")
        .setComparator(each -> each.id().value())
        .setFlexGrow(2);
    column("Members", each -> Words.count(each.members().size()));
    column("Leads", TenantListView::leads).setFlexGrow(2);
    column("Clusters", each -> use(quotas.of(each.id()), QuotaKind.CLUSTERS));
    column("CPUs", each -> use(quotas.of(each.id()), QuotaKind.CPUS));
    column("GPUs", each -> use(quotas.of(each.id()), QuotaKind.GPUS));
    column("Templates", TenantListView::templates);
    column("Created", each -> Words.ago(each.createdAt()));
    grid.setItems(all);
    add(head);
    tenants
        .sharing()
        .ifPresent(text -> add(new Banner(Tone.WARN, "info", "One machine for all.", text)));
    add(grid);
  }

  private Grid.Column<TenantDetails> column(
      String title, com.vaadin.flow.function.ValueProvider<TenantDetails, String> text) {
    return grid.addColumn(LitRenderer.<TenantDetails>of(TEXT).withProperty("text", text))
        .setHeader(title)
        .setResizable(true);
  }

  private static String use(QuotaState state, QuotaKind kind) {
    String used = kind.number(state.use().whole().get(kind));
    return state.limits().whole().find(kind).isPresent()
        ? "%s of %s".formatted(used, kind.number(state.limits().whole().get(kind)))
        : used;
  }

  private static String leads(TenantDetails tenant) {
    return String.join(
        ", ",
        tenant.members().stream()
            .filter(member -> member.role() == Role.LEAD)
            .map(member -> member.user())
            .toList());
  }

  static String templates(TenantDetails tenant) {
    return tenant
        .templates()
        .map(some -> some.isEmpty() ? "none" : Words.count(some.size(), "template", "templates"))
        .orElse("all");
  }

  private static Span fact(String text) {
    Span fact = new Span(text);
    fact.addClassName("mut");
    return fact;
  }

  private void create() {
    new NewTenantDialog(tenants, made -> UI.getCurrent().navigate("tenants/" + made.id().value()))
        .open();
  }
}
