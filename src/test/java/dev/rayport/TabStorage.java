package dev.rayport;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.internal.PendingJavaScriptInvocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The session storage of a browser's tab, for tests of pages without a browser. */
public final class TabStorage {

  private final Map<String, String> items = new LinkedHashMap<>();

  /** What is stored now. */
  public Map<String, String> items() {
    return Map.copyOf(items);
  }

  public void put(String key, String value) {
    items.put(key, value);
  }

  /** Does what the page has asked of the storage so far. */
  public void answer() {
    UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().forEach(this::answer);
  }

  private void answer(PendingJavaScriptInvocation asked) {
    String script = asked.getInvocation().getExpression();
    List<?> parameters = asked.getInvocation().getParameters();
    if (script.contains(".setItem(")) {
      items.put(parameters.get(1).toString(), parameters.get(2).toString());
    } else if (script.contains(".removeItem(")) {
      items.remove(parameters.get(1).toString());
    } else if (script.contains(".getItem(")) {
      String item = items.get(parameters.get(1).toString());
      JsonNode answer =
          item == null
              ? JsonNodeFactory.instance.nullNode()
              : JsonNodeFactory.instance.stringNode(item);
      asked.complete(answer);
    }
  }
}
