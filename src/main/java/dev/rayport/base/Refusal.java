package dev.rayport.base;

import java.util.List;

/**
 * Something the user asked for is refused and they can do something about it. Skins show it beside
 * the field or as problem+json; it is never logged as an error.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What sort of refusal, with the HTTP status that says the same. */
  public enum Kind {
    INVALID(400, "The request has mistakes"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    CONFLICT(409, "Does not go together with what is there"),
    TOO_LARGE(413, "Too large"),
    UNPROCESSABLE(422, "Cannot be done"),
    TOO_MANY(429, "Too many at once"),
    NO_ROOM(507, "No room left");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    public int status() {
      return status;
    }

    public String title() {
      return title;
    }
  }

  private final Kind kind;
  private final String code;
  private final transient List<FieldError> errors;

  /**
   * @param code a stable kebab-case word for programs, such as {@code does-not-fit}
   * @param detail what happened and the next step, in plain words
   */
  public Refusal(Kind kind, String code, String detail, List<FieldError> errors) {
    super(detail);
    this.kind = kind;
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  public Refusal(Kind kind, String code, String detail) {
    this(kind, code, detail, List.of());
  }

  /** Fields with mistakes; the detail repeats the first. */
  public static Refusal invalid(List<FieldError> errors) {
    return new Refusal(Kind.INVALID, "invalid", errors.getFirst().message(), errors);
  }

  public static Refusal invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /** Says the same for what is not there and for what belongs to another tenant. */
  public static Refusal notFound(String what, String id) {
    return new Refusal(
        Kind.NOT_FOUND, "not-found", "There is no %s “%s” here.".formatted(what, id));
  }

  public static Refusal forbidden(String detail) {
    return new Refusal(Kind.FORBIDDEN, "forbidden", detail);
  }

  public static Refusal conflict(String code, String detail) {
    return new Refusal(Kind.CONFLICT, code, detail);
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return getMessage();
  }

  public List<FieldError> errors() {
    return errors;
  }
}
