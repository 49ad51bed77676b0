package dev.rayport.tenant.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.Confirm;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Scope;
import dev.rayport.tenant.TokenSummary;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** One's own API tokens in this tenant. */
@Route(TokensView.ROUTE)
@PageTitle("API tokens")
@PermitAll
class TokensView extends Div {

  static final String ROUTE = "tokens";
  private static final List<String> HEADS =
      List.of("Token", "May", "Made", "Last used", "Ends", "");

  private final transient ApiTokens tokens;
  private final Card card = new Card("Yours");

  TokensView(ApiTokens tokens) {
    this.tokens = tokens;
    addClassName("page");
    Span what =
        new Span(
            "For programs that act as you in %s: command lines, notebooks, CI."
                .formatted(CurrentUser.require().tenant()));
    what.addClassName("mut");
    PageHead head = new PageHead("API tokens").facts(what);
    head.actions(
        Actions.primary(
            "plus", "New token…", "", () -> new NewTokenDialog(tokens, this::show).open()));
    Div body = new Div(card);
    body.addClassNames("scroll", "ground", "pad");
    add(head, body);
    show();
  }

  private void show() {
    List<TokenSummary> all = tokens.slice(SliceRequest.first(SliceRequest.MAX_LIMIT)).items();
    Table.fill(
        card,
        HEADS,
        all.stream().map(this::row).toList(),
        "None yet. A token is shown once, when it is made.");
  }

  private NativeTableRow row(TokenSummary token) {
    Span ends = new Span(Words.in(token.expiresAt()));
    ends.setTitle(Words.exact(token.expiresAt()));
    return Table.row(
        Table.name(token.name()),
        new Span(token.scope() == Scope.READ ? "look" : "do what you may"),
        Table.ago(token.createdAt()),
        token.lastUsedAt().map(Table::ago).orElseGet(() -> new Span("never")),
        ends,
        Table.action("Revoke…", token.name(), () -> revoke(token)));
  }

  private void revoke(TokenSummary token) {
    Confirm.destructive(
        "Revoke “%s”?".formatted(token.name()),
        "The token; programs that use it are refused at once",
        "",
        "What they did, and their clusters and jobs",
        "Revoke token",
        "Keep token",
        () -> {
          tokens.revoke(token.id());
          Toast.info("“%s” opens nothing any more".formatted(token.name()));
          show();
        });
  }
}
