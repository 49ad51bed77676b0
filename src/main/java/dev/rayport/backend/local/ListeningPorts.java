package dev.rayport.backend.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which TCP ports of this machine are listened on, from {@code /proc/net/tcp} and {@code tcp6}. */
final class ListeningPorts {

  private static final String LISTEN = "0A";
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private ListeningPorts() {}

  /** Port number to whether other machines can reach it; empty where there is no /proc. */
  static Map<Integer, Boolean> ofThisMachine() {
    Map<Integer, Boolean> ports = new TreeMap<>();
    for (Path table : TABLES) {
      try (Stream<String> lines = Files.lines(table)) {
        read(lines).forEach((port, open) -> ports.merge(port, open, Boolean::logicalOr));
      } catch (IOException e) {
        // No IPv6, or no Linux: the other table or the attempt to bind tells.
        continue;
      }
    }
    return ports;
  }

  /** Lines such as {@code 0: 0100007F:4E21 00000000:0000 0A …}. */
  static Map<Integer, Boolean> read(Stream<String> lines) {
    Map<Integer, Boolean> ports = new TreeMap<>();
    lines
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 3 && fields[3].equals(LISTEN))
        .map(fields -> fields[1].split(":"))
        .forEach(local ->
            ports.merge(Integer.parseInt(local[1], 16), !isLoopback(local[0]), Boolean::logicalOr));
    return ports;
  }

  // The kernel prints each 32-bit group in the machine's byte order.
  private static boolean isLoopback(String address) {
    return address.equals("00000000000000000000000001000000")
        || (address.endsWith("7F")
            && (address.length() == 8 || address.startsWith("0000000000000000FFFF0000")));
  }
}
