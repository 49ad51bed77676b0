package dev.rayport.tenant;

import dev.rayport.base.Refusal;
import dev.rayport.base.rest.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;

/**
 * Answers only under the portal's own names, so that a foreign name made to point at this machine
 * (DNS rebinding) opens nothing. Odd paths and methods are refused by the firewall's own rules.
 */
@Component
class HostRule extends StrictHttpFirewall implements RequestRejectedHandler {

  private static final String FOREIGN_NAME =
      "The portal is not served under this name. If it is the portal's own, set it in"
          + " rayport.public-url or rayport.tenant.hosts.";
  private static final String ODD_ADDRESS =
      "The portal does not take such an address or method; see /api/v1/openapi.json for those it"
          + " takes.";
  private final Set<String> names =
      new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]", "::1", "[0:0:0:0:0:0:0:1]"));
  private final ProblemWriter problems;

  HostRule(TenantProperties properties, PortalAddress address, ProblemWriter problems) {
    this.problems = problems;
    address.publicHost().ifPresent(names::add);
    names.addAll(properties.hosts());
    setAllowedHostnames(this::ours);
  }

  private boolean ours(String host) {
    return names.contains(host.toLowerCase(Locale.ROOT));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException reason)
      throws IOException {
    Refusal refusal =
        ours(request.getServerName())
            ? new Refusal(Refusal.Kind.INVALID, "malformed-address", ODD_ADDRESS)
            : new Refusal(Refusal.Kind.INVALID, "unknown-host", FOREIGN_NAME);
    if (ProblemWriter.readBy(request.getRequestURI())) {
      problems.write(request, response, refusal);
    } else {
      response.setStatus(refusal.kind().status());
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().write(refusal.detail() + '\n');
    }
  }
}
