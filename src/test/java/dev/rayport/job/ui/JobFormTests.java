package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import blank.BlankView;
import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.TextArea;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.job.PackageService;
import dev.rayport.job.StoredPackage;
import dev.rayport.template.Stage;
import dev.rayport.template.TemplateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = BlankView.class)
class JobFormTests extends BrowserlessTest {

  private final AtomicInteger changes = new AtomicInteger();

  @Test
  void whatIsShownIsWhatIsAskedFor() {
    Map<String, Object> body =
        Map.of(
            "name",
            "vit",
            "newCluster",
            Map.of("template", "cpu-small@3", "values", Map.of("cpus", 1)),
            "entrypoint",
            "python main.py",
            "runtimeEnv",
            Map.of(
                "uv", List.of("numpy==2.3.5"),
                "env_vars", Map.of("A", "1"),
                "py_modules", List.of("s3://bucket/m.zip"),
                "config", Map.of("setup_timeout_seconds", 60, "eager_install", true),
                "worker_process_setup_hook", "m.setup"),
            "resources",
            Map.of("cpus", 1L, "memory", "2Gi", "custom", Map.of("slot", 1)),
            "metadata",
            Map.of("team", "vision"),
            "timeout",
            "PT12H",
            "retries",
            2);
    JobForm form = form();
    form.show(body);

    assertThat(form.body()).isEqualTo(body);
    assertThat(changes).as("filling in is no change by the user").hasValue(0);
  }

  @Test
  void aStoredPackageIsAskedForByItsHash() {
    JobForm form = form();
    form.show(Map.of("entrypoint", "python main.py", "package", "sha256:ab"));
    form.showPackage("vit-train", new StoredPackage("sha256:ab", 10, 1, 0, false), true);

    assertThat(form.body()).containsEntry("package", "sha256:ab");
    assertThat(form.directory().waits()).isFalse();
  }

  @Test
  void withoutARunningClusterAFreshOneIsOffered() {
    assertThat(form().body()).containsEntry("newCluster", Map.of("template", "cpu-small"));
  }

  @Test
  void emptyFieldsAreNotScoldedBeforeTheFirstTry() {
    JobForm form = form();
    List<FieldError> errors = List.of(new FieldError("entrypoint", "Write the command."));
    form.mark(errors);
    TextArea command = find(TextArea.class).withLabel("Entrypoint").single();
    assertThat(command.isInvalid()).isFalse();

    form.refuse(Refusal.invalid(errors));
    assertThat(command.isInvalid()).isTrue();
    assertThat(command.getErrorMessage()).isEqualTo("Write the command.");
  }

  private JobForm form() {
    TemplateVersion small =
        new TemplateVersion(
            "cpu-small",
            3,
            true,
            Stage.TRAINING,
            "",
            "2.58.0",
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            "",
            Instant.EPOCH,
            "rayport");
    JobForm form =
        new JobForm(
            List.of(), List.of(small), mock(PackageService.class), changes::incrementAndGet);
    UI.getCurrent().add(form);
    return form;
  }
}
