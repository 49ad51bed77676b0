package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;

/**
 * A door: a tab on a cluster's page. A bean; its view is routed into {@link ClusterLayout} and
 * reads the route parameter {@link ClusterLayout#PARAMETER}.
 */
public interface ClusterTab {

  String title();

  /** Ascending, from the left. */
  int order();

  /** A view with {@code @Route(layout = ClusterLayout.class)}. */
  Class<? extends Component> view();
}
