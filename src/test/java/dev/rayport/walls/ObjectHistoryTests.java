package dev.rayport.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.PortalTest;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.ui.History;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterService;
import dev.rayport.tenant.AuditQuery;
import dev.rayport.tenant.AuditRecord;
import dev.rayport.tenant.AuditService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** What was done with one object is read by all who see it, what was refused by leads. */
@PortalTest
class ObjectHistoryTests {

  @Autowired private ApplicationContext portal;
  @Autowired private AuditService audit;
  @Autowired private ClusterService clusters;
  @Autowired private History.Source source;
  private TwoTenants tenants;
  private ClusterId cluster;

  @BeforeEach
  void aColleagueTriesToStopTheOwnersCluster() {
    tenants = new TwoTenants(portal);
    cluster = new ClusterId(tenants.things("GET /here", false).get("cluster"));
    tenants.signIn(TwoTenants.Person.COLLEAGUE);
    assertThat(catchThrowableOfType(Refusal.class, () -> clusters.stop(cluster)).kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
  }

  @AfterEach
  void away() {
    SecurityContextHolder.clearContext();
  }

  private List<AuditRecord> history(TwoTenants.Person person) {
    tenants.signIn(person);
    return audit.slice(AuditQuery.of(cluster.value()), SliceRequest.first(50)).items();
  }

  @Test
  void leadsReadWhatWasRefusedToo() {
    for (TwoTenants.Person person :
        List.of(TwoTenants.Person.LEAD, TwoTenants.Person.ADMINISTRATOR)) {
      assertThat(history(person)).extracting(AuditRecord::denied).containsExactly(true, false);
      assertThat(history(person).getLast().actor()).isEqualTo("wall-owner");
      assertThat(source.of(cluster.value(), Optional.empty()).items())
          .extracting(History.Line::did)
          .containsExactly("stop", "create");
    }
  }

  @Test
  void othersOfTheTenantReadWhatWasDoneAndNotFromWhere() {
    for (TwoTenants.Person person : List.of(TwoTenants.Person.OWNER, TwoTenants.Person.VIEWER)) {
      assertThat(history(person))
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("cluster.create");
            assertThat(entry.address()).isEmpty();
            assertThat(entry.requestId()).isEmpty();
          });
    }
  }

  @Test
  void anotherTenantReadsNothing() {
    assertThat(history(TwoTenants.Person.OTHER)).isEmpty();
  }

  @Test
  void whoIsNoLeadNamesAnObjectAndReadsNothingOfPeople() {
    tenants.signIn(TwoTenants.Person.OWNER);
    assertThatThrownBy(() -> audit.slice(AuditQuery.ALL, SliceRequest.first(1)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Leads read the audit log");
    assertThat(audit.slice(AuditQuery.of("wall-viewer"), SliceRequest.first(50)).items()).isEmpty();
    assertThat(audit.slice(AuditQuery.of("wall-one"), SliceRequest.first(50)).items()).isEmpty();
  }
}
