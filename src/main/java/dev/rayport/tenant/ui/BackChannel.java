package dev.rayport.tenant.ui;

import dev.rayport.base.Refusal;
import dev.rayport.tenant.OnProvider;
import dev.rayport.tenant.ProviderLogout;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Where the identity provider itself tells that a session has ended: no cookie, a signed token. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnProvider.class)
class BackChannel {

  private static final String PATH = "/logout/connect/back-channel/oidc";

  @Bean
  @Order(0)
  SecurityFilterChain fromProvider(HttpSecurity http) throws Exception {
    http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, PATH));
    http.sessionManagement(
        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    http.csrf(AbstractHttpConfigurer::disable);
    http.logout(AbstractHttpConfigurer::disable);
    http.requestCache(AbstractHttpConfigurer::disable);
    http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
    return http.build();
  }

  @Bean
  SimpleUrlHandlerMapping backChannelMapping(ProviderLogout logout) {
    HttpRequestHandler handler = (request, response) -> hear(logout, request, response);
    return new SimpleUrlHandlerMapping(Map.of(PATH, handler), 0);
  }

  private static void hear(
      ProviderLogout logout, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    try {
      logout.ended(Optional.ofNullable(request.getParameter("logout_token")).orElse(""));
      response.setStatus(HttpServletResponse.SC_OK);
    } catch (Refusal refusal) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      response.setContentType("application/json");
      response.getWriter().write("{\"error\":\"invalid_request\"}");
    }
  }
}
