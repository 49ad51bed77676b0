package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** A page that failed while it opened. */
@ParentLayout(MainLayout.class)
@PageTitle("Something went wrong")
@AnonymousAllowed
class UnexpectedView extends Div implements HasErrorParameter<Exception> {

  private static final int FAILED = 500;

  UnexpectedView() {
    addClassName("page");
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> error) {
    removeAll();
    add(
        PageHead.hiddenTitle("Something went wrong"),
        new EmptyState(
            "circle-x",
            "This page did not open",
            ErrorHandler.words(error.getException()),
            Actions.link("house", "Home", "", "")));
    return FAILED;
  }
}
