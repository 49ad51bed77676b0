package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListeningPortsTests {

  @Test
  void tellsLoopbackFromAllInterfaces() {
    String table =
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
           0: 0100007F:4E21 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
           1: 00000000:4E20 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
           2: 0100007F:4E21 0100007F:A000 01 00000000:00000000 00:00000000 00000000     0
           3: 00000000000000000000000001000000:4E22 00000000000000000000000000000000:0000 0A
           4: 00000000000000000000000000000000:4E23 00000000000000000000000000000000:0000 0A
           5: 0000000000000000FFFF00000100007F:4E24 00000000000000000000000000000000:0000 0A
        """;
    assertThat(ListeningPorts.read(table.lines()))
        .isEqualTo(Map.of(20001, false, 20000, true, 20002, false, 20003, true, 20004, false));
  }

  @Test
  void seesThisProcessListen() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(ListeningPorts.ofThisMachine()).containsEntry(socket.getLocalPort(), false);
    }
  }
}
