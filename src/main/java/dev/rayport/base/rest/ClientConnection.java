package dev.rayport.base.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The connection a request came by, for answers that may be silent for long: the server notices
 * that a client has left only when it writes. Read from Linux's tables of connections; where these
 * do not show it, the client is taken to be there.
 */
public final class ClientConnection {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String ESTABLISHED = "01";
  private static final int GROUP = 4;
  private final String localPort;
  private final String remote;
  private final boolean shown;

  private ClientConnection(String localPort, String remote) {
    this.localPort = localPort;
    this.remote = remote;
    this.shown = state().isPresent();
  }

  public static ClientConnection of(HttpServletRequest request) {
    return new ClientConnection(
        ":%04X".formatted(request.getLocalPort()),
        "%s:%04X".formatted(printed(request.getRemoteAddr()), request.getRemotePort()));
  }

  /** Whether nobody reads the answer any more. */
  public boolean gone() {
    return shown && state().filter(ESTABLISHED::equals).isEmpty();
  }

  /** Lines such as {@code 0: 0100007F:1F90 0100007F:D2B4 01 …}. */
  private Optional<String> state() {
    for (Path table : TABLES) {
      try (Stream<String> lines = Files.lines(table)) {
        Optional<String> state =
            lines
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 3 && fields[1].endsWith(localPort))
                .filter(fields -> fields[2].endsWith(remote))
                .map(fields -> fields[3])
                .findFirst();
        if (state.isPresent()) {
          return state;
        }
      } catch (IOException e) {
        // No IPv6, or no Linux.
        continue;
      }
    }
    return Optional.empty();
  }

  // Each 32-bit group in the machine's byte order; an IPv4 address may stand at the end of an IPv6.
  private static String printed(String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < bytes.length; i++) {
        int inGroup = i % GROUP;
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        int at = little ? i - inGroup + GROUP - 1 - inGroup : i;
        text.append("%02X".formatted(bytes[at]));
      }
      return text.toString().toUpperCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
