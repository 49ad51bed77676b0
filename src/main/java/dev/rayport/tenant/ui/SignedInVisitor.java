package dev.rayport.tenant.ui;

import dev.rayport.base.ui.Visitor;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells the shell who is signed in. */
@Component
class SignedInVisitor implements Visitor.Source {

  @Override
  public Visitor visitor() {
    CurrentUser user = CurrentUser.require();
    return new Visitor(
        user.name(),
        user.role().name().toLowerCase(Locale.ROOT),
        user.tenant().value(),
        user.role().atLeast(Role.RESEARCHER));
  }
}
