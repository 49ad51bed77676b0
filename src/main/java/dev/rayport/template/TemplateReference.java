package dev.rayport.template;

import dev.rayport.base.Refusal;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template as people write it.
 *
 * @param version empty: the newest
 */
record TemplateReference(String name, OptionalInt version) {

  private static final Pattern FORM = Pattern.compile("([^@]{1,100})(?:@([0-9]{1,9}))?");

  /**
   * @throws Refusal NOT_FOUND for what cannot name a template
   */
  static TemplateReference parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw Refusal.notFound("template", text);
    }
    return new TemplateReference(
        matcher.group(1),
        matcher.group(2) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(matcher.group(2))));
  }
}
