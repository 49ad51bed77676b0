package dev.rayport.base.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.stereotype.Component;

/** Gives each open page its {@link Pulse}, and the threads that beat it. */
@Component
class Pulses implements AutoCloseable {

  private final SimpleAsyncTaskScheduler clock = new SimpleAsyncTaskScheduler();
  private final SimpleAsyncTaskExecutor workers = new SimpleAsyncTaskExecutor("page-");

  Pulses() {
    clock.setVirtualThreads(true);
    clock.setThreadNamePrefix("pulse-");
    workers.setVirtualThreads(true);
  }

  Pulse of(UI ui) {
    Pulse existing = ComponentUtil.getData(ui, Pulse.class);
    if (existing != null) {
      return existing;
    }
    Pulse pulse = new Pulse(ui, (time, task) -> clock.schedule(task, time));
    ComponentUtil.setData(ui, Pulse.class, pulse);
    return pulse;
  }

  /** Runs beside the page what takes a while, such as reading a log. */
  void beside(Runnable task) {
    workers.execute(task);
  }

  @Override
  public void close() {
    clock.close();
    workers.close();
  }
}
