package dev.rayport.template;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.AllowedTemplates;
import dev.rayport.tenant.AsLead;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds templates, adds versions, and puts values into them. */
@Service
public class TemplateService {

  private final TemplateShelf shelf;
  private final TemplateSearch search;
  private final AllowedTemplates allowed;
  private final AuditLog audit;
  private final ChangeFeed feed;

  TemplateService(
      TemplateShelf shelf,
      TemplateSearch search,
      AllowedTemplates allowed,
      AuditLog audit,
      ChangeFeed feed) {
    this.shelf = shelf;
    this.search = search;
    this.allowed = allowed;
    this.audit = audit;
    this.feed = feed;
  }

  /** Newest version of each template the tenant may use, by stage and name. */
  @AsViewer
  @Transactional(readOnly = true)
  public List<TemplateVersion> list() {
    Optional<Set<String>> names = allowed.names();
    return shelf.newest(tenant()).stream()
        .filter(version -> names.filter(some -> !some.contains(version.name())).isEmpty())
        .map(this::view)
        .sorted(Comparator.comparing(TemplateVersion::stage).thenComparing(TemplateVersion::name))
        .toList();
  }

  /** As {@link #list()}, by name unless told, stretch by stretch. */
  @AsViewer
  @Transactional(readOnly = true)
  public Slice<TemplateVersion> slice(TemplateQuery query, SliceRequest request) {
    return search.newest(tenant(), allowed.names(), query, request).map(this::view);
  }

  /**
   * @param reference {@code name} (newest version) or {@code name@version}
   * @throws Refusal NOT_FOUND
   */
  @AsViewer
  @Transactional(readOnly = true)
  public TemplateVersion get(String reference) {
    return view(find(reference));
  }

  /**
   * All versions of one template, newest first.
   *
   * @throws Refusal NOT_FOUND
   */
  @AsViewer
  @Transactional(readOnly = true)
  public List<TemplateVersion> versions(String name) {
    List<TemplateVersion> versions =
        shelf.versions(tenant(), name).stream().map(this::view).toList();
    if (versions.isEmpty()) {
      throw Refusal.notFound("template", name);
    }
    return versions;
  }

  /**
   * As {@link #versions(String)}, stretch by stretch.
   *
   * @throws Refusal NOT_FOUND
   */
  @AsViewer
  @Transactional(readOnly = true)
  public Slice<TemplateVersion> sliceVersions(
      String name, TemplateQuery query, SliceRequest request) {
    shelf
        .find(tenant(), new TemplateReference(name, OptionalInt.empty()))
        .orElseThrow(() -> Refusal.notFound("template", name));
    return search.versions(shelf.owner(tenant(), name), name, query, request).map(this::view);
  }

  /**
   * Adds a template or a new version of one of the tenant's own.
   *
   * @param source YAML, or JSON, which is YAML too
   * @throws Refusal naming the line, path and rule
   */
  @AsLead
  @Transactional
  public TemplateVersion add(String source) {
    TemplateDefinition definition = TemplateReader.read(source);
    if (!shelf.mayHave(tenant(), definition.name())) {
      throw Refusal.conflict(
          "name-taken",
          "“%s” ships with Rayport and does not change; choose another name."
              .formatted(definition.name()));
    }
    refuseForbidden(definition.name());
    try {
      TemplateVersionEntity added =
          shelf.add(tenant(), definition, source, CurrentUser.require().name());
      TemplateVersion version = view(added);
      audit.record("template.add", version.reference(), "stage " + version.stage().word());
      feed.publish(new Change(tenant(), "template", version.name()));
      return version;
    } catch (DataIntegrityViolationException | OptimisticLockingFailureException e) {
      throw Refusal.conflict(
          "changed-meanwhile",
          "Somebody added a version of “%s” at the same moment; send yours again."
              .formatted(definition.name()));
    }
  }

  /**
   * Checks values against the template's policy and puts them in.
   *
   * @param reference {@code name} (newest version) or {@code name@version}
   * @throws Refusal naming each field ({@code values.x}) and its rule
   */
  @AsViewer
  @Transactional(readOnly = true)
  public ResolvedTemplate resolve(String reference, Map<String, Object> values) {
    return resolve(reference, ResolveRequest.of(values));
  }

  /** As {@link #resolve(String, Map)}, with stop rules of the request's own. */
  @AsViewer
  @Transactional(readOnly = true)
  public ResolvedTemplate resolve(String reference, ResolveRequest request) {
    TemplateVersionEntity version = find(reference);
    refuseForbidden(version.name());
    TemplateDefinition definition = shelf.definition(version);
    return new TemplateResolver(definition, definition.name() + "@" + version.version())
        .resolve(request, version.version());
  }

  /**
   * Checks changes of something that was made from a template against its policy.
   *
   * @param reference {@code name@version} that it was made from
   * @throws Refusal naming each field ({@code values.x}) and its rule
   */
  @AsViewer
  @Transactional(readOnly = true)
  public Revision.Outcome revise(String reference, Revision revision) {
    TemplateVersionEntity version = find(reference);
    TemplateDefinition definition = shelf.definition(version);
    return new TemplateRevision(definition, definition.name() + "@" + version.version())
        .revise(revision, version.version());
  }

  /**
   * Checks changes of something that was made without a template.
   *
   * @param changes {@code workerGroups} only
   * @throws Refusal naming each field ({@code values.x}) and its rule
   */
  @AsViewer
  public ClusterSpec revise(ClusterSpec spec, Map<String, Object> changes) {
    return TemplateRevision.free(spec, changes);
  }

  private void refuseForbidden(String name) {
    if (!allowed.allows(name)) {
      throw Refusal.invalid(
          "template",
          "“%s” is not among the templates that %s may use; choose another, or ask an administrator."
              .formatted(name, tenant()));
    }
  }

  private TemplateVersionEntity find(String reference) {
    return shelf
        .find(tenant(), TemplateReference.parse(reference))
        .orElseThrow(() -> Refusal.notFound("template", reference));
  }

  private TemplateVersion view(TemplateVersionEntity version) {
    return version.view(shelf.definition(version));
  }

  private static String tenant() {
    return CurrentUser.require().tenant().value();
  }
}
