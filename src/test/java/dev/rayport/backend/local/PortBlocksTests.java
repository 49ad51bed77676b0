package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.BackendException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortBlocksTests {

  private final PortBlocks blocks = new PortBlocks(20000, 20999, b -> true, new Random(1));

  @Test
  void handsOutEachBlockOnceAndThenSaysSo() {
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < blocks.count(); i++) {
      taken.add(blocks.next(taken).base());
    }
    assertThat(taken).containsExactlyInAnyOrder(20000, 20200, 20400, 20600, 20800);
    assertThatThrownBy(() -> blocks.next(taken))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("200 free ports");
  }

  @Test
  void passesOverWhatIsNotFree() {
    PortBlocks picky = new PortBlocks(20000, 20999, b -> b.base() == 20600, new Random(1));
    assertThat(picky.next(Set.of()).base()).isEqualTo(20600);
  }

  @Test
  void aBlockWithOneListenerIsNotFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      int port = socket.getLocalPort();
      assertThat(PortBlocks.isFree(new PortBlock(port))).isFalse();
      assertThat(PortBlocks.isFree(new PortBlock(port - 150))).isFalse();
    }
  }

  @Test
  void noTwoPurposesShareAPort() {
    PortBlock block = new PortBlock(20000);
    assertThat(block.purposes()).hasSize(11);
    assertThat(block.purposes().keySet()).allMatch(port -> port < block.firstWorker());
    assertThat(block.lastWorker()).isEqualTo(20199);
  }
}
