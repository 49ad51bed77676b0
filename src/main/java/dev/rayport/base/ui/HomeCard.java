package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;

/** A door: a card on Home. Beans; {@link #create()} is called once per opened page. */
public interface HomeCard {

  /** Ascending; below 100 the main column, from 100 the side column. */
  int order();

  /** The card; it refreshes itself. */
  Component create();
}
