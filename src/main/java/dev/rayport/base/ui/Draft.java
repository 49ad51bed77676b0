package dev.rayport.base.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.WebStorage;
import com.vaadin.flow.component.page.WebStorage.Storage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was typed into a form, kept in the browser's tab until it is sent or discarded: it outlives
 * a reload, a lost session, and a look at other pages. Each user has one for each address. Forms
 * leave secrets out.
 */
public final class Draft extends Div {

  private static final String PREFIX = "rayport.draft ";

  /** What the sign-in adds to the address that it leads back to. */
  private static final Pattern WAY_BACK = Pattern.compile("(?<=[?&])continue(=[^&]*)?(&|$)");

  private static final int LARGEST = 200_000;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private final String user;
  private final String key;
  private final transient Function<Map<String, Object>, String> restore;
  private String untouched = "";
  private String kept = "";
  private boolean listening;

  /** As stored. */
  private record Stored(long at, Map<String, Object> typed) {}

  /**
   * @param user whose draft it is
   * @param address of the form, with its parameters
   * @param restore fills the form in; answers with what could not be kept, or nothing
   */
  public Draft(String user, String address, Function<Map<String, Object>, String> restore) {
    this.user = user;
    this.restore = restore;
    key = key(user, address);
    addClassNames("notice", "draft");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  private static String key(String user, String address) {
    return PREFIX + user + " " + WAY_BACK.matcher(address).replaceAll("").replaceAll("[?&]$", "");
  }

  /** The form is filled in for a new beginning: from now on changes count. */
  public void begin(Map<String, Object> typed) {
    untouched = JSON.writeValueAsString(typed);
    kept = untouched;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    listening = false;
    WebStorage.getItem(event.getUI(), Storage.SESSION_STORAGE, key, this::found);
  }

  private void found(@Nullable String text) {
    Optional.ofNullable(text).flatMap(Draft::read).ifPresent(this::show);
    listening = true;
  }

  private static Optional<Stored> read(String text) {
    try {
      return Optional.of(JSON.readValue(text, new TypeReference<Stored>() {}));
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }

  private void show(Stored stored) {
    String text = JSON.writeValueAsString(stored.typed());
    if (text.equals(untouched)) {
      return;
    }
    String lost = restore.apply(stored.typed());
    kept = text;
    Instant at = Instant.ofEpochMilli(stored.at());
    Span words = new Span("Draft restored, typed " + Words.ago(at) + ". " + lost);
    words.addClassNames("sec", "s");
    words.getElement().setAttribute("title", Words.exact(at));
    Button discard = new Button("Discard", click -> startOver());
    discard.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    discard.setAriaLabel("Discard the draft");
    removeAll();
    add(Icon.small("history"), words, discard);
    setVisible(true);
  }

  private void startOver() {
    forget();
    getUI().ifPresent(ui -> ui.refreshCurrentRoute(false));
  }

  /** Keeps what is typed so far; nothing is kept of a form as it was at its beginning. */
  public void keep(Map<String, Object> typed) {
    if (!listening) {
      return;
    }
    String text = JSON.writeValueAsString(typed);
    if (text.equals(kept)) {
      return;
    }
    kept = text;
    if (text.equals(untouched) || text.length() > LARGEST) {
      remove();
    } else {
      store(key, typed);
    }
  }

  /** Takes what is typed along to another form. */
  public void takeTo(String address, Map<String, Object> typed) {
    forget();
    store(key(user, address), typed);
  }

  private void store(String where, Map<String, Object> typed) {
    String text = JSON.writeValueAsString(new Stored(Instant.now().toEpochMilli(), typed));
    getUI().ifPresent(ui -> WebStorage.setItem(ui, Storage.SESSION_STORAGE, where, text));
  }

  /** It was sent, or nobody wants it. */
  public void forget() {
    listening = false;
    remove();
  }

  private void remove() {
    getUI().ifPresent(ui -> WebStorage.removeItem(ui, Storage.SESSION_STORAGE, key));
  }

  /** Leaves none behind for who uses the browser next. */
  public static void forgetAll(UI ui) {
    ui.getPage()
        .executeJs(
            "Object.keys(sessionStorage).filter(key => key.startsWith($0))"
                + ".forEach(key => sessionStorage.removeItem(key))",
            PREFIX);
  }
}
