package dev.rayport.tenant.ui;

import dev.rayport.tenant.IdentityProvider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sends nobody to an identity provider that does not answer. */
class ProviderDoor extends OncePerRequestFilter {

  static final String PATH = "/oauth2/authorization/oidc";
  private final IdentityProvider provider;

  ProviderDoor(IdentityProvider provider) {
    this.provider = provider;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getServletPath().concat(String.valueOf(request.getPathInfo())).startsWith(PATH);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (provider.answers()) {
      chain.doFilter(request, response);
    } else {
      response.sendRedirect(request.getContextPath() + "/login?silent");
    }
  }
}
