package dev.weir.view.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.view.page.Answered.Refused;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody has entered: the query of a link, or a form that was sent.
///
/// @param values by name, in the order they came
public record Entered(Map<String, List<String>> values) {
  private static final int VALUES_MAX = 1_000;
  private static final int FIELD_BYTES = 1 << 20;
  private static final int TOO_LARGE = 413;

  public static final Entered NOTHING = new Entered(Map.of());

  public Entered {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((name, each) -> copy.put(name, List.copyOf(each)));
    values = Collections.unmodifiableMap(copy);
  }

  /// Reads `a=1&b=2`; what is no such thing is [NotAnswered].
  public static Entered read(String encoded) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String[] pairs = encoded.isEmpty() ? new String[0] : encoded.split("&", VALUES_MAX + 1);
    if (pairs.length > VALUES_MAX) {
      throw NotAnswered.invalid("a form has at most %d values".formatted(VALUES_MAX));
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return new Entered(values);
  }

  /// The same of a form that was sent: a field of more than 1 MiB is [NotAnswered] too.
  public static Entered form(String encoded) {
    Entered form = read(encoded);
    form.values.forEach((name, values) -> values.forEach(value -> requireSize(name, value)));
    return form;
  }

  private static void requireSize(String name, String value) {
    int bytes = value.length() <= FIELD_BYTES / 3 ? 0 : value.getBytes(UTF_8).length;
    if (bytes > FIELD_BYTES) {
      throw new NotAnswered(
          new Refused(
              TOO_LARGE,
              "body_too_large",
              "field '%s' has at most %,d bytes (1 MiB) here, had %,d; more comes by the API or the command line"
                  .formatted(name, FIELD_BYTES, bytes)));
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException broken) {
      throw NotAnswered.invalid("a form is percent-encoded, was '%s'".formatted(text));
    }
  }

  /// The first value of a name, without the blanks around it; empty if nothing was entered.
  public Optional<String> find(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /// The same; the empty text if nothing was entered.
  public String text(String name) {
    return find(name).orElse("");
  }

  /// The first value as it was typed, with its blanks: a password.
  public String typed(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// Without a name.
  public Entered without(String name) {
    Map<String, List<String>> rest = new LinkedHashMap<>(values);
    rest.remove(name);
    return new Entered(rest);
  }

  /// With one value of a name, instead of those there were.
  public Entered with(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(values);
    more.put(name, List.of(value));
    return new Entered(more);
  }

  /// A path with this as its query, after what the path asks already.
  public String after(String path) {
    StringBuilder link = new StringBuilder(path);
    char mark = path.indexOf('?') < 0 ? '?' : '&';
    for (Map.Entry<String, List<String>> each : values.entrySet()) {
      for (String value : each.getValue()) {
        link.append(mark).append(encoded(each.getKey())).append('=').append(encoded(value));
        mark = '&';
      }
    }
    return link.toString();
  }

  /// A text as one segment of a path, or as a value of a query.
  public static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
