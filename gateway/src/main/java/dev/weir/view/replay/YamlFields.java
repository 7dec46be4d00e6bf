package dev.weir.view.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The members of one mapping in a YAML file, each asked for once; what nobody asked for is an
/// error, as is a wrong type. Errors are [IllegalArgumentException]s that name the place.
final class YamlFields {
  private final String place;
  private final Map<String, Object> members;
  private final Set<String> rest;

  YamlFields(String place, Object node) {
    this.place = place;
    this.members = mapping(place, node);
    this.rest = new HashSet<>(members.keySet());
  }

  private static Map<String, Object> mapping(String place, Object node) {
    if (!(node instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(place + " is a mapping, was: " + node);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> {
      if (value == null) {
        throw new IllegalArgumentException("%s: '%s' has no value".formatted(place, name));
      }
      members.put(String.valueOf(name), value);
    });
    return members;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  String text(String name) {
    return take(name, String.class, "a text");
  }

  String text(String name, String absent) {
    return has(name) ? text(name) : absent;
  }

  double number(String name, double min, double max) {
    double value = take(name, Number.class, "a number").doubleValue();
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s: '%s' is %s to %s, was %s".formatted(place, name, min, max, value));
    }
    return value;
  }

  double number(String name, double min, double max, double absent) {
    return has(name) ? number(name, min, max) : absent;
  }

  int whole(String name, int min, int max, int absent) {
    double value = number(name, min, max, absent);
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException(
          "%s: '%s' is a whole number, was %s".formatted(place, name, value));
    }
    return (int) value;
  }

  YamlFields fields(String name) {
    return new YamlFields(place + ", " + name, take(name, Object.class, "a mapping"));
  }

  List<YamlFields> list(String name) {
    List<YamlFields> all = new ArrayList<>();
    for (Object element : elements(name)) {
      all.add(new YamlFields("%s, %s[%d]".formatted(place, name, all.size()), element));
    }
    return all;
  }

  List<Map<String, Object>> mappings(String name) {
    return elements(name).stream().map(each -> mapping(place + ", " + name, each)).toList();
  }

  /// Names and their weights: `{gpt-4o: 1, gpt-4o-mini: 3}`, or one name alone.
  Weights<String> weights(String name, String absent) {
    if (!has(name)) {
      return new Weights<>(Map.of(absent, 1.0));
    }
    if (members.get(name) instanceof String only) {
      rest.remove(name);
      return new Weights<>(Map.of(only, 1.0));
    }
    YamlFields shares = fields(name);
    Map<String, Double> weights = new LinkedHashMap<>();
    shares.members.keySet().forEach(each -> weights.put(each, shares.number(each, 1e-9, 1e9)));
    return new Weights<>(weights);
  }

  SortedMap<String, List<String>> lists(String name) {
    SortedMap<String, List<String>> lists = new TreeMap<>();
    if (has(name)) {
      YamlFields named = fields(name);
      named.members.keySet().forEach(each -> lists.put(each, named.texts(each)));
    }
    return lists;
  }

  private List<String> texts(String name) {
    return elements(name).stream().map(String::valueOf).toList();
  }

  private List<?> elements(String name) {
    return has(name) ? take(name, List.class, "a list") : List.of();
  }

  /// Ends the reading: a member nobody asked for is an error.
  void end() {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("%s: unknown: %s".formatted(place, rest));
    }
  }

  private <T> T take(String name, Class<T> type, String kind) {
    Object value = members.get(name);
    rest.remove(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "%s: '%s' is %s, was: %s".formatted(place, name, kind, value));
    }
    return type.cast(value);
  }
}
