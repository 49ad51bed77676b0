package dev.rayport.job;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.Forbidden;
import dev.rayport.template.Stage;
import dev.rayport.tenant.AsAdministrator;
import dev.rayport.tenant.CurrentUser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether the network lets through what the walls between clusters forbid. Policies that nobody
 * enforces look like policies that hold, so a job tries from inside of a cluster.
 */
@Service
public class IsolationCheck {

  private static final String NAME = "isolation-check";
  private static final String TEMPLATE = "cpu-small";
  private static final Map<String, Object> SMALL = Map.of("cpus", 1, "memory", "1536Mi");
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int NOT_ENFORCED = 3;
  private static final JsonMapper JSON = new JsonMapper();

  private final ClusterBackend backend;
  private final PackageService packages;
  private final JobService jobs;

  IsolationCheck(ClusterBackend backend, PackageService packages, JobService jobs) {
    this.backend = backend;
    this.packages = packages;
    this.jobs = jobs;
  }

  /** What the latest check came to. */
  public enum Verdict {
    /** Nothing was reached that must not be. */
    VERIFIED,
    /** Something was reached. */
    NOT_ENFORCED,
    /** It goes on. */
    CHECKING,
    /** It could not be told; the job's log says why. */
    UNKNOWN
  }

  /**
   * The latest check.
   *
   * @param at when it began
   */
  public record Result(Verdict verdict, JobId job, Instant at) {}

  /** Whether there are walls to try. */
  @AsAdministrator
  public boolean possible() {
    return !forbidden().isEmpty();
  }

  /** Starts one, on a small cluster of its own that goes with it. */
  @AsAdministrator
  public JobId start() {
    StoredPackage program = packages.store(new ByteArrayInputStream(program()));
    return jobs.submit(
            new SubmitJob(
                NAME,
                Optional.empty(),
                Optional.of(new SubmitJob.NewCluster(TEMPLATE, SMALL)),
                "python probe.py",
                Optional.of(program.hash()),
                Map.of(),
                JobResources.none(),
                Map.of(),
                Optional.of(LONGEST),
                0))
        .summary()
        .id();
  }

  /** Of the administrator's tenant; empty: nobody has checked. */
  @AsAdministrator
  public Optional<Result> latest() {
    JobQuery named =
        new JobQuery(
            Set.of(), Optional.empty(), Optional.empty(), NAME, Optional.empty(), Optional.empty());
    return jobs
        .list(named, PageRequest.of(0, 1, Sort.by(Sort.Direction.DESC, "createdAt")))
        .stream()
        .findFirst()
        .map(job -> new Result(verdict(job), job.id(), job.createdAt()));
  }

  private Verdict verdict(JobSummary job) {
    if (!job.state().ended()) {
      return Verdict.CHECKING;
    }
    if (job.state() == JobState.SUCCEEDED) {
      return Verdict.VERIFIED;
    }
    return jobs.get(job.id()).exitCode().filter(code -> code == NOT_ENFORCED).isPresent()
        ? Verdict.NOT_ENFORCED
        : Verdict.UNKNOWN;
  }

  private List<Forbidden> forbidden() {
    return backend.forbidden(
        CurrentUser.require().tenant().value(), Stage.TRAINING.name().toLowerCase(Locale.ROOT));
  }

  private byte[] program() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "probe.py", new ClassPathResource("isolation/probe.py").getContentAsByteArray());
      put(zip, "forbidden.json", JSON.writeValueAsBytes(forbidden()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
