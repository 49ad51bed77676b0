package dev.rayport.base.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.dom.Element;
import java.util.Arrays;
import java.util.List;

/** The keyboard shortcuts, and the switch for those without Ctrl. */
final class HelpSheet extends Dialog {

  private record Keys(String combination, String action) {}

  private static final List<Keys> ANYWHERE =
      List.of(
          new Keys("Ctrl K", "Command palette; > for commands, # for jobs"),
          new Keys("g h, g c, g j, g t", "Home, Clusters, Jobs, Templates"),
          new Keys("c", "New cluster"),
          new Keys("j", "Submit job"),
          new Keys("/", "Filter of the page, or search in the log"),
          new Keys("[", "Navigation"),
          new Keys("]", "Details beside the list"),
          new Keys("{ }", "Widen or narrow the details"),
          new Keys("1 … 9", "Tab of the page"),
          new Keys("Ctrl ↵", "Submit the form"),
          new Keys("?", "This sheet"));
  private static final List<Keys> LISTS =
      List.of(
          new Keys("↑ ↓ Home End", "Move"),
          new Keys("↵", "Open"),
          new Keys("x, Space", "Select the row"),
          new Keys("Shift F10", "Menu of the row; its letters run the entries"),
          new Keys("r, s", "Resubmit, stop"));
  private static final List<Keys> LOG =
      List.of(
          new Keys("e", "First error"),
          new Keys("n, Shift n", "Next, previous hit"),
          new Keys("w", "Wrap long lines"));

  HelpSheet() {
    setHeaderTitle("Keyboard shortcuts");
    setWidth("460px");
    DescriptionList list = new DescriptionList();
    list.addClassName("keys");
    section(list, "Anywhere", ANYWHERE);
    section(list, "In lists", LISTS);
    section(list, "In a log", LOG);
    add(list);
    getElement().appendChild(new Element("rp-key-preference"));
    Button close = new Button("Close", click -> close());
    getFooter().add(close);
    addOpenedChangeListener(change -> {
      if (change.isOpened()) {
        close.focus();
      }
    });
  }

  private static void section(DescriptionList list, String title, List<Keys> keys) {
    DescriptionList.Term heading = new DescriptionList.Term(new H3(title));
    heading.addClassName("full");
    list.add(heading);
    for (Keys each : keys) {
      DescriptionList.Term term = new DescriptionList.Term();
      Arrays.stream(each.combination().split(" "))
          .forEach(key -> {
            boolean comma = key.endsWith(",");
            Element cap = new Element(key.equals("…") ? "span" : "kbd");
            cap.setText(comma ? key.substring(0, key.length() - 1) : key);
            term.getElement().appendChild(cap, Element.createText(comma ? ", " : " "));
          });
      list.add(term, new DescriptionList.Description(each.action()));
    }
  }
}
