package dev.rayport.tenant.ui;

import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.html.Anchor;
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
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.rayport.base.ui.Banner;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Logo;
import dev.rayport.tenant.IdentityProvider;
import java.util.Set;

/** Sign in: by the identity provider, or with a local account in a form that browsers know. */
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in")
@AnonymousAllowed
class LoginView extends Main implements BeforeEnterObserver {

  private final transient IdentityProvider provider;
  private final Div notice = new Div();
  private final HtmlComponent guard = new HtmlComponent("rp-sign-in");

  LoginView(IdentityProvider provider) {
    this.provider = provider;
    addClassName("login");
    Paragraph what = new Paragraph("Ray clusters for your team");
    what.addClassName("sec");
    Div card = new Div(Logo.block(), new H1("Sign in"), what, notice);
    card.addClassNames("logincard", "col");
    provider.look().ifPresent(look -> card.add(button(look), whereTo(look)));
    if (provider.localAccounts()) {
      provider.look().ifPresent(look -> card.add(or()));
      guard.getElement().appendChild(form(provider.look().isEmpty()).getElement());
      card.add(guard);
    }
    Paragraph help = new Paragraph("No account? Ask an administrator of your tenant.");
    help.addClassNames("s", "mut");
    card.add(help);
    add(card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    notice.removeAll();
    Set<String> asked = event.getLocation().getQueryParameters().getParameters().keySet();
    asked.stream()
        .flatMap(word -> LoginNotice.of(word, provider).stream())
        .findFirst()
        .ifPresent(this::show);
  }

  private void show(LoginNotice says) {
    notice.add(new Banner(says.tone(), says.icon(), says.what(), says.next()));
    if (says.aboutPassword()) {
      guard.getElement().setAttribute("refused", true);
    }
  }

  private static Anchor button(IdentityProvider.Look look) {
    Anchor button = new Anchor("oauth2/authorization/oidc");
    button.add(Icon.of("key-round"), new Span("Sign in with " + look.name()));
    button.addClassNames("btn", "p");
    button.setRouterIgnore(true);
    return button;
  }

  private static Paragraph whereTo(IdentityProvider.Look look) {
    Span host = new Span(look.host());
    host.addClassName("b");
    Paragraph where =
        new Paragraph(
            new Span("You are sent to "), host, new Span(" and back to the page you asked for."));
    where.addClassNames("s", "mut");
    return where;
  }

  private static Div or() {
    Div or = new Div(new Span("or use a local account"));
    or.addClassNames("or", "s", "mut");
    return or;
  }

  private static HtmlComponent form(boolean primary) {
    HtmlComponent form = new HtmlComponent("form");
    form.getElement()
        .setAttribute("method", "post")
        .setAttribute("action", "login")
        .setAttribute("router-ignore", true);
    Div password = labelled("password", "Password", "password", "current-password");
    password.addClassName("reveal");
    NativeButton submit = new NativeButton("Sign in");
    submit.addClassName("btn");
    submit.setClassName("p", primary);
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
