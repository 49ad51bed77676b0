package dev.rayport.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.PortalTest;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@PortalTest
class TemplateServiceTests {

  @Autowired private TemplateService templates;
  @Autowired private BuiltInTemplates builtIn;
  @Autowired private TemplateShelf shelf;
  @Autowired private TenantService tenants;

  @AfterEach
  void signOut() {
    Acting.nobody();
  }

  @Test
  void theBuiltInOnesAreThereByStageAndName() {
    Acting.as("tpl-a", "ada", Role.VIEWER);

    List<TemplateVersion> all = templates.list();

    assertThat(all)
        .filteredOn(TemplateVersion::builtIn)
        .extracting(TemplateVersion::name)
        .contains("batch-inference", "ray-data-cpu", "cpu-small", "scratch", "train-cpu")
        .contains("serve-cpu");
    assertThat(all)
        .isSortedAccordingTo(
            java.util.Comparator.comparing(TemplateVersion::stage)
                .thenComparing(TemplateVersion::name));
  }

  @Test
  void versionsNeverChangeAndBelongToTheirTenant() {
    Acting.as("tpl-b", "lea", Role.LEAD);
    TemplateVersion first = templates.add(source("own", 1));
    TemplateVersion second = templates.add(source("own", 2));

    assertThat(second.version()).isEqualTo(2);
    assertThat(templates.get("own").version()).isEqualTo(2);
    assertThat(templates.get("own@1").yaml()).isEqualTo(first.yaml());
    assertThat(templates.versions("own"))
        .extracting(TemplateVersion::newest)
        .containsExactly(true, false);
    assertThat(templates.resolve("own@1", Map.of()).spec().head().cpus().cores()).isEqualTo(1);

    Acting.as("tpl-c", "eve", Role.LEAD);
    assertThat(catchThrowableOfType(Refusal.class, () -> templates.get("own")).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(templates.list()).extracting(TemplateVersion::name).doesNotContain("own");
  }

  @Test
  void aNameThatALaterReleaseBringsStaysTheTenantsThatHadIt() {
    Acting.as("tpl-early", "lea", Role.LEAD);
    String source = source("scratch", 1);
    shelf.add("tpl-early", TemplateReader.read(source), source, "lea");

    assertThat(templates.get("scratch").builtIn()).isFalse();
    assertThat(templates.get("scratch@1").builtIn()).isFalse();
    assertThat(templates.resolve("scratch", Map.of()).version()).isEqualTo(1);
    assertThat(templates.add(source("scratch", 2)).version()).isEqualTo(2);
    assertThat(templates.versions("scratch"))
        .extracting(TemplateVersion::version)
        .containsExactly(2, 1);
    assertThat(templates.list()).filteredOn(t -> t.name().equals("scratch")).hasSize(1);

    Acting.as("tpl-late", "lea", Role.LEAD);
    assertThat(templates.get("scratch").builtIn()).isTrue();
  }

  @Test
  void whatAnAdministratorDidNotAllotIsNeitherListedNorUsed() {
    Acting.as("default", "root", Role.ADMINISTRATOR);
    TenantId tenant = new TenantId("tpl-few");
    tenants.create(tenant);
    tenants.allowTemplates(tenant, Optional.of(List.of("scratch", "own")));

    Acting.as("tpl-few", "lea", Role.LEAD);

    assertThat(templates.list()).extracting(TemplateVersion::name).containsExactly("scratch");
    TemplateQuery all =
        new TemplateQuery(
            Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty());
    assertThat(templates.slice(all, SliceRequest.first(50)).items())
        .extracting(TemplateVersion::name)
        .containsExactly("scratch");
    assertThat(templates.resolve("scratch", Map.of()).name()).isEqualTo("scratch");
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> templates.resolve("cpu-small@1", Map.of()));
    assertThat(refusal.errors().getFirst().field()).isEqualTo("template");
    assertThat(templates.add(source("own", 1)).version()).isEqualTo(1);
    assertThat(catchThrowableOfType(Refusal.class, () -> templates.add(source("other", 1))))
        .hasMessageContaining("ask an administrator");
  }

  @Test
  void builtInNamesAreTaken() {
    Acting.as("tpl-d", "lea", Role.LEAD);
    assertThat(
            catchThrowableOfType(Refusal.class, () -> templates.add(source("cpu-small", 1))).code())
        .isEqualTo("name-taken");
  }

  @Test
  void researchersCannotAddAny() {
    Acting.as("tpl-e", "ada", Role.RESEARCHER);
    assertThat(
            catchThrowableOfType(
                AccessDeniedException.class, () -> templates.add(source("mine", 1))))
        .isNotNull();
  }

  @Test
  void aChangedFileIsANewVersionAndAnUnchangedOneIsNot() {
    Acting.as("tpl-f", "ada", Role.VIEWER);
    builtIn.sync(source("shipped", 1));
    builtIn.sync(source("shipped", 1));
    builtIn.sync(source("shipped", 2));

    assertThat(templates.versions("shipped"))
        .extracting(TemplateVersion::version)
        .containsExactly(2, 1);
  }

  private static String source(String name, int cpus) {
    return """
    name: %s
    stage: TRAINING
    ray: 2.58.0
    head: {cpus: %d, memory: 2Gi}
    """
        .formatted(name, cpus);
  }
}
