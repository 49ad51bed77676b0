package dev.rayport.base.rest;

import dev.rayport.base.RandomId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;

/**
 * Words for what the server refuses before the portal sees it, and for what nobody else answered:
 * problem+json below {@code /api}, elsewhere a sentence; never the server's own page.
 */
@Configuration(proxyBeanMethods = false)
class ServerRefusals {

  // After Spring Boot's own, since the valve that was added last speaks first.
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> refusalsInWords(
      ProblemWriter problems) {
    return server ->
        server.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new Words(problems)));
  }

  private static final class Words extends ErrorReportValve {

    private static final String TOO_LARGE =
        StringManager.getManager(Http11Processor.class)
            .getString("iib.requestheadertoolarge.error");
    private final ProblemWriter problems;

    Words(ProblemWriter problems) {
      this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable reason) {
      if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      int status = status(request, response, reason);
      response.setStatus(status);
      try {
        write(request, response, problem(request, response, status), reason);
      } catch (IOException gone) {
        getContainer().getLogger().debug("The client did not wait for the answer", gone);
      }
    }

    /** The server has only 400 for a header or an address that is too long. */
    private static int status(Request request, Response response, @Nullable Throwable reason) {
      if (reason == null || !TOO_LARGE.equals(reason.getMessage())) {
        return response.getStatus();
      }
      return request.getRequestURI() == null
          ? HttpStatus.URI_TOO_LONG.value()
          : HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value();
    }

    private static Problem problem(Request request, Response response, int status) {
      String id =
          Optional.ofNullable(response.getHeader(RequestIds.HEADER))
              .orElseGet(() -> RandomId.next("rq"));
      response.setHeader(RequestIds.HEADER, id);
      return switch (status) {
        case 400 ->
            Problem.of(
                status,
                "Cannot be read",
                "malformed-request",
                "This is not proper HTTP; write odd characters of the address as %7C is written for |.",
                id);
        case 404 ->
            Problem.of(
                status, "Not found", "unknown-address", "There is nothing at this address.", id);
        case 405 ->
            Problem.of(
                status,
                "Method not allowed",
                "method-not-allowed",
                "No address takes %s.".formatted(request.getMethod()),
                id);
        case 414, 431 ->
            Problem.of(
                status,
                status == 414 ? "Address too long" : "Headers too large",
                status == 414 ? "address-too-long" : "headers-too-large",
                "Address and headers are longer than the portal takes; leave something out, such as"
                    + " cookies.",
                id);
        case 500 -> Problem.internal(id);
        default -> Problem.of(status, phrase(status), code(status), "The portal refused this.", id);
      };
    }

    private void write(
        Request request, Response response, Problem problem, @Nullable Throwable reason)
        throws IOException {
      boolean program = forProgram(request.getRequestURI(), reason);
      response.setContentType(program ? "application/problem+json" : "text/plain");
      PrintWriter writer = response.getReporter();
      if (writer != null) {
        writer.write(program ? problems.text(problem) : problem.detail() + '\n');
        response.finishResponse();
      }
    }

    // An address with an odd character is nowhere but in the server's message: “[/api/v1/a|b ]”.
    private static boolean forProgram(@Nullable String address, @Nullable Throwable reason) {
      if (address != null) {
        return ProblemWriter.readBy(address);
      }
      return reason != null && String.valueOf(reason.getMessage()).contains("[/api/");
    }

    private static String phrase(int status) {
      return Optional.ofNullable(HttpStatus.resolve(status))
          .map(HttpStatus::getReasonPhrase)
          .orElse("Refused");
    }

    private static String code(int status) {
      return phrase(status).toLowerCase(Locale.ROOT).replace(' ', '-');
    }
  }
}
