package dev.rayport.base.rest;

import dev.rayport.base.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with problem+json where no controller is in play, such as in filters. */
@Component
public class ProblemWriter {

  private static final Pattern PROGRAMS = Pattern.compile("/(api|ray|health)(/.*)?");
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Whether programs ask at this address, not people. */
  public static boolean readBy(String address) {
    return PROGRAMS.matcher(address).matches();
  }

  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    write(response, Problem.of(refusal, RequestIds.of(request)));
  }

  public void unauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer");
    write(response, Problem.unauthorized(RequestIds.of(request)));
  }

  /** Something outside is silent that is needed for every answer. */
  public void unavailable(HttpServletRequest request, HttpServletResponse response, String detail)
      throws IOException {
    response.setHeader("Retry-After", "10");
    write(
        response,
        Problem.of(503, "Not available now", "unavailable", detail, RequestIds.of(request)));
  }

  String text(Problem problem) {
    return json.writeValueAsString(problem);
  }

  private void write(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    response.setContentType("application/problem+json");
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }
}
