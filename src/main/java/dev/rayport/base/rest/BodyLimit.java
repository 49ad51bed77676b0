package dev.rayport.base.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses JSON bodies above 1 MiB, declared or not; packages have a limit of their own. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BodyLimit extends OncePerRequestFilter {

  static final int BYTES = 1 << 20;
  private static final Pattern PROGRAMS = Pattern.compile("/(api|ray)/");
  private static final Pattern UPLOADS =
      Pattern.compile("/api/v1/packages|/ray/[^/]+/api/packages/.*");
  private final ProblemWriter problems;

  BodyLimit(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    boolean upload = "PUT".equals(request.getMethod()) && UPLOADS.matcher(path).matches();
    return !PROGRAMS.matcher(path).lookingAt() || upload;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > BYTES) {
      problems.write(request, response, BodyTooLarge.refusal());
      return;
    }
    try {
      chain.doFilter(new Limited(request), response);
    } catch (BodyTooLarge tooLarge) {
      problems.write(request, response, BodyTooLarge.refusal());
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {

    Limited(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream());
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class Counted extends ServletInputStream {

    private final ServletInputStream input;
    private long count;

    Counted(ServletInputStream input) {
      this.input = input;
    }

    @Override
    public int read() throws IOException {
      int next = input.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = input.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    @Override
    public boolean isFinished() {
      return input.isFinished();
    }

    @Override
    public boolean isReady() {
      return input.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      input.setReadListener(listener);
    }

    private void count(int read) throws BodyTooLarge {
      count += read;
      if (count > BYTES) {
        throw new BodyTooLarge();
      }
    }
  }
}
