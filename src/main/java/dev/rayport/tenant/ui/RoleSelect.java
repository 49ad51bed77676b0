package dev.rayport.tenant.ui;

import com.vaadin.flow.component.select.Select;
import dev.rayport.tenant.Role;
import java.util.Locale;

/** The roles that a member can have. */
class RoleSelect extends Select<Role> {

  RoleSelect() {
    setItems(Role.VIEWER, Role.RESEARCHER, Role.LEAD);
    setItemLabelGenerator(RoleSelect::word);
    setEmptySelectionAllowed(false);
  }

  static String word(Role role) {
    return role.name().charAt(0) + role.name().substring(1).toLowerCase(Locale.ROOT);
  }

  static String means(Role role) {
    return switch (role) {
      case VIEWER -> "Looks at everything of the tenant.";
      case RESEARCHER -> "Also creates clusters, submits jobs, and changes what is their own.";
      case LEAD -> "Also changes everything of the tenant, its members and its templates.";
      case ADMINISTRATOR -> "Everything everywhere.";
    };
  }
}
