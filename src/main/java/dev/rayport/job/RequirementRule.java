package dev.rayport.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a requirements file (PEP 508), and options that name hosts. */
final class RequirementRule {

  private static final String VERSION = "(?:===|==|~=|!=|<=|>=|<|>)\\s*[A-Za-z0-9.*+!_-]{1,80}";
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?)\\s*"
              + "(?:\\[[A-Za-z0-9._,\\s-]{0,200}\\])?\\s*"
              + "(?:@\\s*(?<url>\\S+)|(?<versions>\\(?\\s*"
              + VERSION
              + "(?:\\s*,\\s*"
              + VERSION
              + ")*\\s*,?\\s*\\)?))?\\s*(?:;.{1,500})?");
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int MAX_LENGTH = 1000;
  private static final List<String> WITH_HOST =
      List.of(
          "--index-url",
          "-i",
          "--extra-index-url",
          "--find-links",
          "-f",
          "--trusted-host",
          "--proxy",
          "--default-index",
          "--index");
  private static final Set<String> WITH_FILE =
      Set.of("-r", "--requirement", "-c", "--constraint", "-e", "--editable");

  private final Set<String> allowedHosts;
  private final Optional<String> rayVersion;

  /**
   * @param allowedHosts empty: any
   * @param rayVersion of the cluster, where known
   */
  RequirementRule(Set<String> allowedHosts, Optional<String> rayVersion) {
    this.allowedHosts = allowedHosts;
    this.rayVersion = rayVersion;
  }

  /** What is wrong with a line, and what to do; empty when nothing. */
  Optional<String> problemWith(String line) {
    String text = line.strip();
    if (text.isEmpty()) {
      return Optional.of("This line is empty; remove it.");
    }
    if (text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("One package per line, at most %d characters.".formatted(MAX_LENGTH));
    }
    if (text.startsWith("#")) {
      return Optional.empty();
    }
    if (text.startsWith("-") || text.contains(" --")) {
      return Optional.of(
          "“%s” is an option, not a package; options of pip go into pip_install_options, those of uv into uv_pip_install_options."
              .formatted(Findings.shown(text)));
    }
    if (text.matches("[A-Za-z+]+:.*")) {
      return problemWithUrl(text);
    }
    Matcher named = NAMED.matcher(text.replaceFirst("\\s+#.*$", ""));
    if (!named.matches()) {
      return Optional.of(
          "“%s” is no package; write its name and version, such as numpy==2.3.5."
              .formatted(Findings.shown(text)));
    }
    String url = named.group("url");
    return url != null ? problemWithUrl(url) : problemWithRay(named);
  }

  private Optional<String> problemWithRay(Matcher named) {
    String name = named.group("name").toLowerCase(Locale.ROOT).replaceAll("[._-]+", "-");
    String versions = named.group("versions");
    if (!name.equals("ray") || versions == null || rayVersion.isEmpty()) {
      return Optional.empty();
    }
    String wanted = versions.replaceAll("[()\\s]", "");
    return wanted.equals("==" + rayVersion.get())
        ? Optional.empty()
        : Optional.of(
            "The cluster runs Ray %s and a job cannot change it; remove this line or write ray==%s."
                .formatted(rayVersion.get(), rayVersion.get()));
  }

  private Optional<String> problemWithUrl(String text) {
    try {
      URI uri = new URI(text.replaceFirst("^git\\+", "").replaceFirst("\\s.*$", ""));
      if (uri.getScheme() == null
          || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
          || uri.getHost() == null) {
        return Optional.of(
            "“%s”: packages come from an index, or from an http or https address; put local files into the working directory."
                .formatted(Findings.shown(text)));
      }
      return problemWithHost(uri.getHost());
    } catch (URISyntaxException e) {
      return Optional.of("“%s” is no address.".formatted(Findings.shown(text)));
    }
  }

  private Optional<String> problemWithHost(String host) {
    return allowedHosts.isEmpty() || allowedHosts.contains(host.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of(
            "Packages may come from %s, not from %s; an administrator can add it (rayport.job.index-hosts)."
                .formatted(
                    String.join(", ", allowedHosts.stream().sorted().toList()),
                    Findings.shown(host)));
  }

  /** What is wrong with the options of an installer at {@code path}. */
  void options(String path, List<?> options, Findings findings) {
    for (int i = 0; i < options.size(); i++) {
      String at = "%s[%d]".formatted(path, i);
      Optional<String> option = findings.text(at, options.get(i));
      if (option.isEmpty()) {
        continue;
      }
      String name = option.get().replaceFirst("[=\\s].*$", "");
      String rest = option.get().substring(name.length()).replaceFirst("^[=\\s]+", "");
      if (WITH_FILE.contains(name)) {
        findings.add(at, "%s reads files of the node; list the packages instead.".formatted(name));
      } else if (WITH_HOST.contains(name)) {
        boolean inNext = rest.isEmpty() && i + 1 < options.size();
        problemWithAddress(inNext ? String.valueOf(options.get(++i)) : rest)
            .ifPresent(problem -> findings.add(at, problem));
      } else if (option.get().contains("://")) {
        // Installers take shortened and attached spellings too: --index-u=…, -ihttps://…
        problemWithUrl(option.get().replaceFirst("^.*?(https?://)", "$1"))
            .ifPresent(problem -> findings.add(at, problem));
      } else if (!name.startsWith("-") || option.get().chars().anyMatch(Character::isISOControl)) {
        findings.add(
            at, "“%s” is no option; options start with -.".formatted(Findings.shown(option.get())));
      }
    }
  }

  private Optional<String> problemWithAddress(String address) {
    for (String one : address.split("\\s+")) {
      Optional<String> problem =
          one.contains("/")
              ? problemWithUrl(one)
              : problemWithHost(one.replaceFirst(":[0-9]+$", ""));
      if (problem.isPresent() || one.isEmpty()) {
        return problem.isPresent()
            ? problem
            : Optional.of("An address is missing after this option.");
      }
    }
    return Optional.empty();
  }
}
