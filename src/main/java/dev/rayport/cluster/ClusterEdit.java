package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.backend.PlatformFeature;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.cluster.SpecChange.Effect;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.Revision;
import dev.rayport.template.TemplateService;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Demand;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes what a cluster is made from, within its template's policies. */
@Component
class ClusterEdit {

  private static final int LONGEST_TEXT = 1500;
  private static final Set<Effect> AT_REST = EnumSet.of(Effect.GROUP_RESTART, Effect.RESTART);

  private final TemplateService templates;
  private final ClusterBackend backend;
  private final ClusterFinder finder;
  private final ClusterCommands commands;
  private final DriftWatch drifts;
  private final ClusterQuota quota;
  private final GpuLedger gpus;
  private final ClusterJson json;
  private final TransactionTemplate transaction;
  private final Clock clock = Clock.systemUTC();

  ClusterEdit(
      TemplateService templates,
      ClusterBackend backend,
      ClusterFinder finder,
      ClusterCommands commands,
      DriftWatch drifts,
      ClusterQuota quota,
      GpuLedger gpus,
      ClusterJson json,
      TransactionTemplate transaction) {
    this.templates = templates;
    this.backend = backend;
    this.finder = finder;
    this.commands = commands;
    this.drifts = drifts;
    this.quota = quota;
    this.gpus = gpus;
    this.json = json;
    this.transaction = transaction;
  }

  /** A change as it was worked out from the row as it was read. */
  private record Draft(
      ClusterEntity read, ResolvedTemplate after, Optional<Duration> idle, EditPlan plan) {}

  EditPlan plan(ClusterId id, Map<String, Object> values) {
    return draft(finder.require(id.value()), values).plan();
  }

  /** Asks the backend, hence never inside a transaction. */
  ClusterEntity edit(ClusterId id, Map<String, Object> values) {
    ClusterEntity read = transaction.execute(status -> commands.own(id));
    Draft draft = draft(read, values);
    String stake = drifts.atStake(read);
    if (!stake.isEmpty()) {
      throw Refusal.conflict("drifted", stake);
    }
    if (!draft.plan().live()) {
      throw Refusal.conflict("needs-restart", draft.plan().why());
    }
    if (draft.plan().changes().isEmpty()) {
      return read;
    }
    quota.refuseNever(
        read.tenantId,
        new Demand(read.stage.name(), ClusterQuota.amounts(draft.after().spec())),
        kind -> ClusterQuota.field(draft.after(), kind));
    refuseWhatDoesNotFit(read, draft.after());
    return transaction.execute(status -> store(id, draft));
  }

  private Draft draft(ClusterEntity read, Map<String, Object> values) {
    if (read.registered || read.spec == null) {
      throw Refusal.conflict(
          "registered",
          "“%s” runs outside of Rayport; change it where it lives.".formatted(read.name));
    }
    ClusterSpec now = json.spec(read.spec);
    Revision.Outcome outcome = outcome(read, now, values);
    ResolvedTemplate after = outcome.after();
    boolean idleChanges = !outcome.before().idle().equals(after.idle());
    Optional<Duration> idle = read.times.stopWhen().idle();
    List<SpecChange> changes =
        new ArrayList<>(SpecChange.between(now, after.spec(), backend.hasAutoscaler()));
    if (idleChanges && !idle.equals(after.idle())) {
      changes.add(new SpecChange("stopWhen.idle", words(idle), words(after.idle()), Effect.LIVE));
      idle = after.idle();
    }
    refuseSuspended(now, after.spec());
    String stake = drifts.atStake(read);
    String why = stake.isEmpty() ? why(read, changes) : stake;
    return new Draft(read, after, idle, new EditPlan(after.spec(), changes, why.isEmpty(), why));
  }

  private Revision.Outcome outcome(
      ClusterEntity read, ClusterSpec now, Map<String, Object> values) {
    Map<String, Object> chosen = json.values(read.chosenValues);
    if (!read.withoutTemplate()) {
      return templates.revise(read.template(), new Revision(chosen, now, values));
    }
    ClusterSpec edited = templates.revise(now, values);
    ResolvedTemplate before = bare(read, now, chosen);
    return new Revision.Outcome(before, bare(read, edited, chosen));
  }

  private static ResolvedTemplate bare(
      ClusterEntity read, ClusterSpec spec, Map<String, Object> chosen) {
    return new ResolvedTemplate(
        read.templateName,
        0,
        read.stage,
        spec,
        chosen,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private void refuseSuspended(ClusterSpec before, ClusterSpec after) {
    Set<String> rested =
        before.workerGroups().stream()
            .filter(WorkerGroupSpec::suspended)
            .map(WorkerGroupSpec::name)
            .collect(Collectors.toSet());
    boolean asked =
        after.workerGroups().stream()
            .anyMatch(group -> group.suspended() && !rested.contains(group.name()));
    if (asked) {
      backend
          .lacks(PlatformFeature.GROUP_SUSPEND)
          .ifPresent(why -> {
            throw Refusal.invalid("values.workerGroups", why);
          });
    }
  }

  private static String words(Optional<Duration> span) {
    return span.map(DurationWords::of).orElse("never");
  }

  /** Why it may not be changed so now; empty when it may. */
  private static String why(ClusterEntity cluster, List<SpecChange> changes) {
    if (rests(cluster)) {
      return "";
    }
    if (cluster.desired != Desired.RUNNING
        || cluster.state != ClusterState.READY && cluster.state != ClusterState.UPDATING) {
      return "“%s” is %s; change it when it is ready, or while it is suspended."
          .formatted(cluster.name, cluster.state.name().toLowerCase(java.util.Locale.ROOT));
    }
    String restarts =
        changes.stream()
            .filter(change -> AT_REST.contains(change.effect()))
            .map(SpecChange::path)
            .collect(Collectors.joining(", "));
    return restarts.isEmpty()
        ? ""
        : "%s cannot change while it runs. Suspend “%s”, change it, and resume it; its jobs end with that."
            .formatted(restarts, cluster.name);
  }

  /** Nothing of it runs, and nothing is being started. */
  private static boolean rests(ClusterEntity cluster) {
    return cluster.state == ClusterState.SUSPENDED && cluster.desired == Desired.SUSPENDED
        || cluster.state == ClusterState.REQUESTED && cluster.desired == Desired.RUNNING;
  }

  private void refuseWhatDoesNotFit(ClusterEntity cluster, ResolvedTemplate after) {
    Fit fit;
    try {
      fit = backend.fit(cluster.key(), after.spec());
    } catch (BackendException e) {
      return;
    }
    if (fit.answer() == Fit.Answer.NEVER) {
      throw new Refusal(
          Refusal.Kind.UNPROCESSABLE,
          "does-not-fit",
          "This can never run here: %s".formatted(fit.reason()),
          List.of(new FieldError(after.origin(fit.resource()), fit.reason())));
    }
    if (fit.answer() == Fit.Answer.LATER && !rests(cluster)) {
      throw Refusal.conflict(
          "no-capacity",
          "There is no room for that now: %s Stop something, or ask for less."
              .formatted(fit.reason()));
    }
  }

  private ClusterEntity store(ClusterId id, Draft draft) {
    ClusterEntity cluster = commands.own(id);
    ClusterEntity read = draft.read();
    if (!Objects.equals(cluster.spec, read.spec)
        || cluster.state != read.state
        || cluster.desired != read.desired) {
      throw Refusal.conflict(
          "changed-meanwhile",
          "“%s” changed at the same moment; look again and repeat.".formatted(cluster.name));
    }
    ClusterSpec spec = draft.plan().spec();
    String text = json.write(spec);
    boolean other = !text.equals(cluster.spec);
    if (!rests(cluster)) {
      quota.grow(cluster, spec);
    }
    cluster.ask(spec, text);
    if (cluster.mostGpus == 0) {
      gpus.close(cluster);
    }
    cluster.chosenValues = json.write(draft.after().values());
    cluster.times.idleSeconds = draft.idle().map(Duration::toSeconds).orElse(null);
    if (other && !rests(cluster)) {
      cluster.move(ClusterState.UPDATING, Optional.empty(), clock.instant());
      cluster.explain("Its workers are being changed.", "updating");
    }
    return commands.changed(cluster, "cluster.edit", said(draft.plan().changes()));
  }

  private static String said(List<SpecChange> changes) {
    String all = changes.stream().map(SpecChange::text).collect(Collectors.joining("; "));
    String text = "%s changed it: %s.".formatted(CurrentUser.require().name(), all);
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
