package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** An address that leads nowhere. */
@ParentLayout(MainLayout.class)
@PageTitle("Not found")
@AnonymousAllowed
class NotFoundView extends Div implements HasErrorParameter<NotFoundException> {

  private static final int NOT_FOUND = 404;

  NotFoundView() {
    addClassName("page");
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> error) {
    removeAll();
    add(
        PageHead.hiddenTitle("Not found"),
        new EmptyState(
            "search",
            "Nothing is at this address",
            "It may be mistyped, or belong to another tenant, or have been deleted.",
            Actions.link("house", "Home", "", "")));
    return NOT_FOUND;
  }
}
