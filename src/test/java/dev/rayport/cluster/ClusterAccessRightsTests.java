package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.security.access.AccessDeniedException;

/** Who sees and changes which clusters. */
class ClusterAccessRightsTests extends ClusterWorld {

  @Test
  void aResearcherChangesOnlyWhatIsTheirOwn() {
    ClusterDetails adas = ready("adas");

    Acting.as(tenant, "bob", Role.RESEARCHER);
    Refusal refusal = refusal(() -> service.stop(adas.id()));
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
    assertThat(refusal.detail()).contains("ada");
    assertThat(service.get("adas").summary().state()).isEqualTo(ClusterState.READY);

    Acting.as(tenant, "eve", Role.VIEWER);
    catchThrowableOfType(AccessDeniedException.class, () -> service.stop(adas.id()));
    assertThat(catchThrowableOfType(AccessDeniedException.class, () -> create("eves"))).isNotNull();

    Acting.as(tenant, "lea", Role.LEAD);
    service.stop(adas.id());
    awaitId(adas.id(), ClusterState.STOPPED);
  }

  @Test
  void listsFilterSortAndPageInTheDatabase() {
    create("beta");
    create("alpha");
    create("alphabet");
    ClusterQuery query =
        new ClusterQuery(
            Set.of(),
            Optional.empty(),
            Optional.of("ada"),
            Optional.of("cpu-small"),
            "ALPHA",
            Optional.empty(),
            Optional.empty());

    assertThat(service.list(query, PageRequest.of(0, 1, Sort.by("name"))))
        .extracting(ClusterSummary::name)
        .containsExactly("alpha");
    assertThat(service.count(query)).isEqualTo(2);
    var first =
        service.slice(
            ClusterQuery.all(), new SliceRequest(2, Optional.empty(), Optional.of("name")));
    var rest =
        service.slice(
            ClusterQuery.all(), new SliceRequest(2, first.nextCursor(), Optional.of("name")));
    assertThat(first.items()).extracting(ClusterSummary::name).containsExactly("alpha", "alphabet");
    assertThat(rest.items()).extracting(ClusterSummary::name).containsExactly("beta");
    assertThat(rest.nextCursor()).isEmpty();
  }
}
