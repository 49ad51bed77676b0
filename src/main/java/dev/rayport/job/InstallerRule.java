package dev.rayport.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of {@code pip}, {@code uv} and {@code conda} in a runtime_env. */
final class InstallerRule {

  private static final Pattern CONDA_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern CONDA_PACKAGE =
      Pattern.compile("[A-Za-z0-9:/_.-]+(\\[[^\\]]*\\])?\\s*([=<>!~].*|\\s[0-9].*)?");
  private static final Pattern VERSION =
      Pattern.compile("(==|>=|<=|~=|<|>)\\s*[0-9][A-Za-z0-9.*,<>=!~ ]*");
  private static final int MOST = 500;

  private final RequirementRule requirements;
  private final Findings findings;

  InstallerRule(RequirementRule requirements, Findings findings) {
    this.requirements = requirements;
    this.findings = findings;
  }

  void pip(String path, @Nullable Object value) {
    packages(path, value, new Keys("pip_check", "pip_version", "pip_install_options"));
  }

  void uv(String path, @Nullable Object value) {
    packages(path, value, new Keys("uv_check", "uv_version", "uv_pip_install_options"));
  }

  private record Keys(String check, String version, String options) {}

  private void packages(String path, @Nullable Object value, Keys keys) {
    if (value == null) {
      return;
    }
    if (value instanceof List<?> lines) {
      requirements(path, lines);
      return;
    }
    if (!(value instanceof Map)) {
      findings.add(
          path,
          "This must be a list of packages, such as [\"numpy==2.3.5\"], or an object with packages; not %s."
              .formatted(Findings.kind(value)));
      return;
    }
    Map<String, Object> form = findings.object(path, value).orElse(Map.of());
    findings.unknownKeys(
        path, form, Set.of("packages", keys.check(), keys.version(), keys.options()));
    if (form.get("packages") == null) {
      findings.add(path + ".packages", "A list of packages is needed here.");
    }
    findings
        .list(path + ".packages", form.get("packages"))
        .ifPresent(lines -> requirements(path + ".packages", lines));
    findings.flag(path + "." + keys.check(), form.get(keys.check()));
    String version = path + "." + keys.version();
    findings
        .text(version, form.get(keys.version()))
        .filter(text -> !VERSION.matcher(text).matches())
        .ifPresent(text -> findings.add(version, "Write it as ==25.1 or >=24."));
    String options = path + "." + keys.options();
    findings
        .list(options, form.get(keys.options()))
        .ifPresent(list -> requirements.options(options, list, findings));
  }

  private void requirements(String path, List<?> lines) {
    if (lines.size() > MOST) {
      findings.add(path, "%d packages are too many; at most %d.".formatted(lines.size(), MOST));
      return;
    }
    for (int i = 0; i < lines.size(); i++) {
      String at = "%s[%d]".formatted(path, i);
      if (lines.get(i) instanceof String line) {
        requirements.problemWith(line).ifPresent(problem -> findings.add(at, problem));
      } else {
        findings.add(
            at,
            "A package is text such as numpy==2.3.5, not %s."
                .formatted(Findings.kind(lines.get(i))));
      }
    }
  }

  void conda(String path, @Nullable Object value) {
    if (value instanceof String name) {
      if (!CONDA_NAME.matcher(name).matches()) {
        findings.add(
            path,
            "“%s” is no name of a conda environment on the cluster; files are not read, give their content as an object."
                .formatted(Findings.shown(name)));
      }
      return;
    }
    Map<String, Object> form = findings.object(path, value).orElse(Map.of());
    findings.unknownKeys(path, form, Set.of("name", "channels", "dependencies"));
    findings.text(path + ".name", form.get("name"));
    findings.list(path + ".channels", form.get("channels")).ifPresent(l -> channels(path, l));
    if (value != null && form.get("dependencies") == null) {
      findings.add(path + ".dependencies", "A list of dependencies is needed here.");
    }
    findings
        .list(path + ".dependencies", form.get("dependencies"))
        .ifPresent(list -> condaDependencies(path + ".dependencies", list));
  }

  private void channels(String path, List<?> channels) {
    for (int i = 0; i < channels.size(); i++) {
      String at = "%s.channels[%d]".formatted(path, i);
      findings
          .text(at, channels.get(i))
          .filter(channel -> channel.contains(":"))
          .flatMap(requirements::problemWith)
          .ifPresent(problem -> findings.add(at, problem));
    }
  }

  private void condaDependencies(String path, List<?> dependencies) {
    for (int i = 0; i < dependencies.size(); i++) {
      String at = "%s[%d]".formatted(path, i);
      switch (dependencies.get(i)) {
        case String line -> {
          if (!CONDA_PACKAGE.matcher(line.strip()).matches()) {
            findings.add(at, "“%s” is no conda package.".formatted(Findings.shown(line)));
          }
        }
        case Map<?, ?> map when map.size() == 1 && map.get("pip") instanceof List<?> lines ->
            requirements(at + ".pip", lines);
        case null, default ->
            findings.add(at, "A dependency is text such as numpy=2.3, or {\"pip\": […]}.");
      }
    }
  }
}
