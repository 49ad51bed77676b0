package dev.rayport.walls;

import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.job.JobService;
import dev.rayport.job.SubmitJob;
import dev.rayport.template.TemplateService;
import dev.rayport.tenant.AccountService;
import dev.rayport.tenant.ActingAs;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.Scope;
import dev.rayport.tenant.SecretSummary;
import dev.rayport.tenant.Secrets;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** People of two tenants, and what one of them owns. */
class TwoTenants {

  /** A word of what the owner's things are called; nobody outside of their tenant may read it. */
  static final String HIDDEN = "zebrafish";

  private static final String PASSWORD = "correct horse battery";
  private static final String RECIPE =
      "{name: wall-recipe, stage: TRAINING, ray: 2.58.0, head: {cpus: 1, memory: 2Gi}}";
  private static final TenantId ONE = new TenantId("wall-one");
  private static final TenantId OTHER = new TenantId("wall-other");

  /** Names stay apart while the portal lives. */
  private static final AtomicInteger MADE = new AtomicInteger();

  private static final Map<String, String> NAMES =
      Map.of(
          "templates", "wall-recipe",
          "tenants", ONE.value(),
          "users", "wall-viewer",
          "secrets", "wall-secret",
          "packages", "_ray_pkg_0.zip");

  /** Who asks. */
  enum Person {
    OWNER,
    COLLEAGUE,
    LEAD,
    VIEWER,
    /** Lead of another tenant. */
    OTHER,
    ADMINISTRATOR,
    ANONYMOUS
  }

  private final AccountService accounts;
  private final TenantService tenants;
  private final ApiTokens tokens;
  private final TemplateService templates;
  private final ClusterService clusters;
  private final JobService jobs;
  private final Secrets secrets;
  private final ActingAs acting;
  private final Map<Person, String> issued = new EnumMap<>(Person.class);
  private Map<String, String> shared = Map.of();

  TwoTenants(ApplicationContext portal) {
    this.accounts = portal.getBean(AccountService.class);
    this.tenants = portal.getBean(TenantService.class);
    this.tokens = portal.getBean(ApiTokens.class);
    this.templates = portal.getBean(TemplateService.class);
    this.clusters = portal.getBean(ClusterService.class);
    this.jobs = portal.getBean(JobService.class);
    this.secrets = portal.getBean(Secrets.class);
    this.acting = portal.getBean(ActingAs.class);
    populate();
  }

  /** Empty: they have none. */
  Optional<String> token(Person person) {
    return Optional.ofNullable(issued.get(person));
  }

  /**
   * What the braces of a route stand for.
   *
   * @param fresh whether it may be changed by the request
   */
  Map<String, String> things(String route, boolean fresh) {
    if (shared.isEmpty() || fresh && !route.startsWith("GET")) {
      Map<String, String> things = make();
      if (shared.isEmpty()) {
        shared = things;
      }
      return named(things, route);
    }
    return named(shared, route);
  }

  private Map<String, String> named(Map<String, String> things, String route) {
    Map<String, String> all = new HashMap<>(things);
    String[] parts = route.split("/");
    // Ray's own addresses have the cluster before the rest.
    int at = parts[1].equals("ray") ? 4 : 3;
    String list = parts.length > at ? parts[at] : "";
    all.put("id", things.getOrDefault(list, "none"));
    all.put("name", NAMES.getOrDefault(list, ""));
    if (route.contains("{user}")) {
      all.put("user", guest());
    }
    return all;
  }

  /** A member of the owner's tenant whom nobody misses. */
  private String guest() {
    String name = "wall-guest-" + MADE.incrementAndGet();
    admin(() -> accounts.create(name, PASSWORD));
    admin(() -> tenants.setMember(ONE, name, Role.VIEWER));
    return name;
  }

  private void populate() {
    if (admin(tenants::list).stream().noneMatch(tenant -> tenant.id().equals(ONE))) {
      admin(() -> tenants.create(ONE));
      admin(() -> tenants.create(OTHER));
      join(Person.OWNER, Role.RESEARCHER);
      join(Person.COLLEAGUE, Role.RESEARCHER);
      join(Person.LEAD, Role.LEAD);
      join(Person.VIEWER, Role.VIEWER);
      join(Person.OTHER, Role.LEAD);
      acting.call(account(Person.LEAD), ONE, () -> templates.add(RECIPE));
    }
    for (Person person : Person.values()) {
      if (person != Person.ANONYMOUS) {
        issued.put(person, issue(account(person), tenant(person)));
      }
    }
  }

  private void join(Person person, Role role) {
    String name = account(person);
    admin(() -> accounts.create(name, PASSWORD));
    admin(() -> tenants.setMember(tenant(person), name, role));
  }

  /** Lets this thread act as them. */
  void signIn(Person person) {
    SecurityContextHolder.clearContext();
    if (person != Person.ANONYMOUS) {
      Authentication who =
          acting.call(
              account(person),
              tenant(person),
              () -> SecurityContextHolder.getContext().getAuthentication());
      SecurityContextHolder.getContext().setAuthentication(who);
    }
  }

  private static String account(Person person) {
    return person == Person.ADMINISTRATOR
        ? "admin"
        : "wall-" + person.name().toLowerCase(Locale.ROOT);
  }

  private static TenantId tenant(Person person) {
    return person == Person.OTHER ? OTHER : ONE;
  }

  private String issue(String account, TenantId tenant) {
    NewToken wish =
        new NewToken(
            "wall " + MADE.incrementAndGet(), Scope.WRITE, Optional.empty(), Optional.empty());
    return acting.call(account, tenant, () -> tokens.issue(wish)).value();
  }

  private <T> T admin(Supplier<T> action) {
    return acting.call("admin", new TenantId("default"), action);
  }

  private Map<String, String> make() {
    int number = MADE.incrementAndGet();
    String name = HIDDEN + "-" + number;
    return acting.call(
        "wall-owner",
        ONE,
        () -> {
          String cluster =
              clusters
                  .create(
                      new CreateCluster(name, "cpu-small", Map.of(), Map.of(), Optional.empty()))
                  .id()
                  .value();
          String job =
              jobs.submit(
                      SubmitJob.of(
                          Map.of("name", name, "cluster", cluster, "entrypoint", "python x.py")))
                  .id()
                  .toString();
          secrets.put(NAMES.get("secrets"), SecretSummary.Scope.USER, HIDDEN);
          NewToken wish =
              new NewToken("wall " + number, Scope.WRITE, Optional.empty(), Optional.empty());
          return Map.ofEntries(
              Map.entry("idOrName", cluster),
              Map.entry("called", name),
              Map.entry("cluster", cluster),
              Map.entry("jobs", job),
              Map.entry("tokens", tokens.issue(wish).token().id()),
              Map.entry("version", "1"),
              Map.entry("protocol", "gcs"),
              Map.entry("number", Integer.toString(number)),
              Map.entry("tenant", ONE.value()),
              Map.entry("stage", "TRAINING"),
              Map.entry("object", "made-by-kubectl"));
        });
  }
}
