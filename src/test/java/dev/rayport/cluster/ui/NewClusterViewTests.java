package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.PortalTest;
import dev.rayport.TabStorage;
import dev.rayport.base.ui.Draft;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.tenant.Role;
import org.junit.jupiter.api.Test;

@PortalTest
class NewClusterViewTests extends ClusterScreenTest {

  NewClusterViewTests() {
    super("ada", Role.RESEARCHER);
  }

  private static void open(String parameter, String value) {
    UI.getCurrent().navigate("clusters/new", QueryParameters.of(parameter, value));
  }

  @Test
  void defaultsNeedNoTyping() {
    open("template", "cpu-small");

    test(find(Button.class).withText("Create cluster").single()).click();

    assertThat(getCurrentView()).isInstanceOf(ClusterOverviewView.class);
    assertThat(all()).extracting(ClusterSummary::name).containsExactly("cpu-small-1");
  }

  @Test
  void aValueOverItsRangeIsRefusedBesideItsField() {
    open("template", "train-cpu");
    IntegerField workers =
        find(IntegerField.class).all().stream()
            .filter(field -> "Workers".equals(field.getLabel()))
            .findFirst()
            .orElseThrow();

    workers.setValue(96);

    assertThat(workers.isInvalid()).isTrue();
    assertThat(workers.getErrorMessage()).contains("96 is over the limit");
    assertThat(text()).contains("1 field needs a change");
    test(find(Button.class).withText("Create cluster").single()).click();
    assertThat(all()).isEmpty();
  }

  @Test
  void aNameThatIsTakenIsSaidBesideTheName() {
    ready("mine", "cpu-small");
    open("template", "cpu-small");
    TextField name = find(TextField.class).all().getFirst();
    name.setValue("mine");

    test(find(Button.class).withText("Create cluster").single()).click();

    assertThat(name.getErrorMessage()).contains("in use");
  }

  @Test
  void whatAClusterWasMadeFromCanBeDuplicated() {
    ClusterDetails made = ready("vit-1", "cpu-small");

    open("from", made.id().value());

    assertThat(find(TextField.class).all())
        .extracting(TextField::getValue)
        .contains("vit-2", "project=x");
  }

  @Test
  void aDurationIsRefusedInTheWordsOfTheForm() {
    open("template", "train-cpu");
    TextField idle =
        find(TextField.class).all().stream()
            .filter(field -> field.getLabel() != null && field.getLabel().contains("idle"))
            .findFirst()
            .orElseThrow();

    idle.setValue("a while");

    assertThat(idle.getErrorMessage()).contains("write it like 30m, 2h or 1d");
  }

  @Test
  void whatWasTypedForAClusterComesBack() {
    TabStorage tab = new TabStorage();
    open("template", "train-cpu");
    tab.answer();
    test(labelled("Labels")).setValue("project=vit, nonsense");
    workers().setValue(96);
    test(labelled("At the latest after")).setValue("soon");
    tab.answer();

    UI.getCurrent().navigate("clusters");
    open("template", "train-cpu");
    tab.answer();

    assertThat(labelled("Labels").getValue()).isEqualTo("project=vit, nonsense");
    assertThat(workers().getValue()).isEqualTo(96);
    assertThat(labelled("At the latest after").getValue()).isEqualTo("soon");
    assertThat(find(Draft.class).single().getElement().getTextRecursively())
        .contains("Draft restored");

    test(find(Button.class).withText("Discard").all().getLast()).click();
    tab.answer();
    assertThat(tab.items()).isEmpty();
  }

  private TextField labelled(String label) {
    return find(TextField.class).withLabel(label).single();
  }

  private IntegerField workers() {
    return find(IntegerField.class).withLabel("Workers").single();
  }
}
