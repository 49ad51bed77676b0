package dev.rayport.base.ui;

import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.menu.MenuConfiguration;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells the browser which letters lead where: {@code g} then a place, or a letter that creates. */
final class ShellKeys {

  static final String NEW_CLUSTER = "clusters/new";
  static final String NEW_JOB = "jobs/new";

  private ShellKeys() {}

  static void tell(Element element, Visitor visitor) {
    ObjectNode places = JsonNodeFactory.instance.objectNode();
    MenuConfiguration.getMenuEntries()
        .forEach(entry -> {
          String target = SideMenu.target(entry);
          places.put(target.isEmpty() ? "h" : target.substring(0, 1), target);
        });
    ObjectNode creations = JsonNodeFactory.instance.objectNode();
    if (visitor.mayWrite()) {
      Map.of("c", NEW_CLUSTER, "j", NEW_JOB)
          .forEach((key, target) -> {
            if (exists(target)) {
              creations.put(key, target);
            }
          });
    }
    element.setAttribute("data-go", places.toString());
    element.setAttribute("data-new", creations.toString());
  }

  static boolean exists(String target) {
    return RouteConfiguration.forApplicationScope().getRoute(target).isPresent();
  }
}
