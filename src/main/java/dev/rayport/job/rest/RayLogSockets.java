package dev.rayport.job.rest;

import dev.rayport.base.Refusal;
import dev.rayport.job.JobLogService;
import dev.rayport.job.JobSummary;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Turns a request for a job's log into a WebSocket; who may ask was decided before. */
@Component
class RayLogSockets {

  private final JobLogService logs;
  private final ServletContext servlets;

  RayLogSockets(JobLogService logs, ServletContext servlets) {
    this.logs = logs;
    this.servlets = servlets;
  }

  void open(JobSummary job, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      throw Refusal.invalid("Upgrade", "This address is a WebSocket; /logs has the log as it is.");
    }
    RayLogTail tail = new RayLogTail(logs, job, SecurityContextHolder.getContext());
    try {
      server()
          .upgradeHttpToWebSocket(
              request,
              response,
              ServerEndpointConfig.Builder.create(RayLogTail.class, "/ray")
                  .configurator(new One(tail))
                  .build(),
              Map.of());
    } catch (DeploymentException e) {
      throw new UncheckedIOException(new IOException("The log cannot be followed", e));
    }
  }

  private ServerContainer server() {
    if (servlets.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer server) {
      return server;
    }
    throw new IllegalStateException("The server has no WebSockets");
  }

  /** One endpoint for one request. */
  private static final class One extends ServerEndpointConfig.Configurator {

    private final RayLogTail tail;

    One(RayLogTail tail) {
      this.tail = tail;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(tail);
    }
  }
}
