package dev.rayport.job.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Actions;
import java.util.List;
import java.util.function.Consumer;

/** Ready-made jobs for who has none yet. */
class ExampleBar extends Div {

  ExampleBar(List<Examples.Example> examples, Consumer<Examples.Example> use) {
    addClassNames("row", "wrap", "examples");
    Span label = new Span("Try an example:");
    label.addClassName("sec");
    add(label);
    for (Examples.Example example : examples) {
      Button button = Actions.button("package", example.title(), "", () -> use.accept(example));
      button.addThemeVariants(ButtonVariant.SMALL);
      add(button);
    }
    setVisible(!examples.isEmpty());
  }
}
