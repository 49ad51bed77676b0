package dev.rayport.cluster.ui;

import dev.rayport.base.ui.Filter;
import dev.rayport.cluster.ClusterSummary;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.PageRequest;

/** The filtered list as comma-separated values (RFC 4180). */
final class ClusterCsv {

  private static final int MOST = 10_000;
  private static final int PAGE = 200;
  private static final String HEAD =
      "id,name,stage,state,reason,workersReady,workersDesired,cpus,gpus,memoryBytes,owner,template,"
          + "createdAt\r\n";

  private ClusterCsv() {}

  static InputStream of(ClusterRows rows, Filter filter) {
    StringBuilder text = new StringBuilder(HEAD);
    for (int page = 0; page * PAGE < MOST; page++) {
      List<ClusterRow> found = rows.page(filter, PageRequest.of(page, PAGE));
      found.forEach(row -> text.append(line(row.cluster())));
      if (found.size() < PAGE) {
        break;
      }
    }
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String line(ClusterSummary cluster) {
    return Stream.of(
                cluster.id(),
                cluster.name(),
                cluster.stage(),
                ClusterLook.of(cluster).word(),
                cluster.reason(),
                cluster.workersReady(),
                cluster.workersDesired(),
                cluster.cpus(),
                cluster.gpus(),
                cluster.memory().bytes(),
                cluster.owner(),
                cluster.template(),
                cluster.createdAt())
            .map(Object::toString)
            .map(ClusterCsv::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** A cell that a spreadsheet takes as text, not as a formula. */
  private static String cell(String text) {
    String plain = text.matches("^[=+@\\-].*") ? "'" + text : text;
    return plain.matches("(?s).*[\",\r\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
  }
}
