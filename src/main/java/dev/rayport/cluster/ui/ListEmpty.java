package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.EmptyState;
import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What stands there instead of rows: why there are none, and what to do. */
class ListEmpty extends Div {

  private final transient ClusterRows rows;
  private final transient Consumer<String> go;

  /**
   * @param go shows another filter
   */
  ListEmpty(ClusterRows rows, Consumer<String> go) {
    this.rows = rows;
    this.go = go;
    addClassNames("page", "center");
  }

  /**
   * @param found how many clusters match
   * @param all how many there are
   */
  void show(Filter filter, long found, long all) {
    setVisible(found == 0);
    removeAll();
    if (found == 0) {
      add(all == 0 ? firstUse() : noMatch(filter, all));
    }
  }

  private static Component firstUse() {
    String text =
        "A cluster gives you a Ray head and workers for one stage of your work. Pick a template; a"
            + " small one is ready within a minute and stops by itself when idle.";
    if (!CurrentUser.require().role().atLeast(Role.RESEARCHER)) {
      return new EmptyState(
          "server", "No clusters yet", "Nobody in this tenant has created a cluster so far.");
    }
    Anchor create = Actions.link("plus", "New cluster", "", "clusters/new");
    create.addClassName("p");
    return new EmptyState("server", "No clusters yet", text, create);
  }

  private Component noMatch(Filter filter, long all) {
    List<Component> actions = new ArrayList<>();
    best(filter)
        .ifPresent(weaker -> {
          String label =
              "Remove “%s” (%s match)"
                  .formatted(ClusterSearch.dropped(filter, weaker), Words.upTo(rows.count(weaker)));
          actions.add(new Button(label, click -> go.accept(weaker.toString())));
        });
    Button clear = new Button("Clear all filters", click -> go.accept(""));
    clear.addThemeVariants(ButtonVariant.TERTIARY);
    actions.add(clear);
    String text =
        "%s in %s. None fits “%s”."
            .formatted(
                Words.upTo(all, "cluster exists", "clusters exist"),
                CurrentUser.require().tenant(),
                filter);
    return new EmptyState(
        "list-filter", "No cluster matches these filters", text, actions.toArray(Component[]::new));
  }

  /** The filter without the part whose loss helps most. */
  private Optional<Filter> best(Filter filter) {
    return ClusterSearch.weaker(filter).stream()
        .filter(weaker -> !weaker.isEmpty() && rows.count(weaker) > 0)
        .max(Comparator.comparingLong(rows::count));
  }
}
