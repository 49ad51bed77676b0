package dev.rayport.base;

import java.security.SecureRandom;

/** Ids for URLs that cannot be counted or guessed: a prefix and 100 random bits. */
public final class RandomId {

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomId() {}

  /**
   * @param prefix two or three letters that tell what it is, such as {@code cl}; the underscore
   *     that follows keeps ids apart from names, which cannot hold one
   */
  public static String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix).append('_');
    RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
    return id.toString();
  }
}
