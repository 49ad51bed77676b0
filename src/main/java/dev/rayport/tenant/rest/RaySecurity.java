package dev.rayport.tenant.rest;

import dev.rayport.base.rest.ProblemWriter;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.ProviderBearers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What Ray's own clients meet below {@code /ray}: the portal's tokens where Ray looks for its own,
 * no session, no cookie, no token in an address. Pages of other sites are turned away.
 */
@Configuration(proxyBeanMethods = false)
class RaySecurity {

  private static final String NO_TOKEN =
      "Use a token of Rayport (rp_…) as Ray's token: RAY_AUTH_MODE=token RAY_AUTH_TOKEN=rp_…";
  private static final String DENIED =
      "Your role, or the scope of this token, does not allow this.";

  @Bean
  @Order(2)
  SecurityFilterChain raysOwnClients(
      HttpSecurity http,
      ApiTokens tokens,
      ProviderBearers bearers,
      RequestBudgets budgets,
      ProblemWriter problems)
      throws Exception {
    http.securityMatcher("/ray/**");
    http.sessionManagement(
        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    http.csrf(AbstractHttpConfigurer::disable);
    http.logout(AbstractHttpConfigurer::disable);
    http.requestCache(AbstractHttpConfigurer::disable);
    http.authorizeHttpRequests(requests ->
        requests
            .requestMatchers(HttpMethod.GET)
            .authenticated()
            .requestMatchers(HttpMethod.HEAD)
            .authenticated()
            .anyRequest()
            .hasAuthority("SCOPE_WRITE"));
    http.exceptionHandling(errors ->
        errors
            .authenticationEntryPoint((request, response, failure) -> say(response, 401, NO_TOKEN))
            .accessDeniedHandler((request, response, denied) -> say(response, 403, DENIED)));
    http.addFilterBefore(new ForeignPages(), AnonymousAuthenticationFilter.class);
    http.addFilterBefore(
        new RayTokens(tokens, bearers, problems), AnonymousAuthenticationFilter.class);
    http.addFilterAfter(new RequestLimit(budgets, problems), AuthorizationFilter.class);
    http.headers(headers ->
        headers.contentSecurityPolicy(
            csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'")));
    return http.build();
  }

  /** Ray's clients print the answer as it is. */
  private static void say(HttpServletResponse response, int status, String words)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(words);
  }

  /** Both headers that Ray takes its token from, in Ray's order. */
  private static final class RayTokens extends BearerTokens {

    RayTokens(ApiTokens tokens, ProviderBearers bearers, ProblemWriter problems) {
      super(tokens, bearers, problems);
    }

    @Override
    @Nullable String header(HttpServletRequest request) {
      String own = super.header(request);
      return own == null ? request.getHeader("X-Ray-Authorization") : own;
    }
  }

  /** A browser says where a WebSocket was opened; programs do not. */
  private static final class ForeignPages extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      String origin = request.getHeader(HttpHeaders.ORIGIN);
      if (origin == null || ours(origin, request.getHeader(HttpHeaders.HOST))) {
        chain.doFilter(request, response);
      } else {
        say(response, 403, "Pages of other sites cannot use this address.");
      }
    }

    private static boolean ours(String origin, @Nullable String host) {
      try {
        return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
      } catch (IllegalArgumentException odd) {
        return false;
      }
    }
  }
}
