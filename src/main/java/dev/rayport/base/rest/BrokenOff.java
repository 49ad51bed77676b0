package dev.rayport.base.rest;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Answers that have begun and cannot go on: the connection is cut before the mark of their end, so
 * that no client takes the part for the whole.
 */
@Configuration(proxyBeanMethods = false)
public class BrokenOff {

  private static final String KEY = BrokenOff.class.getName();

  /** Cuts the connection once the request's thread returns. */
  public static void mark(HttpServletRequest request) {
    request.setAttribute(KEY, true);
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> cutConnections() {
    return server -> server.addEngineValves(new Cut());
  }

  private static final class Cut extends ValveBase {

    Cut() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      getNext().invoke(request, response);
      if (request.getAttribute(KEY) != null) {
        response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
      }
    }
  }
}
