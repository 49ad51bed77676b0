package dev.rayport.job;

import dev.rayport.backend.ReservedEnv;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks Ray's runtime_env before Ray sees it: Ray accepts nonsense and lets the job fail later
 * (fields and forms: python/ray/runtime_env/runtime_env.py, python/ray/_private/runtime_env/ of Ray
 * 2.58).
 */
final class RuntimeEnvRule {

  private static final String ROOT = "runtimeEnv";
  private static final List<String> INSTALLERS = List.of("pip", "uv", "conda");
  private static final Set<String> KNOWN =
      Set.of(
          "working_dir",
          "py_modules",
          "pip",
          "uv",
          "conda",
          "env_vars",
          "py_executable",
          "excludes",
          "config",
          "java_jars",
          "worker_process_setup_hook",
          "nsight",
          "_nsight");
  private static final Set<String> CONTAINERS = Set.of("image_uri", "container");
  private static final Pattern HOOK = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");
  private static final int MAX_VALUE = 32 * 1024;
  private static final int MAX_VALUES = 256 * 1024;
  private static final int LONGEST_SETUP = 86_400;

  private final boolean withPackage;
  private final InstallerRule installers;
  private final Findings findings;

  /**
   * @param requirements the rule for single packages
   * @param withPackage whether the job brings an uploaded working directory
   */
  RuntimeEnvRule(RequirementRule requirements, boolean withPackage, Findings findings) {
    this.withPackage = withPackage;
    this.installers = new InstallerRule(requirements, findings);
    this.findings = findings;
  }

  void check(Map<String, Object> env) {
    findings.unknownKeys(ROOT, env, Stream.concat(KNOWN.stream(), CONTAINERS.stream()).toList());
    CONTAINERS.stream().filter(env::containsKey).forEach(this::refuseContainer);
    env.forEach((key, value) -> {
      if (value == null && KNOWN.contains(key)) {
        findings.add(at(key), "This is null; give a value or leave the field out.");
      }
    });
    checkWorkingDir(env.get("working_dir"));
    checkUris("py_modules", env.get("py_modules"), RemoteArchive.MODULES);
    checkUris("java_jars", env.get("java_jars"), RemoteArchive.JARS);
    checkInstallers(env);
    checkEnvVars(env.get("env_vars"));
    checkConfig(env.get("config"));
    findings.list(at("excludes"), env.get("excludes")).ifPresent(l -> texts("excludes", l));
    checkSmall(env);
  }

  private void refuseContainer(String key) {
    findings.add(
        at(key),
        "A job runs in its cluster's own image; choose a template with that image instead.");
  }

  private void checkWorkingDir(@Nullable Object value) {
    Optional<String> uri = findings.text(at("working_dir"), value);
    if (uri.isEmpty()) {
      return;
    }
    if (withPackage) {
      findings.add(
          at("working_dir"),
          "The job has an uploaded package as working directory already; give one or the other.");
      return;
    }
    RemoteArchive.problemWith(uri.get(), RemoteArchive.DIRECTORIES)
        .ifPresent(problem -> findings.add(at("working_dir"), problem));
  }

  private void checkUris(String key, @Nullable Object value, Set<String> endings) {
    List<?> uris = findings.list(at(key), value).orElse(List.of());
    for (int i = 0; i < uris.size(); i++) {
      String path = "%s[%d]".formatted(at(key), i);
      findings
          .text(path, uris.get(i))
          .flatMap(uri -> RemoteArchive.problemWith(uri, endings))
          .ifPresent(problem -> findings.add(path, problem));
    }
  }

  private void checkInstallers(Map<String, Object> env) {
    List<String> used = INSTALLERS.stream().filter(env::containsKey).toList();
    if (used.size() > 1) {
      findings.add(
          at(used.getLast()),
          "Ray takes only one of pip, uv and conda; this has %s. Move all packages into one."
              .formatted(String.join(" and ", used)));
    }
    installers.pip(at("pip"), env.get("pip"));
    installers.uv(at("uv"), env.get("uv"));
    installers.conda(at("conda"), env.get("conda"));
    if (env.get("py_executable") instanceof String command
        && command.startsWith("uv run")
        && !used.isEmpty()) {
      findings.add(
          at("py_executable"),
          "“uv run” brings its own packages; leave out %s.".formatted(used.getFirst()));
    }
  }

  private void checkEnvVars(@Nullable Object value) {
    Map<String, Object> vars = findings.object(at("env_vars"), value).orElse(Map.of());
    long all = 0;
    for (Map.Entry<String, Object> variable : vars.entrySet()) {
      String path = at("env_vars") + "." + Findings.shown(variable.getKey());
      ReservedEnv.problemWith(variable.getKey()).ifPresent(problem -> findings.add(path, problem));
      if (!(variable.getValue() instanceof String text)) {
        findings.add(
            path,
            "Ray takes only text here, not %s; put it in quotation marks."
                .formatted(Findings.kind(variable.getValue())));
        continue;
      }
      all += text.length();
      if (text.indexOf('\0') >= 0) {
        findings.add(path, "A value cannot hold a NUL character.");
      }
      if (text.length() > MAX_VALUE) {
        findings.add(
            path, "A value may have 32 KiB; put larger ones into a file of the working directory.");
      }
    }
    if (all > MAX_VALUES) {
      findings.add(at("env_vars"), "All values together may have 256 KiB.");
    }
  }

  private void checkConfig(@Nullable Object value) {
    String path = at("config");
    Map<String, Object> config = findings.object(path, value).orElse(Map.of());
    findings.unknownKeys(
        path, config, Set.of("setup_timeout_seconds", "eager_install", "log_files"));
    findings.flag(path + ".eager_install", config.get("eager_install"));
    findings
        .list(path + ".log_files", config.get("log_files"))
        .ifPresent(l -> texts("config.log_files", l));
    Object timeout = config.get("setup_timeout_seconds");
    boolean fine =
        timeout instanceof Integer seconds
            && (seconds == -1 || (seconds >= 1 && seconds <= LONGEST_SETUP));
    if (timeout != null && !fine) {
      findings.add(
          path + ".setup_timeout_seconds",
          "This must be whole seconds from 1 to %d, or -1 for no limit.".formatted(LONGEST_SETUP));
    }
  }

  private void checkSmall(Map<String, Object> env) {
    findings
        .text(at("py_executable"), env.get("py_executable"))
        .filter(String::isBlank)
        .ifPresent(
            blank -> findings.add(at("py_executable"), "Give the command, or leave it out."));
    findings
        .text(at("worker_process_setup_hook"), env.get("worker_process_setup_hook"))
        .filter(hook -> !HOOK.matcher(hook).matches())
        .ifPresent(hook ->
            findings.add(
                at("worker_process_setup_hook"),
                "This must be a module and a function in it, such as my_module.setup."));
    for (String key : List.of("nsight", "_nsight")) {
      Object value = env.get(key);
      if (value != null && !value.equals("default") && !(value instanceof Map)) {
        findings.add(at(key), "This must be “default” or an object of nsys options.");
      }
    }
  }

  private void texts(String key, List<?> items) {
    for (int i = 0; i < items.size(); i++) {
      String path = "%s[%d]".formatted(at(key), i);
      if (findings.text(path, items.get(i)).isEmpty() && items.get(i) == null) {
        findings.add(path, "This is null; give text or leave it out.");
      }
    }
  }

  private static String at(String key) {
    return ROOT + "." + key;
  }
}
