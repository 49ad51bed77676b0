package dev.rayport.base.ui;

import org.springframework.stereotype.Component;

/** Opens logs. */
@Component
public class LogPanes {

  private final Pulses pulses;

  LogPanes(Pulses pulses) {
    this.pulses = pulses;
  }

  public LogPane open(LogPane.Source source) {
    return new LogPane(source, pulses);
  }
}
