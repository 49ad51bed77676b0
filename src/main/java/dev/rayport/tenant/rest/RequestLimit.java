package dev.rayport.tenant.rest;

import dev.rayport.base.Refusal;
import dev.rayport.base.rest.ProblemWriter;
import dev.rayport.tenant.CurrentUser;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets programs wait that ask more than their share. */
class RequestLimit extends OncePerRequestFilter {

  private final RequestBudgets budgets;
  private final ProblemWriter problems;

  RequestLimit(RequestBudgets budgets, ProblemWriter problems) {
    this.budgets = budgets;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication asker = SecurityContextHolder.getContext().getAuthentication();
    Duration wait =
        asker != null && asker.getPrincipal() instanceof CurrentUser.Holder holder
            ? budgets.take(holder.currentUser())
            : Duration.ZERO;
    if (wait.isZero()) {
      chain.doFilter(request, response);
      return;
    }
    long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    problems.write(
        request,
        response,
        new Refusal(
            Refusal.Kind.TOO_MANY,
            "too-many-requests",
            "You or your tenant send more requests than one portal answers; go on in %d s, and ask for changes with ?wait=PT60S rather than again and again."
                .formatted(seconds)));
  }
}
