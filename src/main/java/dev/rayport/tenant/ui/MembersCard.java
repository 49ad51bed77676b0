package dev.rayport.tenant.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.Confirm;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Member;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.util.List;
import java.util.Locale;

/** Who belongs to a tenant, to be added, given another role and taken out. */
class MembersCard extends Div {

  private static final int MOST_SHOWN = 100;
  private static final int FEW = 12;
  private static final List<String> HEADS = List.of("User", "Role", "Since", "");

  private final transient TenantService tenants;
  private final transient TenantId tenant;
  private final Card card = new Card("Members");
  private final TextField find = new TextField();
  private final Div table = new Div();

  MembersCard(TenantService tenants, TenantId tenant) {
    this.tenants = tenants;
    this.tenant = tenant;
    find.setPlaceholder("Find a member");
    find.setAriaLabel("Find a member");
    find.setPrefixComponent(Icon.of("search"));
    find.setClearButtonVisible(true);
    find.setValueChangeMode(ValueChangeMode.LAZY);
    find.addValueChangeListener(change -> show());
    card.actions(find, Actions.button("user-plus", "Add member…", "", this::add));
    card.content(table);
    add(card);
    show();
  }

  void show() {
    List<Member> all = tenants.get(tenant).members();
    String wanted = find.getValue().strip().toLowerCase(Locale.ROOT);
    List<Member> found = all.stream().filter(member -> member.user().contains(wanted)).toList();
    find.setVisible(all.size() > FEW);
    card.beside(Words.count(all.size()));
    table.removeAll();
    if (found.isEmpty()) {
      table.add(
          said(
              all.isEmpty()
                  ? "Nobody yet. Add the people who work here; administrators need not be added."
                  : "No member's name has these letters."));
      return;
    }
    table.add(rows(found.subList(0, Math.min(MOST_SHOWN, found.size()))));
    if (found.size() > MOST_SHOWN) {
      table.add(said("%s more; find them by name.".formatted(found.size() - MOST_SHOWN)));
    }
  }

  private static Component said(String text) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName("sec");
    Div padded = new Div(paragraph);
    padded.addClassName("cb");
    return padded;
  }

  private NativeTable rows(List<Member> members) {
    NativeTable rows = new NativeTable();
    rows.addClassName("tbl");
    NativeTableRow head = new NativeTableRow();
    HEADS.forEach(title -> {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      head.add(cell);
    });
    rows.getHead().add(head);
    members.forEach(member -> rows.getBody().add(row(member)));
    return rows;
  }

  private NativeTableRow row(Member member) {
    Span name = new Span(member.user());
    name.addClassName("b");
    NativeTableCell who = new NativeTableCell(name);
    if (!member.enabled()) {
      Span closed = new Span(" account disabled");
      closed.addClassNames("mut", "s");
      who.add(closed);
    }
    RoleSelect role = new RoleSelect();
    role.setAriaLabel("Role of " + member.user());
    role.setValue(member.role());
    role.addValueChangeListener(change -> give(member, change.getValue()));
    Span since = new Span(Words.ago(member.since()));
    since.setTitle(Words.exact(member.since()));
    Button remove = new Button("Remove…", click -> remove(member));
    remove.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
    remove.setAriaLabel("Remove " + member.user());
    NativeTableCell actions = new NativeTableCell(remove);
    actions.addClassName("n");
    return new NativeTableRow(who, new NativeTableCell(role), new NativeTableCell(since), actions);
  }

  private void add() {
    new MemberDialog(tenants, tenant, this::show).open();
  }

  private void give(Member member, Role role) {
    act(
        () -> tenants.setMember(tenant, member.user(), role),
        "%s is %s now".formatted(member.user(), RoleSelect.word(role).toLowerCase(Locale.ROOT)));
  }

  private void remove(Member member) {
    boolean self = member.user().equals(CurrentUser.require().name());
    Confirm.destructive(
        "Remove %s from %s?".formatted(member.user(), tenant),
        self ? "Your own way into this tenant" : "Their way into this tenant, at once",
        "",
        "Their clusters and jobs go on; leads can change them",
        "Remove member",
        "Keep member",
        () ->
            act(
                () -> tenants.removeMember(tenant, member.user()),
                "%s is no longer a member".formatted(member.user())));
  }

  private void act(Runnable change, String done) {
    try {
      change.run();
      Toast.info(done);
    } catch (Refusal refusal) {
      Toast.error(refusal.detail());
    }
    show();
  }
}
