package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.Segments;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.IssuedToken;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.Scope;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How Ray's own clients reach the cluster, with a token on demand. */
class ConnectCard extends Composite<Card> {

  private static final String NO_TOKEN = "rp_…";
  private static final Set<ClusterState> OVER =
      EnumSet.of(ClusterState.STOPPING, ClusterState.STOPPED, ClusterState.FAILED);

  private final transient ApiTokens tokens;
  private final String portal;
  private final Segments<ConnectSnippet> way =
      new Segments<>(
          "Connect with",
          Stream.of(ConnectSnippet.values())
              .map(each -> new Segments.Option<>(each, each.label()))
              .toList());
  private final Pre text = new Pre();
  private final Button make = Actions.button("key-round", "Make a token", "", this::makeToken);
  private final Span note = new Span("Put a token of yours in place of " + NO_TOKEN + ".");
  private String cluster = "";
  private String token = NO_TOKEN;

  ConnectCard(ApiTokens tokens, String portal) {
    this.tokens = tokens;
    this.portal = portal;
    text.addClassName("code");
    text.setId("connect-snippet");
    text.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Snippet");
    note.addClassNames("mut", "s");
    note.getElement().setAttribute("role", "status");
    way.small().onChange(chosen -> print());
    Span gap = new Span();
    gap.addClassName("sp");
    Div foot = new Div(make, gap, copy());
    foot.addClassName("row");
    Div ways = new Div(way);
    ways.addClassName("row");
    Div body = new Div(ways, text, note, foot);
    body.addClassNames("col", "g2");
    getContent().padded(body);
  }

  @Override
  protected Card initContent() {
    return new Card("Connect");
  }

  void show(ClusterSummary shown) {
    setVisible(
        CurrentUser.require().role().atLeast(Role.RESEARCHER)
            && !shown.readOnly()
            && !OVER.contains(shown.state()));
    cluster = shown.name();
    print();
  }

  private void print() {
    text.setText(way.value().text(portal, cluster, token));
  }

  private void makeToken() {
    try {
      IssuedToken issued =
          tokens.issue(
              new NewToken("connect " + cluster, Scope.WRITE, Optional.empty(), Optional.empty()));
      token = issued.value();
      note.setText(
          "Your token is shown this once. It may do what you may and ends in %s; API tokens in your menu takes it back."
              .formatted(Words.in(issued.token().expiresAt()).replaceFirst("^in ", "")));
      make.setVisible(false);
      print();
    } catch (Refusal refusal) {
      Toast.error(refusal.detail());
    }
  }

  private Button copy() {
    Button button = Actions.icon("copy", "Copy", "", () -> Toast.info("Copied"));
    button
        .getElement()
        .executeJs(
            "this.addEventListener('click', () => navigator.clipboard?.writeText($0.textContent))",
            text.getElement());
    return button;
  }
}
