package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Icon;

/** Something that everyone should know about how clusters run here, said quietly. */
class Notice extends Div {

  Notice(String sentence) {
    Icon sign = Icon.small("triangle-alert");
    sign.addClassName("warn");
    Span text = new Span(sentence);
    text.addClassNames("sec", "s");
    add(sign, text);
    addClassName("notice");
  }
}
