package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tabs that belong to this room. */
@Configuration(proxyBeanMethods = false)
class ClusterTabs {

  private record Own(String title, int order, Class<? extends Component> view)
      implements ClusterTab {}

  @Bean
  ClusterTab clusterOverviewTab() {
    return new Own("Overview", 10, ClusterOverviewView.class);
  }

  @Bean
  ClusterTab clusterEventsTab() {
    return new Own("Events", 80, ClusterEventsView.class);
  }

  @Bean
  ClusterTab clusterSpecTab() {
    return new Own("Spec", 90, ClusterSpecView.class);
  }

  @Bean
  ClusterTab clusterHistoryTab() {
    return new Own("History", 100, ClusterHistoryView.class);
  }
}
