package dev.rayport.admin.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import dev.rayport.admin.BannerTone;
import dev.rayport.admin.Banners;
import dev.rayport.admin.NewBanner;
import dev.rayport.admin.PageBanner;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Refusals;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.template.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be said atop every page. */
class BannerDialog extends Dialog {

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(7));

  /**
   * A choice of when it ends.
   *
   * @param at empty: it stays
   */
  private record End(String label, Optional<Instant> at) {}

  private final transient Banners banners;
  private final TextArea text = new TextArea("Message");
  private final Select<BannerTone> tone = new Select<>();
  private final Select<End> end = new Select<>();
  private final MultiSelectComboBox<String> tenants = new MultiSelectComboBox<>("For tenants");

  BannerDialog(Banners banners, List<String> allTenants) {
    this.banners = banners;
    Optional<PageBanner> now = banners.get();
    setHeaderTitle("Message to users");
    setWidth("520px");
    describe();
    fill(now, allTenants);
    Div form = new Div(text, tone, end, tenants);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button remove = new Button("Take it away", click -> remove());
    remove.addThemeVariants(ButtonVariant.ERROR);
    remove.setVisible(now.isPresent());
    Button show = new Button("Show to users", click -> show());
    show.addThemeVariants(ButtonVariant.PRIMARY);
    Actions.bind(show.getElement(), "ctrl+enter");
    getFooter().add(cancel, remove, show);
    text.focus();
  }

  private void describe() {
    text.setHelperText("Plain text, shown atop every page until users put it away.");
    text.setMaxLength(NewBanner.LONGEST);
    text.setManualValidation(true);
    text.setRequiredIndicatorVisible(true);
    text.setMinRows(2);
    tone.setLabel("Tone");
    end.setLabel("Ends");
    tenants.setPlaceholder("All");
    text.setWidthFull();
    tone.setWidthFull();
    end.setWidthFull();
    tenants.setWidthFull();
  }

  private void fill(Optional<PageBanner> now, List<String> allTenants) {
    tone.setItems(BannerTone.values());
    tone.setItemLabelGenerator(BannerDialog::word);
    tone.setValue(now.map(PageBanner::tone).orElse(BannerTone.INFO));
    text.setValue(now.map(PageBanner::text).orElse(""));
    List<End> ends = ends(now);
    end.setItems(ends);
    end.setItemLabelGenerator(End::label);
    end.setValue(ends.getFirst());
    tenants.setItems(allTenants);
    tenants.setValue(now.map(PageBanner::tenants).orElse(List.of()));
  }

  private static List<End> ends(Optional<PageBanner> now) {
    List<End> ends = new ArrayList<>();
    now.flatMap(PageBanner::endsAt)
        .ifPresent(at -> ends.add(new End("As now, " + Words.in(at), Optional.of(at))));
    ends.add(new End("When it is taken away", Optional.empty()));
    STEPS.forEach(step ->
        ends.add(new End("In " + DurationText.of(step), Optional.of(Instant.now().plus(step)))));
    return ends;
  }

  private static String word(BannerTone tone) {
    return switch (tone) {
      case INFO -> "For information";
      case WARNING -> "Warning";
      case CRITICAL -> "Critical";
    };
  }

  private void show() {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    fields.put("text", text);
    fields.put("endsAt", end);
    fields.put("tenants", tenants);
    try {
      banners.set(
          new NewBanner(
              text.getValue(),
              tone.getValue(),
              end.getValue().at(),
              List.copyOf(tenants.getValue())));
      close();
      Toast.info("The message is shown");
    } catch (Refusal refusal) {
      Refusals.show(refusal, fields);
    }
  }

  private void remove() {
    banners.remove();
    close();
    Toast.info("The message is taken away");
  }
}
