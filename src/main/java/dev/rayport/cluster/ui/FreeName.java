package dev.rayport.cluster.ui;

import dev.rayport.base.ResourceName;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.data.domain.PageRequest;

/** Finds a name that no living cluster has, so that nobody must think of one. */
final class FreeName {

  private static final Pattern NUMBER = Pattern.compile("-[0-9]+$");
  private static final int MOST = 200;
  private static final int DIGITS = 4;

  private FreeName() {}

  /** {@code train-cpu} becomes {@code train-cpu-1}, {@code vit-6} becomes {@code vit-7}. */
  static String like(String wanted, ClusterService clusters) {
    String base = NUMBER.matcher(wanted).replaceFirst("");
    int longest = ResourceName.MAX_LENGTH - DIGITS;
    return next(base.length() > longest ? base.substring(0, longest) : base, clusters);
  }

  private static String next(String base, ClusterService clusters) {
    Set<ClusterState> living = EnumSet.allOf(ClusterState.class);
    living.removeIf(state -> !state.living());
    ClusterQuery query =
        new ClusterQuery(
            living,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            base,
            Optional.empty(),
            Optional.empty());
    Set<String> taken = new HashSet<>();
    clusters.list(query, PageRequest.of(0, MOST)).stream()
        .map(ClusterSummary::name)
        .forEach(taken::add);
    int number = 1;
    while (taken.contains(base + "-" + number)) {
      number++;
    }
    return base + "-" + number;
  }
}
