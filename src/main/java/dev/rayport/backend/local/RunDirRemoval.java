package dev.rayport.backend.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Removes a directory that jobs may write to, with no more rights than its account has: while
 * another job of the same account exchanges directories for links, root would follow them
 * elsewhere.
 */
record RunDirRemoval(TenantAccounts accounts) {

  private static final int SECONDS = 30;
  // A job may leave directories that even their owner cannot write to.
  private static final String EMPTY_IT =
      "chmod -R u+rwX -- \"$1\"; find \"$1\" -mindepth 1 -delete";

  /** Whether nothing is left; when something is, somebody still writes there. */
  boolean remove(Path runDir) {
    if (!Files.exists(runDir, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    Optional<RunAccount> owner = accounts.ownerOf(runDir);
    if (owner.isEmpty()) {
      return Directories.remove(runDir);
    }
    try {
      empty(runDir, owner.get());
      return Files.deleteIfExists(runDir);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void empty(Path runDir, RunAccount account)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(account.prefix());
    command.addAll(List.of("sh", "-c", EMPTY_IT, "sh", runDir.toString()));
    ProcessBuilder removal = new ProcessBuilder(command);
    removal.environment().keySet().retainAll(List.of("PATH"));
    Process process =
        removal
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
