package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blank.BlankView;
import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = BlankView.class)
class WidgetsTests extends BrowserlessTest {

  @Test
  void aStateIsIconWordAndColour() {
    assertThat(StateBadge.html("circle-x", "Failed <b>", Tone.ERR))
        .contains("st err", "icons.svg#circle-x", "Failed &lt;b&gt;");
    assertThat(StateBadge.template("icon", "word", "tone"))
        .contains("${item.icon}", "${item.word}", "${item.tone}");
  }

  @Test
  void aChoiceThatIsNoLongerOfferedGivesWayToTheFirstThatIs() {
    Segments<String> choice =
        new Segments<>(
            "Size",
            List.of(
                new Segments.Option<>("s", "Small"),
                new Segments.Option<>("m", "Medium"),
                new Segments.Option<>("l", "Large")));
    choice.setValue("m");
    choice.offer("l", false);
    assertThat(choice.value()).isEqualTo("m");

    choice.offer("s", false);
    choice.offer("l", true);
    choice.offer("m", false);
    choice.offer("xl", false);

    assertThat(choice.value()).isEqualTo("l");
    assertThat(choice.getChildren().map(child -> child.getElement()).toList())
        .extracting(button -> button.isVisible() + " " + button.getAttribute("aria-pressed"))
        .containsExactly("false false", "false false", "true true");
  }

  @Test
  void onlyNamesOfIconsAreTaken() {
    assertThatThrownBy(() -> Icon.svg("x\" onload=\"alert(1)"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusalMarksItsFieldsAndClearsTheOthers() {
    TextField name = new TextField();
    TextField workers = new TextField();
    workers.setInvalid(true);
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("values.workers", workers);
    Refusals.show(Refusal.invalid("name", "Too long"), fields);
    assertThat(name.isInvalid()).isTrue();
    assertThat(name.getErrorMessage()).isEqualTo("Too long");
    assertThat(workers.isInvalid()).isFalse();
    assertThat(find(Notification.class).exists()).isFalse();
  }

  @Test
  void whatBelongsToNoFieldIsSaidAloud() {
    Refusals.show(Refusal.invalid(List.of(new FieldError("elsewhere", "No space left"))), Map.of());
    assertThat(find(Notification.class).single().isOpened()).isTrue();
  }

  @Test
  void destroyingWhatRunsNeedsTheNameTyped() {
    AtomicInteger destroyed = new AtomicInteger();
    Dialog dialog =
        Confirm.destructive(
            new Confirm.Question(
                "Delete cluster train-1?",
                "objects in memory",
                "job-1",
                "logs",
                "Delete cluster and stop 1 job",
                "Keep cluster",
                Optional.of("train-1")),
            destroyed::incrementAndGet);
    Button destroy = find(Button.class).withText("Delete cluster and stop 1 job").single();
    assertThat(destroy.isEnabled()).isFalse();
    test(find(TextField.class).single()).setValue("train-1");
    test(destroy).click();
    assertThat(destroyed).hasValue(1);
    assertThat(dialog.isOpened()).isFalse();
  }

  @Test
  void segmentsTellOnlyWhatChanges() {
    AtomicInteger told = new AtomicInteger();
    Segments<String> whose =
        new Segments<>(
            "Whose jobs",
            List.of(new Segments.Option<>("mine", "Mine"), new Segments.Option<>("team", "Team")));
    whose.onChange(value -> told.incrementAndGet());
    UI.getCurrent().add(whose);
    NativeButton team = find(NativeButton.class).withText("Team").single();
    test(team).click();
    test(team).click();
    assertThat(told).hasValue(1);
    assertThat(whose.value()).isEqualTo("team");
    assertThat(team.getElement().getAttribute("aria-pressed")).isEqualTo("true");
  }

  @Test
  void bugsGetAnIdAndRefusalsTheirWords() {
    assertThat(ErrorHandler.words(new IllegalStateException(Refusal.forbidden("Not yours"))))
        .isEqualTo("Not yours");
    assertThat(ErrorHandler.words(new IllegalStateException("secret detail")))
        .contains("err_")
        .doesNotContain("secret");
  }
}
