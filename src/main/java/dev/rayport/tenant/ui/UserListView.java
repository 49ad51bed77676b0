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
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Confirm;
import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.base.ui.GridOrder;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.AccountChange;
import dev.rayport.tenant.AccountList;
import dev.rayport.tenant.AccountQuery;
import dev.rayport.tenant.AccountService;
import dev.rayport.tenant.AccountSummary;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.domain.Pageable;

/** Everybody who can sign in: new accounts, passwords, who may go on. */
@Route("users")
@PageTitle("Users")
@Menu(title = "Users", order = 120, icon = "users")
@RolesAllowed("ADMINISTRATOR")
class UserListView extends Div implements BeforeEnterObserver {

  private static final String QUERY = "q";
  private static final List<FilterBar.Field> FIELDS =
      List.of(
          new FilterBar.Field("state", List.of("active", "disabled")),
          new FilterBar.Field("role", List.of("administrator", "user")));
  private final transient AccountList list;
  private final transient AccountService accounts;
  private final FilterBar filter = new FilterBar("Filter users", "Filter by name", FIELDS);
  private final UserGrid grid = new UserGrid(this::entries);
  private final Span facts = new Span();

  UserListView(AccountList list, AccountService accounts) {
    this.list = list;
    this.accounts = accounts;
    addClassName("page");
    facts.addClassName("sec");
    PageHead head = new PageHead("Users").facts(facts);
    head.actions(Actions.primary("user-plus", "New user…", "n", this::create));
    grid.setItemsPageable(this::fetch, page -> list.count(query()))
        .setIdentifierProvider(AccountSummary::id);
    GridOrder.onChange(grid, this::keepAddress);
    filter.onChange(changed -> {
      keepAddress();
      refresh();
    });
    Div bar = new Div(filter);
    bar.addClassName("filters");
    Div pane = new Div(grid);
    pane.addClassName("pane");
    add(head, bar, pane);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    QueryParameters parameters = event.getLocation().getQueryParameters();
    filter.setValue(parameters.getSingleParameter(QUERY).orElse(""));
    GridOrder.apply(grid, parameters.getSingleParameter(GridOrder.PARAMETER).orElse(""));
    refresh();
  }

  private List<AccountSummary> fetch(Pageable page) {
    return list.list(query(), page);
  }

  private AccountQuery query() {
    Filter wanted = filter.filter();
    return new AccountQuery(
        wanted.text(),
        wanted.value("state").map("active"::equals),
        wanted.value("role").map("administrator"::equals));
  }

  private void refresh() {
    grid.getDataProvider().refreshAll();
    long all = list.count(AccountQuery.ALL);
    long disabled = list.count(new AccountQuery("", Optional.of(false), Optional.empty()));
    facts.setText(
        Words.count(all) + (disabled == 0 ? "" : ", %s disabled".formatted(Words.count(disabled))));
  }

  private void keepAddress() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (!filter.value().isEmpty()) {
      parameters.put(QUERY, List.of(filter.value()));
    }
    if (!GridOrder.of(grid).isEmpty()) {
      parameters.put(GridOrder.PARAMETER, List.of(GridOrder.of(grid)));
    }
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location("users", new QueryParameters(parameters)));
  }

  private void create() {
    new PasswordDialog(
            "New user",
            "Create user",
            Optional.empty(),
            (name, password) -> {
              accounts.create(name, password);
              refresh();
              Toast.info("%s can sign in once they are a member of a tenant".formatted(name));
            })
        .open();
  }

  private List<UserGrid.Entry> entries(AccountSummary account) {
    List<UserGrid.Entry> all = new ArrayList<>();
    if (account.issuer().isEmpty()) {
      all.add(new UserGrid.Entry("key-round", "Reset password…", false, () -> reset(account)));
    }
    all.add(
        account.administrator()
            ? new UserGrid.Entry("user", "Take administrator back…", false, () -> demote(account))
            : new UserGrid.Entry("shield", "Make administrator…", false, () -> promote(account)));
    all.add(
        new UserGrid.Entry(
            "scroll-text",
            "What they did",
            false,
            () -> UI.getCurrent().navigate("audit", QueryParameters.of("q", account.name()))));
    all.add(
        account.enabled()
            ? new UserGrid.Entry("circle-slash", "Disable…", true, () -> disable(account))
            : new UserGrid.Entry(
                "circle-check",
                "Enable",
                false,
                () -> change(account, AccountChange.enabled(true), "Enabled " + account.name())));
    return all;
  }

  private void reset(AccountSummary account) {
    new PasswordDialog(
            "Reset password of " + account.name(),
            "Reset password",
            Optional.of(account.name()),
            (name, password) -> {
              accounts.change(name, AccountChange.password(password));
              refresh();
              Toast.info("New password set; the sessions of %s have ended".formatted(name));
            })
        .open();
  }

  private void disable(AccountSummary account) {
    Confirm.destructive(
        "Disable %s?".formatted(account.name()),
        "its API tokens; enabling it again does not bring them back",
        "its sessions, at once; its jobs and clusters go on",
        "the account, what it owns and its memberships",
        "Disable " + account.name(),
        "Keep it active",
        () -> change(account, AccountChange.enabled(false), "Disabled " + account.name()));
  }

  private void promote(AccountSummary account) {
    Confirm.many(
        "Make %s an administrator?".formatted(account.name()),
        "Administrators see and change everything in every tenant, and these accounts.",
        "Make administrator",
        () ->
            change(
                account,
                AccountChange.administrator(true),
                account.name() + " is an administrator"));
  }

  private void demote(AccountSummary account) {
    Confirm.many(
        "Take administrator back from %s?".formatted(account.name()),
        "From their next click on they may do only what their memberships allow.",
        "Take administrator back",
        () ->
            change(
                account,
                AccountChange.administrator(false),
                account.name() + " is no administrator any more"));
  }

  private void change(AccountSummary account, AccountChange change, String done) {
    try {
      accounts.change(account.name(), change);
      Toast.info(done);
    } catch (Refusal refusal) {
      Toast.error(refusal.detail());
    }
    refresh();
  }
}
