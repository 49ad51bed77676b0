package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rayport.base.SliceRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@TenantRoomTest
class AuditChainTests {

  private static final TenantId DEFAULT = new TenantId("default");
  @Autowired private ActingAs actingAs;
  @Autowired private AccountService accounts;
  @Autowired private TenantService tenants;
  @Autowired private AuditService audit;
  @Autowired private AuditTrail trail;
  @Autowired private AccountRepository rows;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void aChain() {
    anew();
    for (int i = 1; i <= 5; i++) {
      record("thing.change", "thing-" + i);
    }
    assertThat(check()).isEqualTo(new AuditCheck(5, 0, Optional.empty()));
  }

  /** The portal goes on after the tests. */
  @AfterEach
  void anew() {
    jdbc.sql("delete from audit_entry").update();
    jdbc.sql("update audit_chain set sequence_number = 0, seal = ''").update();
  }

  @Test
  void goesOnWhereItEnded() {
    record("thing.change", "thing-6");

    assertThat(check()).isEqualTo(new AuditCheck(6, 0, Optional.empty()));
  }

  @Test
  void whatWasChangedIsFound() {
    jdbc.sql("update audit_entry set actor = 'eve' where object = 'thing-3'").update();

    AuditCheck found = check();

    assertThat(found.intact()).isFalse();
    assertThat(found.sealed()).isEqualTo(2);
    assertThat(found.broken()).hasValue("Entry 3 was changed after it was written.");
  }

  @Test
  void whatWasMovedBetweenFieldsIsFound() {
    jdbc.sql(
            "update audit_entry set action = 'thing.changet', object = 'hing-2' where object ="
                + " 'thing-2'")
        .update();

    assertThat(check().broken()).hasValue("Entry 2 was changed after it was written.");
  }

  @Test
  void whatWasTakenOutIsFound() {
    jdbc.sql("delete from audit_entry where object = 'thing-4'").update();

    assertThat(check().broken()).hasValue("Entry 4 is missing.");
  }

  @Test
  void whatWasCutOffIsFound() {
    jdbc.sql("delete from audit_entry where object in ('thing-4', 'thing-5')").update();

    assertThat(check().broken()).hasValue("The chain ends at 3, and 5 were written.");
  }

  @Test
  void whatWasPutInIsFound() {
    jdbc.sql(
            "insert into audit_entry (id, occurred_at, actor, address, action, object, outcome,"
                + " detail, sequence_number, seal) select 'au_forged', occurred_at, actor, address,"
                + " action, object, outcome, detail, 6, seal from audit_entry where object ="
                + " 'thing-5'")
        .update();

    record("thing.change", "thing-6");

    AuditCheck found = check();

    assertThat(found.broken()).hasValue("Entry 6 was changed after it was written.");
    assertThat(found.open()).isEqualTo(1);
  }

  @Test
  void leadsReadWhatHappenedInTheirTenantAndCannotCheckTheRest() {
    TenantId own = new TenantId("audited");
    if (!rows.existsByName("audrey")) {
      asAdmin(() -> tenants.create(own));
      asAdmin(() -> accounts.create("audrey", "a long enough one"));
      asAdmin(() -> tenants.setMember(own, "audrey", Role.LEAD));
    }
    actingAs.call(
        "audrey",
        own,
        () -> {
          trail.record("thing.change", "own", "");
          return own;
        });

    List<AuditRecord> read =
        actingAs.call(
            "audrey", own, () -> audit.slice(AuditQuery.ALL, SliceRequest.first(50)).items());

    assertThat(read).extracting(AuditRecord::tenant).containsOnly(Optional.of("audited"));
    assertThat(read).extracting(AuditRecord::object).contains("own");
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> actingAs.call("audrey", own, audit::verify));
  }

  private AuditCheck check() {
    return asAdmin(audit::verify);
  }

  private void record(String action, String object) {
    asAdmin(() -> {
      trail.record(action, object, "");
      return object;
    });
  }

  private <T> T asAdmin(Supplier<T> action) {
    return actingAs.call("admin", DEFAULT, action);
  }
}
