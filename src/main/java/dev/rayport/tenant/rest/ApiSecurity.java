package dev.rayport.tenant.rest;

import dev.rayport.base.Refusal;
import dev.rayport.base.rest.ProblemWriter;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.ProviderBearers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * What programs meet: no session, no cookie, a token with every request. The OpenAPI document is
 * open, since it says nothing that the source does not, and generators fetch it without a token.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

  private static final String CONTRACT = "/api/v1/openapi.json";
  private static final String TOKENS = "/api/v1/tokens";
  private static final String MAY_WRITE = "SCOPE_WRITE";
  private static final String DENIED =
      "Your role, or the scope of this token, does not allow this.";
  private final ProblemWriter problems;
  private final SecurityContextHolderStrategy contexts;

  ApiSecurity(ProblemWriter problems, SecurityContextHolderStrategy contexts) {
    this.problems = problems;
    this.contexts = contexts;
  }

  @Bean
  @Order(1)
  SecurityFilterChain programs(
      HttpSecurity http,
      ApiTokens tokens,
      ProviderBearers bearers,
      AuthenticationProvider passwords,
      RequestBudgets budgets,
      IdempotentPosts idempotency)
      throws Exception {
    http.securityMatcher("/api/**", "/health", "/health/*");
    http.sessionManagement(
        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    http.csrf(AbstractHttpConfigurer::disable);
    http.logout(AbstractHttpConfigurer::disable);
    http.requestCache(AbstractHttpConfigurer::disable);
    http.authorizeHttpRequests(requests ->
        requests
            .requestMatchers(HttpMethod.GET, CONTRACT, "/health", "/health/*")
            .permitAll()
            .requestMatchers(HttpMethod.GET)
            .authenticated()
            .requestMatchers(HttpMethod.HEAD)
            .authenticated()
            .requestMatchers(HttpMethod.POST, TOKENS)
            .authenticated()
            .anyRequest()
            .hasAuthority(MAY_WRITE));
    http.exceptionHandling(errors ->
        errors
            .authenticationEntryPoint(this::unauthorized)
            .accessDeniedHandler((request, response, denied) ->
                problems.write(request, response, Refusal.forbidden(DENIED))));
    http.addFilterBefore(
        new BearerTokens(tokens, bearers, problems), AnonymousAuthenticationFilter.class);
    http.addFilterBefore(
        passwordsForTokens(new ProviderManager(passwords)), AnonymousAuthenticationFilter.class);
    http.addFilterAfter(new RequestLimit(budgets, problems), AuthorizationFilter.class);
    http.addFilterAfter(idempotency, RequestLimit.class);
    http.headers(headers ->
        headers.contentSecurityPolicy(
            csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'")));
    return http.build();
  }

  /** Keeps the server from running it outside this chain as well. */
  @Bean
  static FilterRegistrationBean<IdempotentPosts> idempotencyOnlyHere(IdempotentPosts filter) {
    FilterRegistrationBean<IdempotentPosts> registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  /** Name and password count only where a token is made. */
  private BasicAuthenticationFilter passwordsForTokens(AuthenticationManager passwords) {
    BasicAuthenticationFilter filter =
        new BasicAuthenticationFilter(passwords, this::unauthorized) {
          @Override
          protected boolean shouldNotFilter(HttpServletRequest request) {
            return !("POST".equals(request.getMethod()) && TOKENS.equals(request.getRequestURI()));
          }
        };
    filter.setSecurityContextHolderStrategy(contexts);
    return filter;
  }

  private void unauthorized(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure instanceof LockedException) {
      response.setHeader("Retry-After", "300");
      problems.write(
          request,
          response,
          new Refusal(Refusal.Kind.TOO_MANY, "too-many-attempts", failure.getMessage()));
    } else {
      problems.unauthorized(request, response);
    }
  }
}
