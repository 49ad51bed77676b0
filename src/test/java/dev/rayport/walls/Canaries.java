package dev.rayport.walls;

import dev.rayport.base.RandomId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Values that can be told apart wherever they turn up, and where they may. */
final class Canaries {

  private static final Pattern NOWHERE = Pattern.compile("(?!)");

  /** Where what belongs to a tenant is no matter of anybody else's. */
  private static final Pattern OUTSIDE = Pattern.compile(".* by (OTHER|ANONYMOUS)");

  private final String run = RandomId.next("n").substring(2, 10);
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Pattern> homes = new LinkedHashMap<>();

  /** Sets these apart from those of other runs. */
  String run() {
    return run;
  }

  /** A value that nothing may repeat. */
  String secret(String what) {
    return secret(what, "canary" + RandomId.next("x").substring(2));
  }

  String secret(String what, String value) {
    values.put(what, value);
    homes.put(what, NOWHERE);
    return value;
  }

  /**
   * A value that is no secret to the tenant, but is nobody else's business and in no log.
   *
   * @param lists expression for the parts of addresses, and for tables, in which it stands
   */
  String plain(String what, String lists) {
    String value = secret(what);
    homes.put(
        what,
        Pattern.compile(
            "(?i)(GET /api/v1/|GET /ray/x?[a-z0-9_]*/?(api/)?|page /)(%s)\\b.*|table (%s)(_\\w+)?"
                .formatted(lists, lists)));
    return value;
  }

  String of(String what) {
    return values.get(what);
  }

  /** Those that are where they do not belong. */
  List<String> strays(Map<String, String> places) {
    List<String> strays = new ArrayList<>();
    values.forEach((what, value) ->
        places.forEach((place, text) -> {
          boolean home =
              homes.get(what).matcher(place).matches() && !OUTSIDE.matcher(place).matches();
          if (text.contains(value) && !home) {
            strays.add("%s in %s".formatted(what, place));
          }
        }));
    return strays;
  }
}
