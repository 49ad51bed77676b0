package dev.rayport.template.ui;

import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Icon;
import dev.rayport.template.Stage;

/** A stage as a grey tag with its icon; never coloured, since colour means state. */
public final class StageTag extends Span {

  public StageTag(Stage stage) {
    super(Icon.of(icon(stage)), new Span(stage.word()));
    addClassName("tag");
  }

  /** Name in the icon sprite. */
  public static String icon(Stage stage) {
    return switch (stage) {
      case PREPROCESSING -> "database";
      case TRAINING -> "graduation-cap";
      case SERVING -> "radio";
    };
  }

  /** With a capital, for headings. */
  public static String title(Stage stage) {
    return stage.name().charAt(0) + stage.word().substring(1);
  }
}
