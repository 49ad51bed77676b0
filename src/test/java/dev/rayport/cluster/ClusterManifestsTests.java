package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.BackendException;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Clusters in the words of their platform. */
class ClusterManifestsTests extends ClusterWorld {

  @Autowired ClusterManifests manifests;

  @Test
  void aWishIsShownAsTheDocumentItWouldBecomeAndNothingIsMade() {
    backend.documents(true);

    assertThat(manifests.preview(wish("wished", "cpu-small", Optional.empty())))
        .contains(
            "# The mark at the end of its names is another once it is created.\nkind: wanted\nid: not-created-yet\nin: %s-training\nname: wished\n"
                .formatted(tenant));

    assertThat(backend.list()).isEmpty();
    assertThat(refusal(() -> service.get("wished")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(
            refusal(() -> manifests.preview(wish("No_Name", "cpu-small", Optional.empty())))
                .errors())
        .extracting(dev.rayport.base.FieldError::field)
        .containsExactly("name");
  }

  @Test
  void aClusterIsShownAsAskedAndAsItIs() {
    backend.documents(true);
    ClusterDetails cluster = ready("shown");

    assertThat(manifests.wanted(cluster.id()).orElseThrow()).startsWith("kind: wanted\n");
    assertThat(manifests.live(cluster.id()).orElseThrow())
        .contains("kind: live\n", cluster.id().value(), "shown");

    backend.down(true);
    assertThat(manifests.wanted(cluster.id())).isPresent();
    assertThatThrownBy(() -> manifests.live(cluster.id())).isInstanceOf(BackendException.class);
    backend.down(false);
  }

  @Test
  void whereThereAreNoDocumentsNoneAreShown() {
    ClusterDetails cluster = ready("plain");

    assertThat(manifests.preview(wish("other", "cpu-small", Optional.empty()))).isEmpty();
    assertThat(manifests.wanted(cluster.id())).isEmpty();
    assertThat(manifests.live(cluster.id())).isEmpty();
  }

  @Test
  void anotherTenantsClusterIsUnknown() {
    backend.documents(true);
    ClusterDetails cluster = ready("private");
    Acting.as("elsewhere", "eve", Role.ADMINISTRATOR);

    assertThat(refusal(() -> manifests.wanted(cluster.id())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(refusal(() -> manifests.live(cluster.id())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }
}
