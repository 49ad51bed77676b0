package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;

/**
 * A door: a tab on a job's page. A bean; its view is routed into {@link JobLayout} and reads the
 * route parameter {@link JobLayout#PARAMETER}.
 */
public interface JobTab {

  String title();

  /** Ascending, from the left. */
  int order();

  /** A view with {@code @Route(layout = JobLayout.class)}. */
  Class<? extends Component> view();
}
