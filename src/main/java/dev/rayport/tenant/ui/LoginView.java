package dev.rayport.tenant.ui;

import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.rayport.base.ui.Banner;
import dev.rayport.base.ui.Logo;
import dev.rayport.base.ui.Tone;

/** Sign in with a local account: a plain form, so that browsers and password stores know it. */
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in")
@AnonymousAllowed
class LoginView extends Main implements BeforeEnterObserver {

  private final Div notice = new Div();
  private final HtmlComponent guard = new HtmlComponent("rp-sign-in");

  LoginView() {
    addClassName("login");
    Paragraph what = new Paragraph("Ray clusters for your team");
    what.addClassName("sec");
    Paragraph help = new Paragraph("No account? Ask an administrator of your tenant.");
    help.addClassNames("s", "mut");
    guard.getElement().appendChild(form().getElement());
    Div card = new Div(Logo.block(), new H1("Sign in"), what, notice, guard, help);
    card.addClassNames("logincard", "col");
    add(card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    QueryParameters parameters = event.getLocation().getQueryParameters();
    notice.removeAll();
    if (parameters.getSingleParameter("locked").isPresent()) {
      refused(
          "Too many wrong passwords.",
          "Sign-in with this name is closed from this address for 5 minutes.");
    } else if (parameters.getSingleParameter("error").isPresent()) {
      refused(
          "User name or password is wrong.",
          "After 5 wrong passwords sign-in closes for 5 minutes.");
    }
  }

  private void refused(String what, String next) {
    notice.add(new Banner(Tone.ERR, "circle-x", what, next));
    guard.getElement().setAttribute("refused", true);
  }

  private static HtmlComponent form() {
    HtmlComponent form = new HtmlComponent("form");
    form.getElement()
        .setAttribute("method", "post")
        .setAttribute("action", "login")
        .setAttribute("router-ignore", true);
    Div password = labelled("password", "Password", "password", "current-password");
    password.addClassName("reveal");
    NativeButton submit = new NativeButton("Sign in");
    submit.addClassNames("btn", "p");
    submit.getElement().setAttribute("type", "submit");
    form.getElement()
        .appendChild(
            labelled("username", "User name", "text", "username").getElement(),
            password.getElement(),
            keep().getElement(),
            submit.getElement());
    return form;
  }

  private static Div labelled(String name, String label, String type, String autocomplete) {
    Input input = input(name, type);
    input.addClassName("txt");
    input
        .getElement()
        .setAttribute("autocomplete", autocomplete)
        .setAttribute("autocapitalize", "off")
        .setAttribute("spellcheck", "false")
        .setAttribute("required", true);
    NativeLabel caption = new NativeLabel(label);
    caption.addClassName("lbl");
    caption.setFor(name);
    Div box = new Div(input);
    box.addClassName("inputbox");
    return new Div(caption, box);
  }

  private static NativeLabel keep() {
    NativeLabel keep = new NativeLabel();
    keep.addClassName("keep");
    keep.add(input("remember-me", "checkbox"), new Span("Keep me signed in on this device"));
    return keep;
  }

  private static Input input(String name, String type) {
    Input input = new Input();
    input.setId(name);
    input.setType(type);
    input.getElement().setAttribute("name", name);
    return input;
  }
}
