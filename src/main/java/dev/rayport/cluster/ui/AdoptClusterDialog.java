package dev.rayport.cluster.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.backend.BackendException;
import dev.rayport.backend.FoundCluster;
import dev.rayport.backend.TakeOver;
import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.base.ui.Refusals;
import dev.rayport.base.ui.Toast;
import dev.rayport.cluster.AdoptCluster;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ForeignClusters;
import dev.rayport.template.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Has a cluster that others made shown or managed here; says before what that writes. */
class AdoptClusterDialog extends Dialog {

  private static final int SHOWN = 12;

  private enum Mode {
    SHOW,
    MANAGE
  }

  private final transient ForeignClusters clusters;
  private final transient FoundCluster found;
  private final transient TakeOver plan;
  private final TextField name = new TextField("Name here");
  private final RadioButtonGroup<Mode> mode = new RadioButtonGroup<>();
  private final Div meaning = new Div();
  private final Button adopt = new Button("Adopt cluster", click -> adopt());

  AdoptClusterDialog(ForeignClusters clusters, FoundCluster found) {
    this.clusters = clusters;
    this.found = found;
    this.plan = clusters.plan(stage(), found.object());
    setHeaderTitle("Adopt " + found.object());
    setWidth("640px");
    name.setValue(ResourceName.problemWith(found.object()).isEmpty() ? found.object() : "");
    name.setManualValidation(true);
    name.setHelperText(
        "Lower-case letters, digits and dashes. At most %d characters."
            .formatted(ResourceName.MAX_LENGTH));
    mode.setLabel("What Rayport does with it");
    mode.setItems(Mode.values());
    mode.setItemLabelGenerator(
        one -> one == Mode.SHOW ? "Show it, read-only" : "Manage it: write to it from now on");
    mode.setItemEnabledProvider(one -> one == Mode.SHOW || plan.hindrances().isEmpty());
    mode.setValue(Mode.SHOW);
    mode.addValueChangeListener(change -> explain());
    meaning.addClassNames("col", "g2");
    meaning.getElement().setAttribute("role", "status");
    Div form = new Div(name, mode, meaning);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    adopt.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, adopt);
    explain();
  }

  private Stage stage() {
    return Stage.valueOf(found.stage().toUpperCase(Locale.ROOT));
  }

  private void explain() {
    meaning.removeAll();
    if (mode.getValue() == Mode.SHOW) {
      say(
          "Its state and nodes are shown. Rayport never writes to it, takes no jobs for it, and"
              + " deleting it here leaves it running.");
      if (!plan.hindrances().isEmpty()) {
        meaning.add(new H3("Why it cannot be managed"), lines(plan.hindrances()));
      }
      return;
    }
    say(
        "Rayport becomes its field manager: suspend, edit, stop and delete work on it. Pods that run"
            + " keep running as they are; what changes in them holds from their next start.");
    if (plan.changes().isEmpty()) {
      say("Nothing of its spec changes now.");
    } else {
      meaning.add(
          new H3("What is written now"),
          lines(plan.changes().stream().map(AdoptClusterDialog::words).toList()));
    }
  }

  private void say(String sentence) {
    Paragraph text = new Paragraph(sentence);
    text.addClassName("sec");
    meaning.add(text);
  }

  private static String words(TakeOver.Rewrite change) {
    return "%s: %s"
        .formatted(FieldWords.of(change.field()), FieldWords.change(change.now(), change.then()));
  }

  private static UnorderedList lines(List<String> sentences) {
    UnorderedList list = new UnorderedList();
    list.addClassName("findings");
    sentences.stream().limit(SHOWN).forEach(line -> list.add(new ListItem(new Span(line))));
    if (sentences.size() > SHOWN) {
      list.add(new ListItem("and %d more".formatted(sentences.size() - SHOWN)));
    }
    return list;
  }

  private void adopt() {
    try {
      ClusterDetails adopted =
          clusters.adopt(
              new AdoptCluster(
                  stage(),
                  found.object(),
                  name.getValue().strip(),
                  mode.getValue() == Mode.MANAGE));
      close();
      UI.getCurrent().navigate("clusters/" + adopted.id());
    } catch (Refusal refusal) {
      Refusals.show(refusal, Map.of("name", name));
    } catch (BackendException silent) {
      Toast.error(String.valueOf(silent.getMessage()));
    }
  }
}
