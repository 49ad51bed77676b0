package dev.rayport.base.ui;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.Map;

/** Shows a refusal where the user can mend it: beside the fields, the rest as a toast. */
public final class Refusals {

  private Refusals() {}

  /**
   * Marks the fields with mistakes, clears the others, and moves the focus to the first.
   *
   * @param fields by the names that the refusal uses, such as {@code values.workers}, in the order
   *     of the form
   */
  public static void show(Refusal refusal, Map<String, HasValidation> fields) {
    clear(fields);
    boolean shown = false;
    StringBuilder elsewhere = new StringBuilder();
    for (FieldError error : refusal.errors()) {
      HasValidation field = fields.get(error.field());
      if (field == null) {
        elsewhere.append(elsewhere.isEmpty() ? "" : " ").append(error.message());
        continue;
      }
      field.setErrorMessage(error.message());
      field.setInvalid(true);
      shown = true;
    }
    focusFirst(fields);
    if (!shown && elsewhere.isEmpty()) {
      Toast.error(refusal.detail());
    } else if (!elsewhere.isEmpty()) {
      Toast.error(elsewhere.toString());
    }
  }

  public static void clear(Map<String, HasValidation> fields) {
    fields.values().forEach(field -> field.setInvalid(false));
  }

  private static void focusFirst(Map<String, HasValidation> fields) {
    for (HasValidation field : fields.values()) {
      if (field.isInvalid() && field instanceof Focusable<?> focusable) {
        focusable.focus();
        return;
      }
    }
  }
}
