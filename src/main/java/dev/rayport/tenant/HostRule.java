package dev.rayport.tenant;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Answers only under the portal's own names, so that a foreign name made to point at this machine
 * (DNS rebinding) opens nothing. Odd paths and methods are refused by the firewall's own rules.
 */
@Configuration(proxyBeanMethods = false)
class HostRule {

  @Bean
  HttpFirewall firewall(TenantProperties properties, PortalAddress address) {
    Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]", "::1"));
    names.add("[0:0:0:0:0:0:0:1]");
    address.publicHost().ifPresent(names::add);
    names.addAll(properties.hosts());
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHostnames(host -> names.contains(host.toLowerCase(Locale.ROOT)));
    return firewall;
  }

  @Bean
  RequestRejectedHandler rejected() {
    return (request, response, reason) -> {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      response.setContentType("text/plain;charset=UTF-8");
      response
          .getWriter()
          .write(
              "This address is not served. If the portal has another name, set it in"
                  + " rayport.public-url or rayport.tenant.hosts.\n");
    };
  }
}
