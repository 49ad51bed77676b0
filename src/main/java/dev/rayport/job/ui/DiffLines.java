package dev.rayport.job.ui;

import com.vaadin.flow.component.html.Div;
import dev.rayport.job.JobDetails.SpecChange;
import java.util.List;

/** Differences between two specs, drawn as lines with a plus or minus. */
class DiffLines extends Div {

  DiffLines(List<SpecChange> changes) {
    addClassNames("diff", "said");
    for (SpecChange change : changes) {
      if (change.from() != null) {
        add(line("- ", "del", change.path(), change.from()));
      }
      if (change.to() != null) {
        add(line("+ ", "add", change.path(), change.to()));
      }
    }
  }

  private static Div line(String sign, String style, String path, Object value) {
    Div line = new Div();
    line.setText("%s%s: %s".formatted(sign, path, text(path, value)));
    line.addClassName(style);
    return line;
  }

  private static String text(String path, Object value) {
    boolean secret = path.startsWith("runtimeEnv.env_vars.") && PrintedSecrets.likely(path);
    if (secret) {
      return "…";
    }
    return value instanceof String text ? text.replace("\n", "\\n") : SameThing.json(value);
  }
}
