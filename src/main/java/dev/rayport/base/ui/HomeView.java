package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/** What needs the user, and what they worked on last; made of other rooms' cards. */
@Route("")
@PageTitle("Home")
@Menu(title = "Home", order = 0, icon = "house")
@PermitAll
class HomeView extends Div {

  private static final int SIDE = 100;

  HomeView(ObjectProvider<HomeCard> cards, Visitor.Source visitors, AttentionCard attention) {
    addClassName("page");
    PageHead head = new PageHead("Home");
    if (visitors.visitor().mayWrite()) {
      head.actions(creations());
    }
    List<HomeCard> ordered =
        cards.stream().sorted(Comparator.comparingInt(HomeCard::order)).toList();
    Div main = column(ordered.stream().filter(card -> card.order() < SIDE).toList());
    main.addComponentAsFirst(attention.create(head));
    Div side = column(ordered.stream().filter(card -> card.order() >= SIDE).toList());
    Div grid = new Div(main);
    grid.addClassNames("homegrid", "scroll");
    if (side.getChildren().findAny().isPresent()) {
      grid.add(side);
    } else {
      grid.addClassName("one");
    }
    add(head, grid);
  }

  private static Div column(List<HomeCard> cards) {
    Div column = new Div();
    column.addClassName("col");
    cards.forEach(card -> column.add(card.create()));
    return column;
  }

  private static Component[] creations() {
    List<Component> links = new ArrayList<>();
    if (ShellKeys.exists(ShellKeys.NEW_JOB)) {
      links.add(Actions.link("play", "Submit job", "j", ShellKeys.NEW_JOB));
    }
    if (ShellKeys.exists(ShellKeys.NEW_CLUSTER)) {
      Anchor create = Actions.link("plus", "New cluster", "c", ShellKeys.NEW_CLUSTER);
      create.addClassName("p");
      links.add(create);
    }
    return links.toArray(Component[]::new);
  }
}
