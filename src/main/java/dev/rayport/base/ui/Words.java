package dev.rayport.base.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import dev.rayport.base.CappedCount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times, durations and amounts as people read them. */
public final class Words {

  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.UK);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK);
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAYS = 24 * HOUR;
  private static Clock clock = Clock.systemUTC();

  private Words() {}

  /** “12 min ago”, “yesterday”. */
  public static String ago(Instant then) {
    long seconds = Duration.between(then, clock.instant()).toSeconds();
    if (seconds < 5) {
      return "just now";
    }
    if (seconds >= 30 * DAYS) {
      return DAY.format(then.atZone(zone()));
    }
    if (seconds >= DAYS && seconds < 2 * DAYS) {
      return "yesterday";
    }
    return rough(seconds) + " ago";
  }

  /** “in 20 min”; “now” when it is past. */
  public static String in(Instant then) {
    long seconds = Duration.between(clock.instant(), then).toSeconds();
    if (seconds <= 0) {
      return "now";
    }
    return "in " + rough(seconds < MINUTE ? seconds : (seconds + MINUTE / 2) / MINUTE * MINUTE);
  }

  /** “34 min 52 s”, “1 h 04 min”, “2 d 3 h”; tenths below ten seconds. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 0) {
      return "0 s";
    }
    if (seconds < 10 && duration.toMillis() % 1000 >= 100) {
      return "%d.%d s".formatted(seconds, duration.toMillisPart() / 100);
    }
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return "%d min %02d s".formatted(seconds / MINUTE, seconds % MINUTE);
    }
    if (seconds < DAYS) {
      return "%d h %02d min".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }
    return "%d d %d h".formatted(seconds / DAYS, seconds % DAYS / HOUR);
  }

  /** “84 GiB”, “1.5 MiB”, “312 B”. */
  public static String bytes(long bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= 1024 && unit < BINARY.length - 1) {
      amount /= 1024;
      unit++;
    }
    String number =
        unit == 0 || amount >= 10 || amount == Math.rint(amount)
            ? "%.0f".formatted(amount)
            : String.format(Locale.ROOT, "%.1f", amount);
    return number + " " + BINARY[unit];
  }

  /** “12 480”, with a gap between thousands. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u00a0');
  }

  /** As {@link #count(long)}; “10 000+” for what is not counted further. */
  public static String upTo(long number) {
    return number > CappedCount.MOST ? count(CappedCount.MOST) + "+" : count(number);
  }

  /** “1 job”, “10 000+ jobs”. */
  public static String upTo(long number, String one, String many) {
    return upTo(number) + " " + (number == 1 ? one : many);
  }

  /** “1 job”, “3 jobs”. */
  public static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** “2026-11-21 09:50:31 CET”, in the browser's time zone. */
  public static String exact(Instant then) {
    return EXACT.format(then.atZone(zone()));
  }

  /** “09:50:31”, in the browser's time zone. */
  public static String time(Instant then) {
    return TIME.format(then.atZone(zone()));
  }

  private static String rough(long seconds) {
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min";
    }
    if (seconds < 6 * HOUR && seconds % HOUR >= MINUTE) {
      return "%d h %d min".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }
    return seconds < DAYS ? seconds / HOUR + " h" : seconds / DAYS + " d";
  }

  static void rememberZone(UI ui, ZoneId zone) {
    ComponentUtil.setData(ui, ZoneId.class, zone);
  }

  private static ZoneId zone() {
    return Optional.ofNullable(UI.getCurrent())
        .map(ui -> ComponentUtil.getData(ui, ZoneId.class))
        .orElseGet(ZoneId::systemDefault);
  }

  /** For tests that must know what time it is. */
  static void setClock(Clock other) {
    clock = other;
  }
}
