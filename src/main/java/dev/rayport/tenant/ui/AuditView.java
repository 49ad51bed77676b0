package dev.rayport.tenant.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Banner;
import dev.rayport.base.ui.CsvDownload;
import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.SelectAll;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.AuditCheck;
import dev.rayport.tenant.AuditQuery;
import dev.rayport.tenant.AuditRecord;
import dev.rayport.tenant.AuditService;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** Who did what: for administrators everywhere, for leads in their tenant. */
@Route("audit")
@PageTitle("Audit log")
@Menu(title = "Audit log", order = 130, icon = "scroll-text")
@RolesAllowed({"LEAD", "ADMINISTRATOR"})
class AuditView extends Div implements BeforeEnterObserver {

  private static final String QUERY = "q";
  private static final List<FilterBar.Field> FIELDS =
      List.of(
          new FilterBar.Field("outcome", List.of("done", "denied")),
          new FilterBar.Field(
              "action", List.of("cluster", "job", "template", "account", "tenant", "token")));

  private final transient AuditService audit;
  private final FilterBar filter =
      new FilterBar("Filter the audit log", "Filter by person, action or object", FIELDS);
  private final AuditGrid grid = new AuditGrid();
  private final Span facts = new Span();
  private final Div found = new Div();
  private final transient CsvDownload<AuditRecord> csv = AuditGrid.download();

  AuditView(AuditService audit) {
    this.audit = audit;
    addClassName("page");
    facts.addClassName("sec");
    PageHead head = new PageHead("Audit log").facts(facts);
    if (CurrentUser.require().role() == Role.ADMINISTRATOR) {
      head.actions(Actions.button("shield", "Verify", "", this::verify));
    }
    grid.setItemsPageable(this::fetch, page -> SelectAll.scrolled(audit.count(query())))
        .setIdentifierProvider(AuditRecord::id);
    filter.onChange(changed -> {
      keepAddress();
      refresh();
    });
    Div bar = new Div(filter, csv.link());
    bar.addClassName("filters");
    Div pane = new Div(grid);
    pane.addClassName("pane");
    add(head, found, bar, pane);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    filter.setValue(event.getLocation().getQueryParameters().getSingleParameter(QUERY).orElse(""));
    refresh();
  }

  private List<AuditRecord> fetch(Pageable page) {
    return audit.list(query(), SelectAll.capped(page));
  }

  private AuditQuery query() {
    Filter wanted = filter.filter();
    return new AuditQuery(
        wanted.text(),
        Optional.empty(),
        Optional.empty(),
        wanted.value("action"),
        Optional.empty(),
        wanted.value("outcome").map("denied"::equals),
        Optional.empty(),
        Optional.empty());
  }

  private void refresh() {
    AuditQuery shown = query();
    csv.show(() -> page -> audit.list(shown, page), Sort.unsorted());
    grid.getDataProvider().refreshAll();
    facts.setText(Words.upTo(audit.count(AuditQuery.ALL)));
  }

  private void keepAddress() {
    Map<String, List<String>> parameters =
        filter.value().isEmpty() ? Map.of() : Map.of(QUERY, List.of(filter.value()));
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location("audit", new QueryParameters(parameters)));
  }

  private void verify() {
    AuditCheck check = audit.verify();
    found.removeAll();
    found.add(
        check
            .broken()
            .map(wrong ->
                new Banner(
                    Tone.ERR,
                    "triangle-alert",
                    "The audit log was tampered with.",
                    "%s The %s entries before are as they were written. Compare with a backup."
                        .formatted(wrong, Words.count(check.sealed()))))
            .orElseGet(() ->
                new Banner(
                    Tone.OK,
                    "shield",
                    "The audit log is whole.",
                    "All %s entries are as they were written."
                        .formatted(Words.count(check.sealed())))));
    refresh();
  }
}
