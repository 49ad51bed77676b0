package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import blank.BlankView;
import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import dev.rayport.TabStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ViewPackages(classes = BlankView.class)
class DraftTests extends BrowserlessTest {

  private static final Map<String, Object> FRESH = Map.of("name", "");
  private static final Map<String, Object> TYPED = Map.of("name", "vit", "workers", 3L);

  private final TabStorage tab = new TabStorage();
  private final List<Map<String, Object>> restored = new ArrayList<>();

  private Draft open(String user, String address) {
    Draft draft =
        new Draft(
            user,
            address,
            typed -> {
              restored.add(typed);
              return "";
            });
    draft.begin(FRESH);
    UI.getCurrent().add(draft);
    tab.answer();
    return draft;
  }

  private void typeAndLeave(Map<String, Object> typed) {
    Draft draft = open("ada", "jobs/new");
    draft.keep(typed);
    tab.answer();
    UI.getCurrent().removeAll();
  }

  @Test
  void whatWasTypedComesBack() {
    typeAndLeave(TYPED);

    Draft again = open("ada", "jobs/new");

    assertThat(restored).containsExactly(TYPED);
    assertThat(again.isVisible()).isTrue();
    assertThat(again.getElement().getTextRecursively()).contains("Draft restored", "Discard");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs/new?continue", "jobs/new?continue="})
  void theWayBackFromTheSignInLeadsToIt(String address) {
    typeAndLeave(TYPED);

    open("ada", address);

    assertThat(restored).containsExactly(TYPED);
  }

  @Test
  void eachUserAndAddressHasItsOwn() {
    typeAndLeave(TYPED);

    open("bob", "jobs/new");
    Draft other = open("ada", "jobs/new?from=job_1");

    assertThat(restored).isEmpty();
    assertThat(other.isVisible()).isFalse();
  }

  @Test
  void nothingIsKeptOfAnUntouchedForm() {
    Draft draft = open("ada", "jobs/new");
    draft.keep(FRESH);
    tab.answer();
    assertThat(tab.items()).isEmpty();

    draft.keep(TYPED);
    tab.answer();
    assertThat(tab.items()).hasSize(1);
    draft.keep(FRESH);
    tab.answer();
    assertThat(tab.items()).isEmpty();
  }

  @Test
  void whatWasSentIsForgotten() {
    Draft draft = open("ada", "jobs/new");
    draft.keep(TYPED);
    draft.forget();
    draft.keep(TYPED);
    tab.answer();

    assertThat(tab.items()).isEmpty();
  }

  @Test
  void aBrokenDraftIsNone() {
    typeAndLeave(TYPED);
    TabStorage broken = new TabStorage();
    assertThat(tab.items()).hasSize(1);
    broken.put(tab.items().keySet().iterator().next(), "{\"at\":1,\"typed\":");

    UI.getCurrent()
        .add(
            new Draft(
                "ada",
                "jobs/new",
                typed -> {
                  restored.add(typed);
                  return "";
                }));
    broken.answer();

    assertThat(restored).isEmpty();
  }
}
