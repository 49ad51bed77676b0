package dev.rayport.demo;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance that falls the same way each time, so that two demos differ in their dates alone. */
final class Dice {

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int ID_LENGTH = 20;
  private static final int COUNTED = 7;
  private final RandomGenerator random;
  private final boolean inOrder;
  private long next;

  Dice(String seed) {
    this(seed, false);
  }

  /**
   * @param inOrder whether each id is larger than the one before, which databases take in faster
   */
  Dice(String seed, boolean inOrder) {
    this.random = new SplittableRandom(seed.hashCode());
    this.inOrder = inOrder;
    this.next = (seed.hashCode() & 0x3ffL) << 25;
  }

  /** In the form of {@link dev.rayport.base.RandomId}. */
  String id(String prefix) {
    StringBuilder id = new StringBuilder(prefix).append('_');
    if (inOrder) {
      next++;
      for (int digit = COUNTED - 1; digit >= 0; digit--) {
        id.append(ALPHABET.charAt((int) (next >> (5 * digit)) & 31));
      }
    }
    random
        .ints(inOrder ? ID_LENGTH - COUNTED : ID_LENGTH, 0, ALPHABET.length())
        .forEach(i -> id.append(ALPHABET.charAt(i)));
    return id.toString();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  Duration between(Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
  }

  /** Most are short, some long: about {@code usual}, seldom more than ten times that. */
  Duration about(Duration usual) {
    double factor = Math.exp(random.nextGaussian());
    return Duration.ofMillis((long) (usual.toMillis() * Math.clamp(factor, 0.1, 10)));
  }
}
