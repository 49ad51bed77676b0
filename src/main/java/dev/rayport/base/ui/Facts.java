package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/** Names and values below one another. */
public final class Facts extends DescriptionList {

  public Facts() {
    addClassName("kv");
  }

  /** Adds a fact; an empty value is left out. */
  public Facts with(String name, String value) {
    return value.isEmpty() ? this : with(name, new Span(value));
  }

  public Facts with(String name, Component value) {
    Description description = new Description();
    description.add(value);
    add(new Term(name), description);
    return this;
  }
}
