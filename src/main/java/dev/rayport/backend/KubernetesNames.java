package dev.rayport.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Kubernetes takes as names and labels, in its own words (apimachinery, util/validation). */
public final class KubernetesNames {

  private static final Pattern DNS_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern DNS_1123 = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final int LABEL = 63;
  private static final int DNS = 253;

  private static final String LOWER_START =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  private static final String LOWER =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String DOTTED =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String NAME =
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
          + " with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex"
          + " used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
  private static final String VALUE =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
          + " 'my_value',  or '12345', regex used for validation is"
          + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

  private KubernetesNames() {}

  public static List<String> dns1035Label(String text) {
    return problems(text, LABEL, DNS_1035, LOWER_START);
  }

  public static List<String> dns1123Label(String text) {
    return problems(text, LABEL, DNS_1123, LOWER);
  }

  public static List<String> dns1123Subdomain(String text) {
    return problems(text, DNS, SUBDOMAIN, DOTTED);
  }

  /** A label's or annotation's key, with or without a prefix. */
  public static List<String> qualifiedName(String text) {
    List<String> found = new ArrayList<>();
    String[] parts = text.split("/", -1);
    if (parts.length > 2) {
      return List.of(
          "a qualified name "
              + NAME.substring("name part ".length())
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        found.add("prefix part must be non-empty");
      } else {
        dns1123Subdomain(parts[0]).forEach(problem -> found.add("prefix part " + problem));
      }
    }
    String name = parts[parts.length - 1];
    if (name.isEmpty()) {
      found.add("name part must be non-empty");
    } else if (name.length() > LABEL) {
      found.add("name part " + tooLong(LABEL));
    }
    if (!QUALIFIED.matcher(name).matches()) {
      found.add(NAME);
    }
    return found;
  }

  public static List<String> labelValue(String text) {
    List<String> found = new ArrayList<>();
    if (text.length() > LABEL) {
      found.add(tooLong(LABEL));
    }
    if (!text.isEmpty() && !QUALIFIED.matcher(text).matches()) {
      found.add(VALUE);
    }
    return found;
  }

  private static List<String> problems(String text, int most, Pattern form, String rule) {
    List<String> found = new ArrayList<>();
    if (text.length() > most) {
      found.add(tooLong(most));
    }
    if (!form.matcher(text).matches()) {
      found.add(rule);
    }
    return found;
  }

  private static String tooLong(int most) {
    return "must be no more than %d characters".formatted(most);
  }
}
