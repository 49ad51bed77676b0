package dev.rayport.backend.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whose rights Ray runs with, and says why when they are the portal's. */
final class RunAccounts {

  private static final Logger log = LoggerFactory.getLogger(RunAccounts.class);
  private static final String SEES_RAY_AND_ITS_DIRECTORY =
      "import importlib.util, os, sys;"
          + "sys.exit(not (importlib.util.find_spec('ray') and os.access(sys.argv[1], os.X_OK)))";

  private RunAccounts() {}

  /**
   * The account and what is to be said about it.
   *
   * @param notice empty when jobs are kept from the portal's files
   */
  record Choice(RunAccount account, Optional<String> notice) {}

  static Choice choose(String user, LocalHome home) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return withPortalsRights("the portal was not started as root");
    }
    if (user.isBlank()) {
      return withPortalsRights("rayport.local.user is empty");
    }
    Optional<RunAccount> account = find(user).or(() -> make(user));
    if (account.isEmpty()) {
      return withPortalsRights("the account %s cannot be made".formatted(user));
    }
    return mayRunRay(account.get(), home)
        ? new Choice(account.get(), Optional.empty())
        : withPortalsRights(
            "the account %s cannot run %s or cannot enter %s; choose a RAYPORT_HOME that all may"
                    .formatted(user, home.venv().resolve("bin/python"), home.runRoot())
                + " pass through, such as /var/lib/rayport");
  }

  private static Choice withPortalsRights(String why) {
    return new Choice(
        RunAccount.portal(),
        Optional.of(
            "Jobs run with the portal's rights and can read its files, because %s."
                .formatted(why)));
  }

  static Optional<RunAccount> find(String user) {
    Optional<Integer> uid = id("-u", user);
    Optional<Integer> gid = id("-g", user);
    return uid.isPresent() && gid.isPresent() && uid.get() != 0
        ? Optional.of(new RunAccount(user, uid.get(), gid.get()))
        : Optional.empty();
  }

  private static Optional<Integer> id(String option, String user) {
    return output(List.of("id", option, "--", user)).map(String::strip).map(Integer::valueOf);
  }

  static Optional<RunAccount> make(String user) {
    output(
        List.of(
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir=/nonexistent",
            "--shell=/usr/sbin/nologin",
            user));
    return find(user);
  }

  static boolean mayRunRay(RunAccount account, LocalHome home) {
    List<String> command = new ArrayList<>(account.prefix());
    command.add(home.venv().resolve("bin/python").toString());
    command.addAll(List.of("-I", "-c", SEES_RAY_AND_ITS_DIRECTORY, home.runRoot().toString()));
    return output(command).isPresent();
  }

  /** What a command says on success. */
  private static Optional<String> output(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return Optional.of(output);
      }
      process.destroyForcibly();
    } catch (IOException e) {
      log.warn("{} cannot be run: {}", command.getFirst(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }
}
