package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.NodeObservation.Port;
import dev.rayport.backend.NodeObservation.State;
import dev.rayport.base.Quantity;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.StopWhen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodesCardTests {

  @Test
  void processesAndPortsAreToldOfThisMachineOnly() {
    ClusterDetails here = with(node(Optional.of(4711L), ""));
    ClusterDetails pod = with(node(Optional.empty(), ""));

    assertThat(text(nodes(here))).contains("Process").contains("4711");
    assertThat(ports(here).isVisible()).isTrue();
    assertThat(text(nodes(pod))).doesNotContain("Process");
    assertThat(ports(pod).isVisible()).isFalse();
  }

  @Test
  void aNodesReasonIsBriefAndWholeOnPointing() {
    String why = "image r.example/ray:9 cannot be pulled, 40 s (not found)";
    NodesCard card = nodes(with(node(Optional.empty(), why)));

    assertThat(text(card)).contains("cannot be pulled, 40 s").doesNotContain("not found");
    assertThat(card.getElement().getOuterHTML()).contains(why);
  }

  private static NodesCard nodes(ClusterDetails details) {
    NodesCard card = new NodesCard();
    card.show(details);
    return card;
  }

  private static PortsCard ports(ClusterDetails details) {
    PortsCard card = new PortsCard();
    card.show(details);
    return card;
  }

  private static String text(Component component) {
    return component.getElement().getTextRecursively();
  }

  private static NodeObservation node(Optional<Long> pid, String reason) {
    return new NodeObservation(
        "head",
        "head",
        reason.isEmpty() ? State.READY : State.STARTING,
        reason,
        "127.0.0.1",
        Quantity.of(1),
        Quantity.parse("1Gi"),
        0,
        pid,
        Optional.empty(),
        List.of(new Port(8265, "dashboard", false)));
  }

  private static ClusterDetails with(NodeObservation node) {
    return new ClusterDetails(
        ClusterSamples.in(ClusterState.READY),
        Optional.empty(),
        Map.of(),
        Map.of(),
        new StopWhen(Optional.empty(), Optional.empty(), Optional.empty()),
        List.of(),
        List.of(node),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
