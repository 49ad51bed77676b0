package dev.rayport.tenant.rest;

import dev.rayport.tenant.rest.StoredAnswers.Effect;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Reads what an earlier request made, by its own address and with the rights of the present one.
 */
@Component
class SecondReading {

  private final ObjectProvider<DispatcherServlet> controllers;

  SecondReading(ObjectProvider<DispatcherServlet> controllers) {
    this.controllers = controllers;
  }

  void read(Effect effect, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    controllers.getObject().service(new Get(request, effect.address()), response);
  }

  private static final class Get extends HttpServletRequestWrapper {

    private final String address;

    Get(HttpServletRequest request, String address) {
      super(request);
      this.address = address;
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getRequestURI() {
      return address;
    }

    @Override
    public String getServletPath() {
      return address;
    }

    @Override
    public @Nullable String getQueryString() {
      return null;
    }
  }
}
