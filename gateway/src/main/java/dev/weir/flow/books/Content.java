package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The bodies of all things in force, by kind and id. Immutable, apart from the trees themselves,
/// which nobody changes.
final class Content {
  static final Content NONE = new Content(new EnumMap<>(Kind.class));

  private final Map<Kind, SortedMap<String, ObjectNode>> byKind;

  private Content(Map<Kind, SortedMap<String, ObjectNode>> byKind) {
    this.byKind = byKind;
  }

  static Content of(List<Version> latest) {
    Map<Kind, SortedMap<String, ObjectNode>> byKind = new EnumMap<>(Kind.class);
    latest.forEach(v -> put(byKind, v.kind(), v.id(), v.body(), v.retired()));
    return new Content(byKind);
  }

  Content with(List<Change> changes) {
    Map<Kind, SortedMap<String, ObjectNode>> copy = new EnumMap<>(Kind.class);
    byKind.forEach((kind, things) -> copy.put(kind, new TreeMap<>(things)));
    changes.forEach(c -> put(copy, c.kind(), c.id(), c.body(), c.retired()));
    return new Content(copy);
  }

  private static void put(
      Map<Kind, SortedMap<String, ObjectNode>> byKind,
      Kind kind,
      String id,
      ObjectNode body,
      boolean retired) {
    SortedMap<String, ObjectNode> things = byKind.computeIfAbsent(kind, _ -> new TreeMap<>());
    if (retired) {
      things.remove(id);
    } else {
      things.put(id, body);
    }
  }

  SortedMap<String, ObjectNode> of(Kind kind) {
    return Collections.unmodifiableSortedMap(byKind.getOrDefault(kind, new TreeMap<>()));
  }

  /// Whether the things of a kind are the same in both.
  boolean sameAs(Content other, Kind kind) {
    return of(kind).equals(other.of(kind));
  }
}
