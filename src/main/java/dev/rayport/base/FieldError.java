package dev.rayport.base;

/**
 * What is wrong with one field of a request or form.
 *
 * @param field path as the client wrote it, such as {@code values.workers}
 * @param message what happened and the next step, for the person who typed it
 */
public record FieldError(String field, String message) {}
