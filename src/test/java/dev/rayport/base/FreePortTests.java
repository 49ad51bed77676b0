package dev.rayport.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTests {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void aPortThatIsTakenIsSaidWithTheNextStep() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, HERE)) {
      int port = other.getLocalPort();

      CannotStart problem =
          catchThrowableOfType(CannotStart.class, () -> FreePort.check(HERE, port));

      assertThat(problem).hasMessageContaining("port " + port).hasMessageContaining("in use");
      assertThat(problem.nextStep()).contains("RAYPORT_PORT=");
    }
  }

  @Test
  void aFreeOneIsLeftFree() throws IOException {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, HERE)) {
      port = other.getLocalPort();
    }

    assertThatCode(() -> FreePort.check(HERE, port)).doesNotThrowAnyException();
    assertThatCode(() -> FreePort.check(HERE, port)).doesNotThrowAnyException();
    assertThatCode(() -> FreePort.check(null, 0)).doesNotThrowAnyException();
  }
}
