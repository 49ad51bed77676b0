package dev.rayport.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Slows the guessing of passwords: after a few mistakes for one name from one address, or many from
 * one address, it is closed for a while. A name alone is never closed, or anybody could lock its
 * owner out.
 */
@Component
class SignInThrottle {

  static final Duration CLOSED_FOR = Duration.ofMinutes(5);
  private static final int MISTAKES_PER_NAME = 5;
  private static final int MISTAKES_PER_ADDRESS = 50;
  private static final int REMEMBERED = 100_000;
  private final Cache<String, AtomicInteger> mistakes =
      Caffeine.newBuilder().expireAfterWrite(CLOSED_FOR).maximumSize(REMEMBERED).build();

  boolean closed(String name, String address) {
    return count(both(name, address)) >= MISTAKES_PER_NAME
        || count(address) >= MISTAKES_PER_ADDRESS;
  }

  void mistake(String name, String address) {
    mistakes.get(both(name, address), key -> new AtomicInteger()).incrementAndGet();
    mistakes.get(address, key -> new AtomicInteger()).incrementAndGet();
  }

  void success(String name, String address) {
    mistakes.invalidate(both(name, address));
  }

  private int count(String key) {
    AtomicInteger count = mistakes.getIfPresent(key);
    return count == null ? 0 : count.get();
  }

  private static String both(String name, String address) {
    return address + ' ' + name;
  }
}
