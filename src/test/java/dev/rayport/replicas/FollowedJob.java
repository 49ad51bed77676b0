package dev.rayport.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.RayJob;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;

/** A job whose driver writes numbered lines, and which portal keeps it. */
final class FollowedJob {

  private final String id;
  private final String submission;
  private int lines;

  FollowedJob(String cluster, String name) {
    id =
        TwoPortals.id(
            TwoPortals.post(
                0,
                "/jobs",
                "{\"name\":\"%s\",\"cluster\":\"%s\",\"entrypoint\":\"python x.py\"}"
                    .formatted(name, cluster)));
    submission = id + "-1";
    TwoPortals.within(30)
        .until(() -> TwoPortals.RAY.submissions().stream().anyMatch(one -> one.startsWith(id)));
    TwoPortals.RAY.run(submission());
    TwoPortals.within(30).until(() -> state().equals("RUNNING"));
  }

  String id() {
    return id;
  }

  private String submission() {
    return TwoPortals.RAY.submissions().stream()
        .filter(one -> one.startsWith(id))
        .findFirst()
        .orElse(submission);
  }

  String state() {
    return TwoPortals.rows("select state from job where id = ?", id).getFirst();
  }

  void write(int more) {
    for (int i = 0; i < more; i++) {
      TwoPortals.RAY.log(submission(), "line %d of the driver – ü\n".formatted(lines++));
    }
  }

  /** The number of the portal that copies the log. */
  int keeper() {
    String place =
        TwoPortals.rows(
                "select r.place from job_keeper k join replica r on r.id = k.replica"
                    + " where k.job_id = ?",
                id)
            .getFirst();
    return place.startsWith("process %d@".formatted(TwoPortals.portal(0).pid())) ? 0 : 1;
  }

  /** Reads the log to its end as it comes. */
  CompletableFuture<String> follow(int portal) {
    return CompletableFuture.supplyAsync(
        () -> TwoPortals.get(portal, "/jobs/%s/logs?follow=true".formatted(id)).body(),
        task -> Thread.ofVirtual().start(task));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("line %d of the driver – ü\n".formatted(i));
    }
    return text.toString();
  }

  String stored() throws IOException {
    return Files.readString(
        TwoPortals.folder.resolve("home/logs/jobs").resolve(id).resolve("1").resolve("driver.log"));
  }

  /** It succeeds, and no line of it is lost or doubled. */
  void endsRight(long seconds) throws IOException {
    TwoPortals.RAY.end(submission(), RayJob.Status.SUCCEEDED, 0);
    TwoPortals.within(seconds).until(() -> state().equals("SUCCEEDED"));
    TwoPortals.within(seconds)
        .until(
            () -> TwoPortals.rows("select job_id from job_keeper where job_id = ?", id).isEmpty());
    assertThat(stored()).isEqualTo(text());
  }
}
