package dev.rayport.demo;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance that falls the same way each time, so that two demos differ in their dates alone. */
final class Dice {

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int ID_LENGTH = 20;
  private final RandomGenerator random;

  Dice(String seed) {
    this.random = new SplittableRandom(seed.hashCode());
  }

  /** In the form of {@link dev.rayport.base.RandomId}. */
  String id(String prefix) {
    StringBuilder id = new StringBuilder(prefix).append('_');
    random.ints(ID_LENGTH, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
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
