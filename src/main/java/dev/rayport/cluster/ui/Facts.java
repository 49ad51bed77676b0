package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/** Names and values below one another. */
class Facts extends DescriptionList {

  Facts() {
    addClassName("kv");
  }

  Facts with(String name, String value) {
    return value.isEmpty() ? this : with(name, new Span(value));
  }

  Facts with(String name, Component value) {
    Description description = new Description();
    description.add(value);
    add(new Term(name), description);
    return this;
  }
}
