package dev.weir.flow.rule;

import dev.weir.flow.identity.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the rules of a call. Each rule is filed once, under the condition that the fewest rules
/// share: a tag's values, else a tag's presence, else nothing.
final class RuleIndex {
  private static final Comparator<Filed> IN_BOOK_ORDER = Comparator.comparingInt(Filed::position);

  private final Map<String, Shelf> shelves = new HashMap<>();
  private final List<Filed> everyCall = new ArrayList<>();

  /// A rule, where it stands in the book, and its match when it needs no tag value.
  private record Filed(Rule rule, int position, Match whole) {}

  /// The rules filed under one tag.
  private record Shelf(Map<String, List<Filed>> byValue, List<Filed> present) {
    Shelf() {
      this(new HashMap<>(), new ArrayList<>());
    }
  }

  RuleIndex(List<Rule> rules) {
    Map<String, Integer> uses = countUses(rules);
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      file(new Filed(rule, i, new Match(rule, "")), uses);
    }
  }

  private static Map<String, Integer> countUses(List<Rule> rules) {
    Map<String, Integer> uses = new HashMap<>();
    for (Rule rule : rules) {
      for (Condition condition : rule.scope().where()) {
        if (condition instanceof Condition.In in) {
          in.values().forEach(value -> uses.merge(use(in.tag(), value), 1, Integer::sum));
        }
      }
    }
    return uses;
  }

  private static String use(String tag, String value) {
    return tag + '=' + value;
  }

  private void file(Filed filed, Map<String, Integer> uses) {
    Optional<Condition.In> telling =
        filed.rule.scope().where().stream()
            .filter(Condition.In.class::isInstance)
            .map(Condition.In.class::cast)
            .min(Comparator.comparingInt(in -> crowd(in, uses)));
    if (telling.isPresent()) {
      Shelf shelf = shelf(telling.get().tag());
      telling
          .get()
          .values()
          .forEach(
              value -> shelf.byValue.computeIfAbsent(value, _ -> new ArrayList<>()).add(filed));
      return;
    }
    Optional<String> needed =
        filed
            .rule
            .scope()
            .per()
            .or(() ->
                filed.rule.scope().where().stream()
                    .filter(Condition.Present.class::isInstance)
                    .map(Condition::tag)
                    .findFirst());
    needed.map(tag -> shelf(tag).present).orElse(everyCall).add(filed);
  }

  private static int crowd(Condition.In in, Map<String, Integer> uses) {
    return in.values().stream().mapToInt(value -> uses.getOrDefault(use(in.tag(), value), 0)).sum();
  }

  private Shelf shelf(String tag) {
    return shelves.computeIfAbsent(tag, _ -> new Shelf());
  }

  List<Match> matching(Tags tags, Instant at) {
    List<Filed> found = new ArrayList<>(8);
    collect(everyCall, tags, at, found);
    for (Tags.Tag tag : tags) {
      Shelf shelf = shelves.get(tag.name());
      if (shelf != null) {
        collect(shelf.byValue.getOrDefault(tag.value(), List.of()), tags, at, found);
        collect(shelf.present, tags, at, found);
      }
    }
    found.sort(IN_BOOK_ORDER);
    List<Match> matches = new ArrayList<>(found.size());
    for (Filed filed : found) {
      String value = filed.rule.scope().valueOf(tags);
      matches.add(
          value.isEmpty() ? filed.whole : new Match(filed.rule, filed.whole.counter(), value));
    }
    return matches;
  }

  private static void collect(List<Filed> from, Tags tags, Instant at, List<Filed> found) {
    for (int i = 0; i < from.size(); i++) {
      Filed filed = from.get(i);
      if (filed.rule.scope().matches(tags) && filed.rule.period().contains(at)) {
        found.add(filed);
      }
    }
  }
}
