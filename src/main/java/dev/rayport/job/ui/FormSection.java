package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;

/** A part of a form with a heading and a choice at the right of it. */
class FormSection extends Section {

  FormSection(String title, Component... side) {
    getElement().setAttribute("aria-label", title);
    Span gap = new Span();
    gap.addClassName("sp");
    Div head = new Div(new H2(title), gap);
    head.add(side);
    head.addClassName("fh");
    add(head);
  }
}
