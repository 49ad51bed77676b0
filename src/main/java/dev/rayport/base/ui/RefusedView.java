package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.rayport.base.Refusal;

/** An object that is not there, or a page that the user's role does not open. */
@ParentLayout(MainLayout.class)
@PageTitle("Not available")
@AnonymousAllowed
class RefusedView extends Div implements HasErrorParameter<Refusal> {

  RefusedView() {
    addClassName("page");
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Refusal> error) {
    Refusal refusal = error.getException();
    boolean missing = refusal.kind() == Refusal.Kind.NOT_FOUND;
    removeAll();
    add(
        PageHead.hiddenTitle(refusal.kind().title()),
        new EmptyState(
            missing ? "search" : "lock",
            missing ? "Not found" : refusal.kind().title(),
            missing
                ? refusal.detail() + " It may have been deleted, or belong to another tenant."
                : refusal.detail(),
            Actions.link("house", "Home", "", "")));
    return refusal.kind().status();
  }
}
