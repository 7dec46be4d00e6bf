package dev.weir.view.api;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A path with variables, each of which stands for one segment: `/api/v1/keys/{id}`.
public record PathTemplate(String text) {

  /// The variables' values, if a path has this form.
  public Optional<Map<String, String>> match(String path) {
    List<String> form = segments(text);
    List<String> given = segments(path);
    if (form.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < form.size(); i++) {
      if (isVariable(form.get(i))) {
        values.put(name(form.get(i)), decoded(given.get(i)));
      } else if (!form.get(i).equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  List<String> variables() {
    return segments(text).stream()
        .filter(PathTemplate::isVariable)
        .map(PathTemplate::name)
        .toList();
  }

  /// For a segment or for a query: a blank is `%20` in both.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String decodedQuery(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// In a path a plus is a plus.
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static String name(String segment) {
    return segment.substring(1, segment.length() - 1);
  }

  private static List<String> segments(String path) {
    return new ArrayList<>(List.of(path.split("/", -1)));
  }
}
