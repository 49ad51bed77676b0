package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Opens pages, and all that opens on them, and looks whether anything hostile came to life. */
final class PageWalk {

  private static final Pattern ASKS_MORE = Pattern.compile("…");

  /** Whatever is in the page, also within components' own trees. */
  private static final String ALIVE =
      """
      () => {
        const found = [];
        const look = tree => tree.querySelectorAll('*').forEach(each => {
          const evil = each.hasAttribute('data-evil')
            || [...each.attributes].some(a => /^on/.test(a.name) && /evil/.test(a.value))
            || ['href', 'src', 'action', 'xlink:href'].some(
              a => /^\\s*javascript:/i.test(each.getAttribute(a) ?? ''));
          if (evil) found.push(each.outerHTML.slice(0, 200));
          if (each.shadowRoot) look(each.shadowRoot);
        });
        look(document);
        if (window.evil !== undefined) found.push('it ran');
        const root = document.documentElement;
        const wide = document.scrollingElement.scrollWidth - root.clientWidth;
        if (wide > 0) found.push('scrolls sideways by ' + wide);
        return found.join('\\n');
      }
      """;

  private final Page page;
  private final List<String> findings = new ArrayList<>();
  private int dialogs;

  PageWalk(Page page) {
    this.page = page;
    page.onDialog(dialog -> {
      findings.add("%s: a dialog says %s".formatted(page.url(), dialog.message()));
      dialog.dismiss();
    });
  }

  List<String> findings() {
    return findings;
  }

  /** How many dialogs were opened. */
  int dialogs() {
    return dialogs;
  }

  /** Whether it would see something that came to life, also in a component's own tree. */
  boolean sees() {
    page.evaluate(
        """
        () => {
          const host = document.createElement('div');
          document.body.append(host);
          host.attachShadow({mode: 'open'}).append(document.createElement('b'));
          host.shadowRoot.firstChild.setAttribute('data-evil', '');
        }
        """);
    boolean seen = !String.valueOf(page.evaluate(ALIVE)).isEmpty();
    page.reload();
    return seen;
  }

  /**
   * @param text that is to be read on it as it stands
   */
  void visit(String place, String text) {
    open(place);
    assertThat(page.locator("main").first()).containsText(text);
    look(place);
    Locator openers =
        page.locator("main vaadin-button:not([disabled])")
            .filter(new Locator.FilterOptions().setHasText(ASKS_MORE));
    for (int i = 0; i < openers.count(); i++) {
      Locator opener = openers.nth(i);
      if (opener.isVisible()) {
        String here = page.url();
        String name = opener.innerText();
        opener.click();
        Locator dialog = page.locator("vaadin-dialog[opened]");
        page.waitForCondition(() -> dialog.count() > 0 || !page.url().equals(here));
        look(place + ", " + name);
        if (dialog.count() == 0) {
          return;
        }
        dialogs++;
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
      }
    }
  }

  /** The palette, with something typed. */
  void search(String place, String text) {
    open(place);
    page.keyboard().press("Control+k");
    Locator field = page.locator("dialog[open] input").first();
    field.fill(text);
    assertThat(page.locator("dialog[open]").first()).isVisible();
    look("palette");
    page.keyboard().press("Escape");
  }

  private void open(String place) {
    page.navigate("/" + place);
    assertThat(page.locator("h1").first()).isAttached();
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
  }

  private void look(String where) {
    String alive = String.valueOf(page.evaluate(ALIVE));
    if (!alive.isEmpty()) {
      findings.add("%s: %s".formatted(where, alive));
    }
  }
}
