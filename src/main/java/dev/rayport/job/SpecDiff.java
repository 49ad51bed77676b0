package dev.rayport.job;

import dev.rayport.job.JobDetails.SpecChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two specs, as dotted paths. */
final class SpecDiff {

  private final List<SpecChange> changes = new ArrayList<>();

  private SpecDiff() {}

  static List<SpecChange> between(SubmitJob from, SubmitJob to) {
    SpecDiff diff = new SpecDiff();
    diff.compare("", JobSpec.tree(from), JobSpec.tree(to));
    return diff.changes;
  }

  private void compare(String path, @Nullable Object from, @Nullable Object to) {
    if (from instanceof Map<?, ?> left && to instanceof Map<?, ?> right) {
      Set<Object> keys = new LinkedHashSet<>(left.keySet());
      keys.addAll(right.keySet());
      for (Object key : keys) {
        compare(path.isEmpty() ? key.toString() : path + "." + key, left.get(key), right.get(key));
      }
    } else if (from instanceof List<?> left && to instanceof List<?> right) {
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        compare("%s[%d]".formatted(path, i), item(left, i), item(right, i));
      }
    } else if (!Objects.equals(from, to)) {
      changes.add(new SpecChange(path, from, to));
    }
  }

  private static @Nullable Object item(List<?> list, int index) {
    return index < list.size() ? list.get(index) : null;
  }
}
