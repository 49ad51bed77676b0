package dev.rayport.backend.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Removes a directory that jobs may write to, with no more rights than they have: while another job
 * of the same account exchanges directories for links, root would follow them elsewhere.
 */
record RunDirRemoval(RunAccount account) {

  private static final int SECONDS = 30;
  // A job may leave directories that even their owner cannot write to.
  private static final String EMPTY_IT =
      "chmod -R u+rwX -- \"$1\"; find \"$1\" -mindepth 1 -delete";

  /** Whether nothing is left; when something is, somebody still writes there. */
  boolean remove(Path runDir) {
    if (!account.ownsNothingOfThePortal()) {
      return Directories.remove(runDir);
    }
    if (!Files.exists(runDir, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try {
      empty(runDir);
      return Files.deleteIfExists(runDir);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void empty(Path runDir) throws IOException, InterruptedException {
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
