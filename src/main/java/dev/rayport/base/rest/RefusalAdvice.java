package dev.rayport.base.rest;

import dev.rayport.base.FieldError;
import dev.rayport.base.OutsideUnwell;
import dev.rayport.base.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedRuntimeException;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever goes wrong in a controller into problem+json, never a stack trace. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(RefusalAdvice.class);
  private static final String RETRY_SECONDS = "5";

  @ExceptionHandler
  ResponseEntity<Object> refused(Refusal refusal, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    if (refusal.kind() == Refusal.Kind.TOO_MANY) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    return answer(Problem.of(refusal, RequestIds.of(request)), headers);
  }

  @ExceptionHandler
  ResponseEntity<Object> denied(AccessDeniedException denied, HttpServletRequest request) {
    return refused(
        Refusal.forbidden("Your role does not allow this; ask a lead of your tenant."), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> changedMeanwhile(
      OptimisticLockingFailureException collision, HttpServletRequest request) {
    return refused(
        Refusal.conflict("changed-meanwhile", "It was changed at the same moment; try again."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> unwell(OutsideUnwell outside, HttpServletRequest request) {
    log.warn("{} {} failed: {}", request.getMethod(), request.getRequestURI(), outside.toString());
    return unavailable(String.valueOf(outside.getMessage()), request);
  }

  private ResponseEntity<Object> unavailable(String detail, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    return answer(
        Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE.value(),
            "Not available now",
            "unavailable",
            detail,
            RequestIds.of(request)),
        headers);
  }

  /** No connection of the database became free in time. */
  @ExceptionHandler({
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class
  })
  ResponseEntity<Object> overloaded(NestedRuntimeException busy, HttpServletRequest request) {
    log.warn("{} {} had to wait too long", request.getMethod(), request.getRequestURI(), busy);
    return unavailable("The portal has more to do than it can; try again in a moment.", request);
  }

  @ExceptionHandler
  ResponseEntity<Object> signedOut(AuthenticationException ended, HttpServletRequest request) {
    return answer(Problem.unauthorized(RequestIds.of(request)), new HttpHeaders());
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> bug(
      Exception bug, HttpServletRequest request, HttpServletResponse response) {
    if (!response.isCommitted()) {
      return bug(bug, request);
    }
    if (!(bug instanceof IOException)) {
      log.error("{} {} broke off", request.getMethod(), request.getRequestURI(), bug);
    }
    BrokenOff.mark(request);
    return null;
  }

  private @Nullable ResponseEntity<Object> bug(Exception bug, HttpServletRequest request) {
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), bug);
    return answer(Problem.internal(RequestIds.of(request)), new HttpHeaders());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return refused(UnreadableBody.explain(unreadable), servlet(request));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException mismatch,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String name =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(mismatch.getPropertyName());
    ResolvableType type =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            ? ResolvableType.forMethodParameter(argument.getParameter())
            : ResolvableType.forClass(mismatch.getRequiredType());
    return refused(
        Refusal.invalid(name, "%s must be %s.".formatted(name, ExpectedType.inWords(type))),
        servlet(request));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Class<?> record = invalid.getParameter().getParameterType();
    List<FieldError> errors =
        invalid.getFieldErrors().stream()
            .map(e -> new FieldError(e.getField(), ExpectedType.message(e, record)))
            .toList();
    return refused(Refusal.invalid(errors), servlet(request));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleAsyncRequestNotUsableException(
      AsyncRequestNotUsableException gone, WebRequest request) {
    return null;
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception cause,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (status.is5xxServerError()) {
      return bug(cause, servlet(request));
    }
    String detail =
        body instanceof ProblemDetail problem && problem.getDetail() != null
            ? problem.getDetail()
            : phrase(status);
    return answer(problem(status, detail, request), headers);
  }

  private static Problem problem(HttpStatusCode status, String detail, WebRequest request) {
    String code = phrase(status).toLowerCase(Locale.ROOT).replace(' ', '-');
    return Problem.of(
        status.value(), phrase(status), code, detail, RequestIds.of(servlet(request)));
  }

  private static String phrase(HttpStatusCode status) {
    return status instanceof HttpStatus known ? known.getReasonPhrase() : String.valueOf(status);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException unsupported,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        problem(
            status,
            "This address takes %s, not %s.".formatted(headers.getAllow(), unsupported.getMethod()),
            request),
        headers);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException unsupported,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        problem(
            status,
            "The body must be %s; say so in Content-Type.".formatted(headers.getAccept()),
            request),
        headers);
  }

  private static HttpServletRequest servlet(WebRequest request) {
    return ((ServletWebRequest) request).getRequest();
  }

  private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
