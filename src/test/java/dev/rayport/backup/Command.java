package dev.rayport.backup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ./rayport backup} and {@code restore}, without the shell around them. */
final class Command {

  private static final Path CLIENT = Path.of("scripts/client").toAbsolutePath();

  private Command() {}

  /** How it ended. */
  record Said(int code, String words) {}

  /** Runs it to its end. */
  static Said run(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(System.getenv().getOrDefault("PYTHON", "python3"), "-B", CLIENT.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    List.of("RAYPORT_URL", "RAYPORT_TOKEN", "RAYPORT_HOME").forEach(environment::remove);
    environment.put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), said);
  }
}
