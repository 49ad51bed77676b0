package dev.rayport.tenant;

import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How much a tenant may use, and how much it does. */
@Service
public class QuotaService {

  private static final double LARGEST = 1e15;
  private final TenantRepository tenants;
  private final ObjectProvider<QuotaMeter> meters;
  private final ObjectProvider<Allotted> allotted;
  private final AuditLog audit;
  private final ChangeFeed feed;
  private final ApplicationEventPublisher events;

  /** What is used is told by later rooms, which need this one: hence asked for late. */
  QuotaService(
      TenantRepository tenants,
      ObjectProvider<QuotaMeter> meters,
      ObjectProvider<Allotted> allotted,
      AuditLog audit,
      ChangeFeed feed,
      ApplicationEventPublisher events) {
    this.tenants = tenants;
    this.meters = meters;
    this.allotted = allotted;
    this.audit = audit;
    this.feed = feed;
    this.events = events;
  }

  /** Of the current tenant. */
  @AsViewer
  @Transactional(readOnly = true)
  public QuotaState mine() {
    return state(CurrentUser.require().tenant());
  }

  /**
   * @throws Refusal NOT_FOUND, also for another tenant than a lead's own
   */
  @AsLead
  @Transactional(readOnly = true)
  public QuotaState of(TenantId id) {
    CurrentUser user = CurrentUser.require();
    if (!tenants.existsById(id.value())
        || user.role() != Role.ADMINISTRATOR && !user.tenant().equals(id)) {
      throw Refusal.notFound("tenant", id.value());
    }
    return state(id);
  }

  /**
   * Replaces a tenant's quotas. What runs goes on; what waits is looked at again.
   *
   * @throws Refusal NOT_FOUND, or INVALID naming each field
   */
  @AsAdministrator
  @Transactional
  public QuotaState set(TenantId id, PerStage quotas) {
    Tenant tenant =
        tenants.findById(id.value()).orElseThrow(() -> Refusal.notFound("tenant", id.value()));
    check(quotas);
    tenant.limit(quotas);
    tenants.saveAndFlush(tenant);
    String said = QuotaText.write(quotas);
    audit.record(
        "tenant.quotas", id.value(), said.length() > 900 ? said.substring(0, 900) + "…" : said);
    feed.publish(new Change(id.value(), "tenant", id.value()));
    events.publishEvent(new QuotasChanged(id));
    return state(id);
  }

  /** Names of the stages that may have quotas of their own. */
  @AsLead
  public List<String> stages() {
    return allotted.stream().flatMap(each -> each.stages().stream()).toList();
  }

  /** Quotas of a tenant; empty ones for a tenant that is not there. */
  @AsSystem("starts and jobs are held against them, whoever asked for those")
  @Transactional(readOnly = true)
  public PerStage limits(TenantId id) {
    return tenants.findById(id.value()).map(Tenant::quotas).orElse(PerStage.NONE);
  }

  /**
   * Keeps others from taking anything of the tenant's quotas until the transaction ends.
   *
   * @return its quotas now
   */
  @AsSystem("what is counted must not change until it is taken")
  @Transactional(propagation = Propagation.MANDATORY)
  public PerStage lock(TenantId id) {
    return tenants.lock(id.value()).map(Tenant::quotas).orElse(PerStage.NONE);
  }

  private QuotaState state(TenantId id) {
    PerStage use =
        meters.stream().map(meter -> meter.use(id)).reduce(PerStage.NONE, PerStage::plus);
    return new QuotaState(id, limits(id), use);
  }

  private void check(PerStage quotas) {
    List<FieldError> errors = new ArrayList<>();
    check("", quotas.whole(), errors);
    Set<String> known = stages().stream().collect(Collectors.toSet());
    quotas
        .stages()
        .forEach((stage, amounts) -> {
          String field = "stages." + stage;
          if (!known.contains(stage)) {
            errors.add(
                new FieldError(field, "There is no such stage; there are %s.".formatted(known)));
          }
          check(field + ".", amounts, errors);
        });
    if (!errors.isEmpty()) {
      throw Refusal.invalid(errors);
    }
  }

  private static void check(String path, Amounts amounts, List<FieldError> errors) {
    amounts
        .values()
        .forEach((kind, amount) -> {
          String field = path + kind.field();
          if (!(amount >= 0 && amount <= LARGEST)) {
            errors.add(new FieldError(field, "%s must be 0 or more.".formatted(kind.field())));
          } else if (kind.whole() && amount != Math.rint(amount)) {
            errors.add(new FieldError(field, "%s is a whole number.".formatted(kind.field())));
          }
        });
  }
}
