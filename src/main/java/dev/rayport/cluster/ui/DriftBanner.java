package dev.rayport.cluster.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.rayport.backend.BackendException;
import dev.rayport.backend.Drift;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterService;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.List;
import java.util.function.Consumer;

/** What others changed of a cluster, with the choice between taking it over and putting it back. */
class DriftBanner extends Div {

  private static final int SHOWN = 5;

  private final transient ClusterService clusters;
  private final transient Runnable after;

  DriftBanner(ClusterService clusters, Runnable after) {
    this.clusters = clusters;
    this.after = after;
    addClassNames("banner", "warn", "drift");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  void show(ClusterDetails details) {
    removeAll();
    List<Drift.Change> changes = details.drift();
    setVisible(!changes.isEmpty());
    if (changes.isEmpty()) {
      return;
    }
    Span title = new Span("Changed outside of Rayport");
    title.addClassName("b");
    Div text = new Div(title, list(changes));
    text.addClassNames("col", "g1", "txtcol");
    boolean some = changes.stream().anyMatch(Drift.Change::adoptable);
    boolean all = changes.stream().allMatch(Drift.Change::adoptable);
    if (!all) {
      text.add(
          secondary(
              some
                  ? "What is marked “only put back” has no word in Rayport's spec: Adopt leaves it."
                  : "Rayport's spec has no words for it: put it back, or leave it so."));
    }
    add(Icon.of("git-compare"), text);
    CurrentUser user = CurrentUser.require();
    if (user.mayChange(details.summary().ownerId())) {
      add(actions(details.id(), some, user.role().atLeast(Role.LEAD)));
    }
  }

  private static UnorderedList list(List<Drift.Change> changes) {
    UnorderedList list = new UnorderedList();
    changes.stream().limit(SHOWN).forEach(change -> list.add(line(change)));
    if (changes.size() > SHOWN) {
      list.add(new ListItem(Words.count(changes.size() - SHOWN, "more field", "more fields")));
    }
    return list;
  }

  private static ListItem line(Drift.Change change) {
    Span field = new Span(FieldWords.of(change.field()) + " ");
    field.getElement().setAttribute("title", change.field());
    Span values = new Span(FieldWords.change(change.wanted(), change.found()));
    values.addClassName("mono");
    Span who = new Span(" by " + change.manager());
    who.addClassNames("sec", "s");
    ListItem line = new ListItem(field, values, who);
    change
        .at()
        .ifPresent(at -> {
          Span when = new Span(", " + Words.ago(at));
          when.addClassNames("sec", "s");
          when.getElement().setAttribute("title", Words.exact(at));
          line.add(when);
        });
    if (!change.adoptable()) {
      Span only = new Span("only put back");
      only.addClassName("tag");
      line.add(new Span(" "), only);
    }
    return line;
  }

  private static Span secondary(String sentence) {
    Span span = new Span(sentence);
    span.addClassNames("sec", "s");
    return span;
  }

  private Div actions(ClusterId id, boolean some, boolean lead) {
    Div actions = new Div();
    actions.addClassNames("row", "wrap");
    if (some) {
      Button adopt = new Button("Adopt", click -> ask(clusters::adoptDrift, id, "Adopting it"));
      adopt.addThemeVariants(ButtonVariant.SMALL);
      adopt.setEnabled(lead);
      adopt.setTooltipText(
          lead
              ? "Rayport's spec becomes as it was found"
              : "Leads adopt: it may go beyond what the template lets one choose");
      actions.add(adopt);
    }
    Button revert = new Button("Put back", click -> ask(clusters::revertDrift, id, "Putting back"));
    revert.addThemeVariants(ButtonVariant.SMALL);
    revert.setTooltipText("It becomes again as Rayport's spec says");
    actions.add(revert);
    return actions;
  }

  private void ask(Consumer<ClusterId> command, ClusterId id, String said) {
    try {
      command.accept(id);
      Toast.info(said + " requested");
    } catch (Refusal refusal) {
      Toast.error(refusal.detail());
    } catch (BackendException silent) {
      Toast.error(String.valueOf(silent.getMessage()));
    }
    after.run();
  }
}
