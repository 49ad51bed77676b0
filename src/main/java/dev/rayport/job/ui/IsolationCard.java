package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.backend.BackendException;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.HomeCard;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.job.IsolationCheck;
import dev.rayport.job.IsolationCheck.Result;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.Optional;

/** Whether the walls between clusters hold, for who can do something about it. */
@org.springframework.stereotype.Component
class IsolationCard implements HomeCard {

  private final IsolationCheck check;
  private final Broadcaster broadcaster;

  IsolationCard(IsolationCheck check, Broadcaster broadcaster) {
    this.check = check;
    this.broadcaster = broadcaster;
  }

  @Override
  public int order() {
    return 195;
  }

  @Override
  public Component create() {
    Card card = new Card("Isolation");
    if (!concernsMe()) {
      card.setVisible(false);
      return card;
    }
    show(card);
    broadcaster.onChange(card, change -> change.kind().equals("job"), () -> show(card));
    return card;
  }

  private boolean concernsMe() {
    try {
      return CurrentUser.require().role().atLeast(Role.ADMINISTRATOR) && check.possible();
    } catch (BackendException silent) {
      return false;
    }
  }

  private void show(Card card) {
    Optional<Result> latest = check.latest();
    Span words =
        new Span(
            latest
                .map(IsolationCard::words)
                .orElse(
                    "Nobody has checked yet whether the network here enforces what keeps clusters apart."));
    words.addClassNames("sec", "s");
    Div all = new Div();
    all.addClassNames("col", "g2");
    latest.ifPresent(result -> all.add(badge(result)));
    all.add(words);
    latest.ifPresent(result -> all.add(log(result)));
    card.padded(all);
    boolean checking =
        latest.filter(result -> result.verdict() == IsolationCheck.Verdict.CHECKING).isPresent();
    if (checking) {
      card.actions();
    } else {
      card.actions(
          Actions.button(
              "shield", latest.isEmpty() ? "Check" : "Check again", "", () -> start(card)));
    }
  }

  private void start(Card card) {
    try {
      check.start();
      show(card);
      Toast.info("A small cluster starts, tries, and goes.");
    } catch (Refusal refusal) {
      Toast.error(refusal.getMessage());
    }
  }

  private static Component badge(Result result) {
    return switch (result.verdict()) {
      case VERIFIED -> StateBadge.of("shield", "Verified", Tone.OK);
      case NOT_ENFORCED -> StateBadge.of("triangle-alert", "Not enforced", Tone.ERR);
      case CHECKING -> StateBadge.of("loader-circle", "Checking", Tone.BUSY);
      case UNKNOWN -> StateBadge.of("circle-help", "Not known", Tone.WARN);
    };
  }

  private static String words(Result result) {
    return switch (result.verdict()) {
      case VERIFIED ->
          "Tried %s from inside of a cluster: nothing was reached that must not be."
              .formatted(Words.ago(result.at()));
      case NOT_ENFORCED ->
          ("Tried %s: a pod reached what network policies forbid. Next: a network plugin that"
                  + " enforces NetworkPolicies, then check again.")
              .formatted(Words.ago(result.at()));
      case CHECKING -> "A job tries from inside of a small cluster; it takes a minute or two.";
      case UNKNOWN -> "The check of %s came to no end.".formatted(Words.ago(result.at()));
    };
  }

  private static Anchor log(Result result) {
    Anchor link = new Anchor("jobs/" + result.job(), "What was tried");
    link.getElement().setAttribute("router-link", true);
    return link;
  }
}
