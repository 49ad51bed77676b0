package dev.rayport.backend;

import dev.rayport.backend.StubServer.Frames;
import dev.rayport.backend.StubServer.Reply;
import dev.rayport.backend.StubServer.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ray's Jobs API in memory, on a loopback port, with the oddities of Ray 2.58 that the portal has
 * to live with. Nothing moves by itself: a test says when a job runs, writes and ends.
 */
public final class FakeRay implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private final StubServer server = new StubServer(new Api());
  private final Map<String, FakeJob> jobs = new LinkedHashMap<>();
  private final Set<String> packages = new TreeSet<>();
  private final Optional<String> token;
  private boolean refusing;
  private boolean mute;
  private boolean hanging;
  private Optional<Reply> nonsense = Optional.empty();

  public FakeRay(String token) {
    this.token = Optional.of(token);
  }

  public RayEndpoint endpoint() {
    return new RayEndpoint(server.address(), token);
  }

  /** Submission ids in the order they came. */
  public synchronized List<String> submissions() {
    return List.copyOf(jobs.keySet());
  }

  /** The body that was posted for a submission. */
  public synchronized JsonNode submission(String submissionId) {
    return theJob(submissionId).submission;
  }

  public synchronized Set<String> packages() {
    return Set.copyOf(packages);
  }

  public synchronized void run(String submissionId) {
    theJob(submissionId).status = "RUNNING";
    theJob(submissionId).message = "Job is currently running.";
    notifyAll();
  }

  public synchronized void log(String submissionId, String text) {
    theJob(submissionId).log.append(text);
    notifyAll();
  }

  public synchronized void end(String submissionId, RayJob.Status status, int exitCode) {
    FakeJob job = theJob(submissionId);
    job.status = status.name();
    job.exitCode = Optional.of(exitCode);
    job.ended = Optional.of(Instant.now());
    job.message =
        status == RayJob.Status.SUCCEEDED
            ? "Job finished successfully."
            : "Job entrypoint command failed with exit code %d, last available logs (truncated to"
                    .formatted(exitCode)
                + " 20,000 chars):\n"
                + job.log;
    notifyAll();
  }

  /** What Ray counts of a job's tasks, by their state. */
  public synchronized void tasks(String submissionId, Map<String, Long> counts) {
    theJob(submissionId).tasks = Map.copyOf(counts);
  }

  /** From now on submissions are answered 400. */
  public synchronized void refuseSubmissions() {
    refusing = true;
  }

  /** From now on every answer is HTTP 503, as from a proxy before a dead head. */
  public synchronized void fallSilent(boolean silent) {
    mute = silent;
  }

  /** From now on every question is answered with this, whatever was asked. */
  public synchronized void babble(int status, String body) {
    nonsense = Optional.of(new Reply(status, "text/html", body));
  }

  public synchronized void talkSense() {
    nonsense = Optional.empty();
  }

  /** From now on connections are taken and nothing is ever answered, as by a head that is stuck. */
  public synchronized void hang(boolean on) {
    hanging = on;
    notifyAll();
  }

  private synchronized void hangIfAsked() {
    while (hanging) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private FakeJob theJob(String submissionId) {
    FakeJob job = jobs.get(submissionId);
    if (job == null) {
      throw new IllegalArgumentException("never submitted: " + submissionId);
    }
    return job;
  }

  @Override
  public void close() {
    hang(false);
    server.close();
  }

  private final class Api implements StubServer.Handler {

    @Override
    public Reply handle(Request request) {
      hangIfAsked();
      synchronized (FakeRay.this) {
        if (nonsense.isPresent()) {
          return nonsense.get();
        }
        if (mute) {
          return Reply.error(503, "no healthy upstream");
        }
        if (!token.map("Bearer "::concat).equals(sentToken(request))) {
          return Reply.error(403, "Forbidden: Invalid authentication token");
        }
        if (request.headers().getOrDefault("user-agent", "").startsWith("Mozilla")
            || request.headers().containsKey("origin")) {
          return Reply.error(405, "'POST' method not allowed for browser traffic.");
        }
        return answer(request, request.path().replaceFirst("\\?.*", ""));
      }
    }

    private Optional<String> sentToken(Request request) {
      return Optional.ofNullable(request.headers().get("x-ray-authorization"));
    }

    private Reply answer(Request request, String path) {
      if (path.equals("/api/version")) {
        return Reply.json("{\"version\":\"4\",\"ray_version\":\"2.58.0\"}");
      }
      if (path.equals("/api/component_activities")) {
        return Reply.json(activity());
      }
      if (path.startsWith("/api/packages/gcs/")) {
        return packages(request, path.substring("/api/packages/gcs/".length()));
      }
      if (path.equals("/api/jobs/")) {
        return request.method().equals("POST") ? submit(request) : Reply.json(list());
      }
      if (path.startsWith("/api/jobs/")) {
        return job(request, path.substring("/api/jobs/".length()));
      }
      if (path.equals("/api/v0/tasks/summarize")) {
        return Reply.json(summary(request.path()));
      }
      return path.startsWith("/api/v0/")
          ? Reply.json("{\"result\":true,\"data\":{\"result\":{\"result\":[]}}}")
          : Reply.error(404, "404: Not Found");
    }

    private String summary(String path) {
      Map<String, Long> counts =
          jobs.entrySet().stream()
              .filter(job -> path.endsWith("01" + Integer.toHexString(job.getKey().hashCode())))
              .findFirst()
              .map(job -> job.getValue().tasks)
              .orElse(Map.of());
      return "{\"data\":{\"result\":{\"result\":{\"node_id_to_summary\":{\"cluster\":"
          + "{\"summary\":{\"f\":{\"state_counts\":%s}}}}}}}}"
              .formatted(JSON.writeValueAsString(counts));
    }

    private String activity() {
      // A job whose environment is being prepared has no driver yet.
      boolean active = jobs.values().stream().anyMatch(job -> job.status.equals("RUNNING"));
      boolean ever = jobs.values().stream().anyMatch(FakeJob::ended);
      return "{\"driver\":{\"is_active\":\"%s\",\"timestamp\":1000.5,\"last_activity_at\":%s}}"
          .formatted(active ? "ACTIVE" : "INACTIVE", ever ? "940.0" : "null");
    }

    private Reply packages(Request request, String name) {
      if (request.method().equals("PUT")) {
        packages.add(name);
        return Reply.json("");
      }
      return packages.contains(name)
          ? Reply.json("")
          : Reply.error(404, "Package gcs://%s does not exist".formatted(name));
    }

    private Reply submit(Request request) {
      JsonNode body = JSON.readTree(request.text());
      String id = body.path("submission_id").asString("");
      if (refusing) {
        return Reply.error(400, "Traceback (most recent call last):\nValueError: not like this");
      }
      if (jobs.containsKey(id)) {
        return Reply.error(
            500, "ValueError: Job with submission_id %s already exists.".formatted(id));
      }
      jobs.put(id, new FakeJob(body));
      return Reply.json("{\"job_id\":\"%s\",\"submission_id\":\"%s\"}".formatted(id, id));
    }

    private String list() {
      List<Map<String, Object>> all = new ArrayList<>();
      jobs.forEach((id, job) -> all.add(job.details(id)));
      return JSON.writeValueAsString(all);
    }

    private Reply job(Request request, String rest) {
      String id = rest.replaceFirst("/.*", "");
      FakeJob job = jobs.get(id);
      if (job == null) {
        return Reply.error(404, "Job %s does not exist".formatted(id));
      }
      if (rest.endsWith("/stop")) {
        if (job.status.equals("RUNNING")) {
          job.status = "STOPPED";
          job.message = "Job was intentionally stopped.";
          FakeRay.this.notifyAll();
        }
        return Reply.json("{\"stopped\":true}");
      }
      return Reply.json(JSON.writeValueAsString(job.details(id)));
    }

    @Override
    public Optional<Frames> frames(Request request) {
      hangIfAsked();
      String id = request.path().replaceFirst("/api/jobs/(.*)/logs/tail", "$1");
      synchronized (FakeRay.this) {
        return Optional.ofNullable(mute ? null : jobs.get(id)).map(job -> sink -> tail(job, sink));
      }
    }

    private int tail(FakeJob job, StubServer.TextSink sink)
        throws java.io.IOException, InterruptedException {
      int sent = 0;
      while (true) {
        String piece;
        synchronized (FakeRay.this) {
          while (job.log.length() == sent && !job.ended()) {
            FakeRay.this.wait();
          }
          piece = job.log.substring(sent);
        }
        if (piece.isEmpty()) {
          return 1000;
        }
        sink.text(piece);
        sent += piece.length();
      }
    }
  }
}
