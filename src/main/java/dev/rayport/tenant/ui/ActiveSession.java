package dev.rayport.tenant.ui;

import dev.rayport.tenant.ActiveSessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session at its next request once its account may no longer be here. */
class ActiveSession extends OncePerRequestFilter {

  /** What a page is made of is no action of anybody. */
  private static final Pattern FILES = Pattern.compile("/(VAADIN/(?!push).*|assets/.*|themes/.*)");

  private final ActiveSessions sessions;
  private final OpenTabs tabs;

  ActiveSession(ActiveSessions sessions, OpenTabs tabs) {
    this.sessions = sessions;
    this.tabs = tabs;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && !goesOn(authentication, request)) {
      SecurityContextHolder.clearContext();
      HttpSession session = request.getSession(false);
      if (session != null) {
        tabs.leadAway(session);
        session.invalidate();
      }
    }
    chain.doFilter(request, response);
  }

  private boolean goesOn(Authentication authentication, HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return FILES.matcher(path).matches()
        ? sessions.isOpen(authentication)
        : sessions.goesOn(authentication);
  }
}
