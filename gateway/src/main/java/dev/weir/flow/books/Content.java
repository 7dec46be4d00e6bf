package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The bodies of all things in force, by kind and id, and since when the rules among them are to
/// judge. Immutable, apart from the trees themselves, which nobody changes.
final class Content {
  static final Content NONE = new Content(new EnumMap<>(Kind.class), Instant.EPOCH);

  /// Books whose changes make another rule book: prices have the exchange rates.
  private static final Set<String> OF_RULES = Set.of("rules", "prices");

  private final Map<Kind, SortedMap<String, ObjectNode>> byKind;

  private final Instant rulesAt;

  private Content(Map<Kind, SortedMap<String, ObjectNode>> byKind, Instant rulesAt) {
    this.byKind = byKind;
    this.rulesAt = rulesAt;
  }

  static Content of(List<Version> latest) {
    Map<Kind, SortedMap<String, ObjectNode>> byKind = new EnumMap<>(Kind.class);
    latest.forEach(v -> put(byKind, v.kind(), v.id(), v.body(), v.retired()));
    Instant rulesAt =
        latest.stream()
            .filter(v -> OF_RULES.contains(v.kind().book()))
            .map(Version::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return new Content(byKind, rulesAt);
  }

  /// @param at when they are published, to the microsecond as versions are
  Content with(List<Change> changes, Instant at) {
    Map<Kind, SortedMap<String, ObjectNode>> copy = new EnumMap<>(Kind.class);
    byKind.forEach((kind, things) -> copy.put(kind, new TreeMap<>(things)));
    changes.forEach(c -> put(copy, c.kind(), c.id(), c.body(), c.retired()));
    boolean rules = changes.stream().anyMatch(c -> OF_RULES.contains(c.kind().book()));
    return new Content(copy, rules ? at.truncatedTo(ChronoUnit.MICROS) : rulesAt);
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

  /// When rules or prices were last published: the same after a restart as before it.
  Instant rulesAt() {
    return rulesAt;
  }

  SortedMap<String, ObjectNode> of(Kind kind) {
    return Collections.unmodifiableSortedMap(byKind.getOrDefault(kind, new TreeMap<>()));
  }

  /// Whether the things of a kind are the same in both.
  boolean sameAs(Content other, Kind kind) {
    return of(kind).equals(other.of(kind));
  }
}
