package dev.rayport.base.rest;

import dev.rayport.base.Refusal;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Says 404 for what no controller knows below {@code /api} and {@code /ray}; otherwise the user
 * interface, which takes every address left over, would answer with its page.
 */
@Configuration(proxyBeanMethods = false)
class UnknownAddress {

  private static final int AFTER_CONTROLLERS = 1;

  @Bean
  SimpleUrlHandlerMapping unknownAddresses(ProblemWriter problems) {
    HttpRequestHandler notFound =
        (request, response) ->
            problems.write(
                request,
                response,
                new Refusal(
                    Refusal.Kind.NOT_FOUND,
                    "unknown-address",
                    "There is nothing at this address; /api/v1/openapi.json lists what there is."));
    return new SimpleUrlHandlerMapping(
        Map.of("/api/**", notFound, "/ray/**", notFound), AFTER_CONTROLLERS);
  }
}
