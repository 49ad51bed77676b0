package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@TenantRoomTest
class TenantServiceTests {

  private static final TenantId DEFAULT = new TenantId("default");
  private static final TenantId SPEECH = new TenantId("speech");
  private static final String PASSWORD = "a long enough one";
  @Autowired private ActingAs actingAs;
  @Autowired private AccountService accounts;
  @Autowired private TenantService tenants;
  @Autowired private AllowedTemplates allowed;
  @Autowired private Standings standings;
  @Autowired private AccountRepository rows;
  @Autowired private AuditEntryRepository audit;

  @BeforeEach
  void fill() {
    if (!rows.existsByName("lee")) {
      asAdmin(() -> tenants.create(SPEECH));
      asAdmin(() -> accounts.create("lee", PASSWORD));
      asAdmin(() -> accounts.create("rob", PASSWORD));
    }
    asAdmin(() -> tenants.setMember(SPEECH, "lee", Role.LEAD));
  }

  @Test
  void aLeadChangesTheMembersOfTheirOwnTenantAndOfNoOther() {
    asLead(() -> tenants.setMember(SPEECH, "rob", Role.RESEARCHER));

    assertThat(asLead(() -> tenants.get(SPEECH)).members())
        .extracting(Member::user, Member::role)
        .containsExactly(tuple("lee", Role.LEAD), tuple("rob", Role.RESEARCHER));
    assertNotThere(() -> asLead(() -> tenants.setMember(DEFAULT, "rob", Role.RESEARCHER)));
    assertNotThere(() -> asLead(() -> tenants.get(DEFAULT)));
    assertNotThere(() -> asLead(() -> tenants.get(new TenantId("nowhere"))));
    assertThat(asLead(() -> tenants.slice(SliceRequest.first(10))).items())
        .extracting(TenantDetails::id)
        .containsExactly(SPEECH);
    assertThat(audit.findByActorOrderByOccurredAt("lee"))
        .anyMatch(entry -> entry.action().equals("member.set"));
  }

  @Test
  void aResearcherChangesNoMembers() {
    asAdmin(() -> tenants.setMember(SPEECH, "rob", Role.RESEARCHER));

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> as("rob", SPEECH, () -> tenants.setMember(SPEECH, "rob", Role.LEAD)));
  }

  @Test
  void aLeadMakesNobodyAnAdministratorAndNoTenants() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> asLead(() -> tenants.setMember(SPEECH, "rob", Role.ADMINISTRATOR)))
        .matches(refusal -> refusal.errors().getFirst().field().equals("role"));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> asLead(() -> tenants.create(new TenantId("mine"))));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> asLead(() -> tenants.allowTemplates(SPEECH, Optional.empty())));
  }

  @Test
  void whatATenantMayUseIsSaidByAdministrators() {
    asAdmin(() -> tenants.allowTemplates(SPEECH, Optional.of(List.of("cpu-small", "scratch"))));

    assertThat(asLead(() -> allowed.allows("scratch"))).isTrue();
    assertThat(asLead(() -> allowed.allows("train-cpu"))).isFalse();

    asAdmin(() -> tenants.allowTemplates(SPEECH, Optional.of(List.of())));
    assertThat(asLead(() -> allowed.names())).hasValueSatisfying(n -> assertThat(n).isEmpty());
    asAdmin(() -> tenants.allowTemplates(SPEECH, Optional.empty()));
    assertThat(asLead(() -> allowed.names())).isEmpty();
  }

  @Test
  void aSessionBeginsInTheFirstTenantOfThePortal() {
    asAdmin(() -> tenants.create(new TenantId("acme")));

    assertThat(rows.findByName("admin").map(account -> standings.read(account).firstTenant()))
        .hasValue(Optional.of(DEFAULT));
  }

  private static void assertNotThere(ThrowingCallable call) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(call)
        .matches(refusal -> refusal.kind() == Refusal.Kind.NOT_FOUND);
  }

  private <T> T asLead(Supplier<T> action) {
    return as("lee", SPEECH, action);
  }

  private <T> T as(String name, TenantId tenant, Supplier<T> action) {
    return actingAs.call(name, tenant, action);
  }

  private void asAdmin(Runnable action) {
    as(
        "admin",
        DEFAULT,
        () -> {
          action.run();
          return "";
        });
  }
}
