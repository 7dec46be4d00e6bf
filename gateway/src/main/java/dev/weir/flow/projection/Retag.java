package dev.weir.flow.projection;

import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.rule.Condition;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Which spend is to be put under other tags, and under which.
///
/// @param from what was used from here on
/// @param until exclusive
/// @param before first position of the journal that is not looked at
/// @param where conditions on the tags in force, all of which hold; each on another tag
/// @param set the tags from here on, by name; an empty value takes the tag away
public record Retag(
    Instant from,
    Instant until,
    long before,
    List<Condition> where,
    SortedMap<String, String> set) {
  private static final int TAGS_MAX = 32;

  public Retag {
    where = List.copyOf(where);
    set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "what gets other tags begins before it ends, was %s to %s".formatted(from, until));
    }
    if (where.stream().map(Condition::tag).distinct().count() < where.size()) {
      throw new IllegalArgumentException("a tag has two conditions: " + texts(where));
    }
    requireSize("conditions", where.size());
    requireSize("tags to set", set.size());
    for (String tag : set.keySet()) {
      if (TagRegistry.RESERVED.contains(tag)) {
        throw new IllegalArgumentException("the tag '%s' is set by Weir".formatted(tag));
      }
    }
  }

  static Retag of(Entry.Retagged entry) {
    return new Retag(
        entry.from(), entry.until(), entry.before(), entry.where(), new TreeMap<>(entry.set()));
  }

  private static void requireSize(String what, int size) {
    if (size < 1 || size > TAGS_MAX) {
      throw new IllegalArgumentException("%s: 1 to %d, were %d".formatted(what, TAGS_MAX, size));
    }
  }

  /// The conditions as an operator writes them: `team=red|blue`, `project`, `customer=`.
  List<String> conditions() {
    return texts(where);
  }

  /// The tags as an operator writes them: `cost_centre=cc9`, `pilot=`.
  List<String> settings() {
    return set.entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue()).toList();
  }

  /// Whether it gives a use case, also to what was in quarantine for want of one.
  boolean endsQuarantine() {
    return !set.getOrDefault(TagNames.USE_CASE, "").isEmpty();
  }

  private static List<String> texts(List<Condition> conditions) {
    return conditions.stream()
        .map(condition ->
            switch (condition) {
              case Condition.In(String tag, SortedSet<String> values) ->
                  tag + "=" + String.join("|", values);
              case Condition.Present(String tag) -> tag;
              case Condition.Absent(String tag) -> tag + "=";
            })
        .toList();
  }
}
