package dev.rayport.tenant.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.Confirm;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Toast;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.SecretSummary;
import dev.rayport.tenant.SecretSummary.Scope;
import dev.rayport.tenant.Secrets;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** Named secrets: one's own, and the tenant's. */
@Route(SecretsView.ROUTE)
@PageTitle("Secrets")
@PermitAll
class SecretsView extends Div {

  static final String ROUTE = "secrets";
  private static final List<String> HEADS =
      List.of("Secret", "In a job's variables", "Written", "");

  private final transient Secrets secrets;
  private final Card own = new Card("Yours");
  private final Card tenants = new Card("The tenant's");

  SecretsView(Secrets secrets) {
    this.secrets = secrets;
    addClassName("page");
    Span what =
        new Span(
            "Given to jobs that name them, and shown to nobody. Where a job prints one of 8 characters or more, its log has stars.");
    what.addClassName("mut");
    PageHead head = new PageHead("Secrets").facts(what);
    if (CurrentUser.require().role().atLeast(Role.RESEARCHER)) {
      head.actions(Actions.primary("plus", "Write secret…", "", () -> write("", Scope.USER)));
    }
    Div body = new Div(own, tenants);
    body.addClassNames("scroll", "ground", "pad", "col", "g4");
    add(head, body);
    show();
  }

  private static boolean lead() {
    return CurrentUser.require().role().atLeast(Role.LEAD);
  }

  private void show() {
    List<SecretSummary> all = secrets.list();
    fill(own, of(all, Scope.USER), "None yet. Only your jobs can be given those.");
    fill(
        tenants,
        of(all, Scope.TENANT),
        lead()
            ? "None yet. Every job of the tenant can be given those."
            : "None yet. A lead can write them; every job of the tenant can be given those.");
  }

  private static List<SecretSummary> of(List<SecretSummary> all, Scope scope) {
    return all.stream().filter(secret -> secret.scope() == scope).toList();
  }

  private void fill(Card card, List<SecretSummary> some, String none) {
    Table.fill(card, HEADS, some.stream().map(this::row).toList(), none);
  }

  private NativeTableRow row(SecretSummary secret) {
    Span reference = new Span(SecretSummary.REFERENCE + secret.name());
    reference.addClassName("mono");
    Span when = Table.ago(secret.writtenAt());
    when.setText("%s by %s".formatted(when.getText(), secret.writtenBy()));
    return Table.row(Table.name(secret.name()), reference, when, actions(secret));
  }

  private Component actions(SecretSummary secret) {
    Div row = new Div();
    row.addClassName("row");
    if (secret.scope() == Scope.USER || lead()) {
      row.add(
          Table.action("Replace…", secret.name(), () -> write(secret.name(), secret.scope())),
          Table.action("Delete…", secret.name(), () -> delete(secret)));
    }
    return row;
  }

  private void write(String name, Scope scope) {
    new SecretDialog(secrets, name, scope, this::show).open();
  }

  private void delete(SecretSummary secret) {
    Confirm.destructive(
        "Delete “%s”?".formatted(secret.name()),
        "The value; nobody can bring it back",
        "Jobs that wait and name it will fail",
        "Jobs that run have it already",
        "Delete secret",
        "Keep secret",
        () -> {
          try {
            secrets.delete(secret.name(), secret.scope());
            Toast.info("“%s” is deleted".formatted(secret.name()));
          } catch (Refusal refusal) {
            Toast.error(refusal.detail());
          }
          show();
        });
  }
}
