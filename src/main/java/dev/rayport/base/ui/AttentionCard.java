package dev.rayport.base.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** “Needs attention” on Home: what all rooms say, the most urgent first, or one quiet line. */
@Component
class AttentionCard {

  private static final int MOST = 7;
  private final ObjectProvider<AttentionSource> sources;
  private final Broadcaster broadcaster;

  AttentionCard(ObjectProvider<AttentionSource> sources, Broadcaster broadcaster) {
    this.sources = sources;
    this.broadcaster = broadcaster;
  }

  /** The card; it also tells the page's head how much there is. */
  com.vaadin.flow.component.Component create(PageHead head) {
    Div place = new Div();
    show(place, head);
    broadcaster.onChange(
        place,
        change -> sources.stream().anyMatch(source -> source.concerns(change)),
        () -> show(place, head));
    return place;
  }

  private void show(Div place, PageHead head) {
    List<AttentionSource.Item> items =
        sources.stream()
            .flatMap(source -> source.items().stream())
            .sorted(Comparator.comparingInt(AttentionSource.Item::urgency).reversed())
            .limit(MOST)
            .toList();
    place.removeAll();
    place.add(items.isEmpty() ? quiet() : card(items));
    Span summary = new Span(items.isEmpty() ? "" : summary(items.size()));
    summary.addClassName("sec");
    head.facts(summary);
  }

  static String summary(int number) {
    return number == 1 ? "1 thing needs attention" : number + " things need attention";
  }

  private static Div quiet() {
    Icon sign = Icon.of("circle-check");
    sign.addClassName("ok");
    Div line = new Div(sign, new Span("Nothing needs you."));
    line.addClassNames("card", "quiet", "sec");
    return line;
  }

  private static Card card(List<AttentionSource.Item> items) {
    UnorderedList list = new UnorderedList();
    list.addClassNames("list", "att");
    items.forEach(item -> list.add(row(item)));
    Card card = new Card("Needs attention");
    card.beside(String.valueOf(items.size()));
    return card.content(list);
  }

  private static ListItem row(AttentionSource.Item item) {
    Anchor object = new Anchor(item.target(), item.object());
    object.addClassName("name");
    object.getElement().setAttribute("router-link", true);
    Span place = new Span(" " + item.place());
    place.addClassName("sec");
    Div first = new Div(object, place);
    first.addClassName("el");
    Span reason = new Span(item.reason());
    reason.addClassNames("s", "sec", "el");
    reason.setTitle(item.reason());
    Div text = new Div(first, reason);
    text.addClassName("two");
    Span since = new Span(Words.ago(item.since()));
    since.addClassNames("s", "mut", "nw");
    since.setTitle(Words.exact(item.since()));
    ListItem row = new ListItem(StateBadge.of(item.icon(), item.word(), item.tone()), text, since);
    item.actions().forEach(action -> row.add(button(action)));
    return row;
  }

  private static Button button(AttentionSource.Action action) {
    Button button = Actions.button(action.icon(), action.label(), "", action.run());
    button.addThemeVariants(ButtonVariant.SMALL);
    return button;
  }
}
