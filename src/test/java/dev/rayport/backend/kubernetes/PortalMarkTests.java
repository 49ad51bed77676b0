package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortalMarkTests {

  @Test
  void aPortalWithoutANameIsMarkedByItsKeyAndANamedOneByItsName() {
    KubernetesProperties unnamed = Backends.properties(Map.of("rayport.kubernetes.instance", ""));
    KubernetesProperties named = Backends.properties(Map.of("rayport.kubernetes.instance", "team"));

    assertThat(unnamed.markedBy("rayport-1a2b").instance()).isEqualTo("rayport-1a2b");
    assertThat(unnamed.markedBy("rayport-1a2b"))
        .usingRecursiveComparison()
        .ignoringFields("instance")
        .isEqualTo(unnamed);
    assertThat(named.markedBy("rayport-1a2b")).isSameAs(named);
  }
}
