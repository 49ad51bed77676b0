package dev.rayport.base;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Looks whether the portal's port is free before anything is opened that would have to close. */
@Configuration(proxyBeanMethods = false)
class FreePort {

  private static final int LAST_PORT = 65_535;

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<AbstractConfigurableWebServerFactory> portIsFree() {
    return server -> check(server.getAddress(), server.getPort());
  }

  /**
   * @param address null: all of this machine
   * @param port 0 takes any
   * @throws CannotStart when another program listens there, or this one may not
   */
  static void check(@Nullable InetAddress address, int port) {
    if (port < 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      socket.getLocalPort();
    } catch (BindException e) {
      throw new CannotStart(
          "The portal cannot listen on port %d (%s).".formatted(port, e.getMessage()),
          "End the program that listens there, perhaps another portal, or choose another port, such"
              + " as RAYPORT_PORT=%d.".formatted(port < LAST_PORT ? port + 1 : port - 1));
    } catch (IOException e) {
      throw new CannotStart(
          "The portal cannot listen on port %d of %s (%s)."
              .formatted(port, address, e.getMessage()),
          "Look at SERVER_ADDRESS and RAYPORT_PORT.");
    }
  }
}
