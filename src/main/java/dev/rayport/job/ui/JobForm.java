package dev.rayport.job.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.html.Div;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Refusals;
import dev.rayport.job.PackageService;
import dev.rayport.job.StoredPackage;
import dev.rayport.template.TemplateVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything a job can be asked for; its content is the body of {@code POST /jobs}. */
class JobForm extends Div {

  private final WhereFields where;
  private final CommandFields command;
  private final DirectoryFields directory;
  private final DependencyFields dependencies;
  private final transient List<BodyPart> parts;
  private boolean attempted;
  private boolean filling = true;

  JobForm(
      List<Place> places,
      List<TemplateVersion> templates,
      PackageService packages,
      Runnable changed) {
    Runnable heard =
        () -> {
          if (!filling) {
            changed.run();
          }
        };
    where = new WhereFields(places, templates, heard);
    command = new CommandFields(heard);
    directory = new DirectoryFields(packages, heard);
    dependencies = new DependencyFields(heard);
    LimitFields limits = new LimitFields(heard);
    parts = List.of(where, command, directory, dependencies, limits);
    add(where, command, directory, dependencies, limits);
    addClassNames("scroll", "pad", "jobform");
    filling = false;
  }

  WhereFields where() {
    return where;
  }

  DirectoryFields directory() {
    return directory;
  }

  void focusCommand() {
    command.focusCommand();
  }

  /** Shows a body; {@code runtimeEnv} and the like that no field shows are kept. */
  void show(Map<String, Object> body) {
    filling = true;
    parts.forEach(part -> part.show(body));
    filling = false;
  }

  /** Shows files that the portal has already; {@code again}: another job brought them. */
  void showPackage(String name, StoredPackage stored, boolean again) {
    directory.show(name, stored, again);
  }

  /**
   * What is asked for now.
   *
   * @throws Refusal when the dependencies are no readable YAML
   */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    Map<String, Object> env = new LinkedHashMap<>();
    parts.forEach(part -> part.put(body, env));
    if (!env.isEmpty()) {
      body.put("runtimeEnv", env);
    }
    return body;
  }

  /**
   * What is typed so far, for a draft: secrets, and files that were not sent, are missing; {@link
   * #show} takes it.
   */
  Map<String, Object> typed() {
    Map<String, Object> body = new LinkedHashMap<>();
    Map<String, Object> env = new LinkedHashMap<>();
    parts.forEach(part -> part.putTyped(body, env));
    if (!env.isEmpty()) {
      body.put("runtimeEnv", env);
    }
    return PrintedSecrets.emptied(body);
  }

  /** From now on also empty fields show what is wrong with them. */
  void attempt() {
    attempted = true;
  }

  /** Marks what is wrong, as far as its author has come. */
  void mark(List<FieldError> errors) {
    dependencies.mark(errors);
    Map<String, HasValidation> fields = fields();
    Refusals.clear(fields);
    for (FieldError error : errors) {
      HasValidation field = fields.get(error.field());
      if (field != null && (attempted || !empty(field))) {
        field.setErrorMessage(error.message());
        field.setInvalid(true);
      }
    }
  }

  private static boolean empty(HasValidation field) {
    return field instanceof HasValue<?, ?> value && value.isEmpty();
  }

  /** Marks everything and moves to the first mistake; what belongs to no field becomes a toast. */
  void refuse(Refusal refusal) {
    attempt();
    dependencies.mark(refusal.errors());
    List<FieldError> beside =
        refusal.errors().stream().filter(error -> !dependencies.says(error)).toList();
    if (beside.isEmpty() && !refusal.errors().isEmpty()) {
      return;
    }
    Refusals.show(new Refusal(refusal.kind(), refusal.code(), refusal.detail(), beside), fields());
  }

  private Map<String, HasValidation> fields() {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    parts.forEach(part -> fields.putAll(part.fields()));
    return fields;
  }
}
