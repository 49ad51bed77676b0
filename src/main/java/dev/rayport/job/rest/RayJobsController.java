package dev.rayport.job.rest;

import dev.rayport.base.Refusal;
import dev.rayport.job.DoorJob;
import dev.rayport.job.JobLogService;
import dev.rayport.job.RayDoor;
import dev.rayport.job.RayPackages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ray's Jobs API over the portal's own services, so that Ray's own clients work: their address is
 * {@code <portal>/ray/<cluster>}, their token the portal's.
 */
@RestController
@RequestMapping("/ray/{cluster}/api")
class RayJobsController {

  /** Since jobs can be deleted (python/ray/dashboard/modules/version.py of Ray 2.58). */
  private static final String API_VERSION = "4";

  private static final int WHOLE = -1;

  private final RayDoor door;
  private final RayPackages packages;
  private final JobLogService logs;
  private final RayLogSockets sockets;
  private final JsonMapper json;

  RayJobsController(
      RayDoor door,
      RayPackages packages,
      JobLogService logs,
      RayLogSockets sockets,
      JsonMapper json) {
    this.door = door;
    this.packages = packages;
    this.logs = logs;
    this.sockets = sockets;
    this.json = json;
  }

  @GetMapping({"/version", "/ray/version"})
  Map<String, String> version(@PathVariable String cluster) {
    return Map.of(
        "version",
        API_VERSION,
        "ray_version",
        door.rayVersion(cluster),
        "ray_commit",
        "",
        "session_name",
        "rayport");
  }

  @GetMapping({"/jobs", "/jobs/"})
  List<RayJobJson> list(@PathVariable String cluster) {
    return door.list(cluster).stream().map(RayJobJson::of).toList();
  }

  @PostMapping({"/jobs", "/jobs/"})
  Map<String, String> submit(@PathVariable String cluster, @RequestBody RaySubmitBody body) {
    DoorJob job = door.submit(body.wish(door.cluster(cluster), packages), body.chosenId());
    return Map.of("job_id", job.submissionId(), "submission_id", job.submissionId());
  }

  @GetMapping("/jobs/{id}")
  RayJobJson get(@PathVariable String cluster, @PathVariable String id) {
    return RayJobJson.of(door.get(cluster, id));
  }

  @PostMapping("/jobs/{id}/stop")
  Map<String, Boolean> stop(@PathVariable String cluster, @PathVariable String id) {
    return Map.of("stopped", door.stop(cluster, id));
  }

  @DeleteMapping("/jobs/{id}")
  Map<String, Boolean> delete(@PathVariable String cluster, @PathVariable String id) {
    door.delete(cluster, id);
    return Map.of("deleted", true);
  }

  @GetMapping("/jobs/{id}/logs")
  void logs(@PathVariable String cluster, @PathVariable String id, HttpServletResponse response)
      throws IOException {
    DoorJob job = door.get(cluster, id);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    try (JsonGenerator answer = json.createGenerator(response.getOutputStream());
        Reader log =
            new InputStreamReader(new LogStream(logs, job.summary()), StandardCharsets.UTF_8)) {
      answer.writeStartObject();
      answer.writeName("logs");
      answer.writeString(log, WHOLE);
      answer.writeEndObject();
    }
  }

  /** Becomes a WebSocket that sends the log from its start until its end. */
  @GetMapping("/jobs/{id}/logs/tail")
  void tail(
      @PathVariable String cluster,
      @PathVariable String id,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    sockets.open(door.get(cluster, id).summary(), request, response);
  }

  @GetMapping("/packages/{protocol}/{name}")
  ResponseEntity<String> hasPackage(
      @PathVariable String cluster, @PathVariable String protocol, @PathVariable String name) {
    door.cluster(cluster);
    check(protocol);
    return packages.find(name).isPresent()
        ? ResponseEntity.ok("")
        : ResponseEntity.status(404)
            .contentType(MediaType.TEXT_PLAIN)
            .body("Package gcs://%s does not exist".formatted(name));
  }

  @PutMapping("/packages/{protocol}/{name}")
  void putPackage(
      @PathVariable String cluster,
      @PathVariable String protocol,
      @PathVariable String name,
      HttpServletRequest request)
      throws IOException {
    door.cluster(cluster);
    check(protocol);
    packages.put(name, request.getContentLengthLong(), request.getInputStream());
  }

  private static void check(String protocol) {
    if (!protocol.equals("gcs")) {
      throw Refusal.invalid("protocol", "Only gcs is taken here, as Ray's own client sends it.");
    }
  }

  /** Ray's clients print the answer as it is. */
  @ExceptionHandler
  ResponseEntity<String> refused(Refusal refusal) {
    return ResponseEntity.status(refusal.kind().status())
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(words(refusal));
  }

  private static String words(Refusal refusal) {
    return refusal.errors().isEmpty()
        ? refusal.detail()
        : String.join(
            "\n", refusal.errors().stream().map(e -> e.field() + ": " + e.message()).toList());
  }
}
