package dev.rayport.tenant.rest;

import dev.rayport.base.OutsideUnwell;
import dev.rayport.base.Refusal;
import dev.rayport.base.rest.ProblemWriter;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.ProviderBearers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs a request in by the token in its Authorization header, and by nothing else. */
class BearerTokens extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";
  private static final String TENANT = "X-Rayport-Tenant";
  private final ApiTokens own;
  private final ProviderBearers provider;
  private final ProblemWriter problems;

  BearerTokens(ApiTokens own, ProviderBearers provider, ProblemWriter problems) {
    this.own = own;
    this.provider = provider;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      bearer(request)
          .flatMap(value -> authenticate(value, request))
          .ifPresent(BearerTokens::signIn);
    } catch (Refusal refusal) {
      problems.write(request, response, refusal);
      return;
    } catch (OutsideUnwell silent) {
      problems.unavailable(
          request, response, "The identity provider does not answer; try again in a minute.");
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<Authentication> authenticate(String value, HttpServletRequest request) {
    return ApiTokens.isOurs(value)
        ? own.authenticate(value)
        : provider.authenticate(value, Optional.ofNullable(request.getHeader(TENANT)));
  }

  private Optional<String> bearer(HttpServletRequest request) {
    String header = header(request);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(header.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  /** Where the token is. */
  @Nullable String header(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION);
  }

  private static void signIn(Authentication authentication) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
  }
}
