package dev.weir.exchange.requirement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Checks one file against the rules of a model. Used once, by one thread.
///
/// A rule that others refer to is checked where they do, for the rows that their conditions leave;
/// if several do, the weightiest finding counts. A rule under one that does not apply does not
/// apply either.
final class Assessor {
  private static final int DEPTH_MAX = 64;

  private final Map<String, Rule> rules;
  private final Map<String, Row.Place> places = new HashMap<>();
  private final List<String> names;
  private final Set<String> holding;
  private final List<Tally> tallies = new ArrayList<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  Assessor(Map<String, Rule> rules, List<FocusTable.Column> columns, Set<String> holding) {
    this.rules = rules;
    this.names = columns.stream().map(FocusTable.Column::name).toList();
    this.holding = holding;
    for (int i = 0; i < columns.size(); i++) {
      if (places.put(columns.get(i).name(), new Row.Place(i, columns.get(i).kind())) != null) {
        throw new IllegalArgumentException(
            "the file has the column '%s' twice".formatted(columns.get(i).name()));
      }
    }
  }

  Assessment assess(FocusTable table) {
    List<Node> roots = roots().stream().map(id -> node(id, RowTest.ALWAYS, true, 0)).toList();
    AtomicLong rows = new AtomicLong();
    table.each(cells -> {
      Row row = new Row(places, cells);
      long number = rows.incrementAndGet();
      tallies.forEach(tally -> tally.take(row, number));
    });
    tallies.forEach(Tally::finish);
    roots.forEach(Node::judge);
    roots.forEach(this::collect);
    List<Finding> inOrder =
        rules.keySet().stream()
            .map(id -> Optional.ofNullable(findings.get(id)).orElseThrow())
            .toList();
    return new Assessment(rows.get(), inOrder);
  }

  /// Rules that no other refers to.
  private List<String> roots() {
    Set<String> referred = new HashSet<>();
    rules.values().forEach(rule -> addReferred(rule.check(), referred));
    return rules.keySet().stream().filter(id -> !referred.contains(id)).toList();
  }

  private static void addReferred(Check check, Set<String> referred) {
    switch (check) {
      case Check.OfRule other -> referred.add(other.id());
      case Check.All all -> all.checks().forEach(each -> addReferred(each, referred));
      case Check.Any any -> any.checks().forEach(each -> addReferred(each, referred));
      case Check.EachRow _,
          Check.EachValue _,
          Check.Present _,
          Check.Distinct _,
          Check.Balance _,
          Check.Header _,
          Check.Undecidable _ -> {}
    }
  }

  private Node node(String id, RowTest above, boolean applies, int depth) {
    Rule rule = rules.get(id);
    if (rule == null) {
      throw new IllegalArgumentException("a rule refers to %s, which is not there".formatted(id));
    }
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("the rules refer to each other in a circle at " + id);
    }
    boolean here =
        applies
            && (rule.criteria().isEmpty() || rule.criteria().stream().anyMatch(holding::contains));
    return node(rule, rule.check(), above.and(rule.condition()), here, depth);
  }

  private Node node(Rule rule, Check check, RowTest condition, boolean applies, int depth) {
    List<Node> below =
        parts(check).stream()
            .map(part ->
                part instanceof Check.OfRule other
                    ? node(other.id(), condition, applies, depth + 1)
                    : node(rule, part, condition, applies, depth + 1))
            .toList();
    Optional<Tally> tally =
        applies && !rule.isPermission() && missing(check).isEmpty()
            ? tally(check, condition)
            : Optional.empty();
    tally.ifPresent(tallies::add);
    return new Node(rule, check, applies, below, tally);
  }

  private static List<Check> parts(Check check) {
    return switch (check) {
      case Check.All all -> all.checks();
      case Check.Any any -> any.checks();
      case Check.OfRule other -> List.of(other);
      case Check.EachRow _,
          Check.EachValue _,
          Check.Present _,
          Check.Distinct _,
          Check.Balance _,
          Check.Header _,
          Check.Undecidable _ ->
          List.of();
    };
  }

  private static Optional<Tally> tally(Check check, RowTest condition) {
    return switch (check) {
      case Check.EachRow rows -> Optional.of(Tally.ofRows(condition, rows.test()));
      case Check.EachValue values -> Optional.of(Tally.ofRows(condition, values.test()));
      case Check.Distinct distinct -> Optional.of(Tally.of(condition, distinct));
      case Check.Balance balance -> Optional.of(Tally.of(balance));
      case Check.Present _,
          Check.Header _,
          Check.OfRule _,
          Check.All _,
          Check.Any _,
          Check.Undecidable _ ->
          Optional.empty();
    };
  }

  /// The columns a check is about that the file does not have.
  private List<String> missing(Check check) {
    Set<String> about =
        switch (check) {
          case Check.EachRow rows -> rows.test().columns();
          case Check.Distinct distinct -> Set.of(distinct.of(), distinct.counted());
          case Check.Balance balance -> Set.of(balance.of(), balance.left().column());
          case Check.EachValue _,
              Check.Present _,
              Check.Header _,
              Check.OfRule _,
              Check.All _,
              Check.Any _,
              Check.Undecidable _ ->
              Set.of();
        };
    return about.stream().filter(column -> !places.containsKey(column)).sorted().toList();
  }

  private void collect(Node node) {
    findings.merge(
        node.rule.id(),
        node.finding(),
        (one, other) -> one.outcome().compareTo(other.outcome()) <= 0 ? one : other);
    node.below.forEach(this::collect);
  }

  /// A rule, or a part of one, where it is referred to.
  private final class Node {
    private final Rule rule;
    private final Check check;
    private final boolean applies;
    private final List<Node> below;
    private final Optional<Tally> tally;
    private Outcome outcome = Outcome.NOT_APPLICABLE;
    private String why = "";

    Node(Rule rule, Check check, boolean applies, List<Node> below, Optional<Tally> tally) {
      this.rule = rule;
      this.check = check;
      this.applies = applies;
      this.below = below;
      this.tally = tally;
    }

    void judge() {
      below.forEach(Node::judge);
      outcome = judged();
    }

    private Outcome judged() {
      if (!applies) {
        why = "none of its criteria holds: " + String.join(", ", rule.criteria());
        return Outcome.NOT_APPLICABLE;
      }
      if (rule.isPermission()) {
        return Outcome.PERMITTED;
      }
      List<String> missing = missing(check);
      if (!missing.isEmpty()) {
        why = "the file has no column " + String.join(", ", missing);
        return Outcome.UNDECIDED;
      }
      return switch (check) {
        case Check.Undecidable none -> {
          why = none.why();
          yield Outcome.UNDECIDED;
        }
        case Check.Present present -> verdict(places.containsKey(present.column()));
        case Check.Header header -> verdict(header.test().test(names));
        case Check.EachRow _, Check.EachValue _, Check.Distinct _, Check.Balance _ ->
            verdict(tally.orElseThrow().violations() == 0);
        case Check.All _, Check.OfRule _ -> ofParts(all());
        case Check.Any _ -> ofParts(any());
      };
    }

    private Outcome ofParts(Outcome parts) {
      why = parts == Outcome.UNDECIDED ? "no file alone tells what it refers to" : "";
      return parts;
    }

    private Outcome verdict(boolean holds) {
      return holds ? Outcome.PASSED : rule.isAdvice() ? Outcome.ADVISED : Outcome.FAILED;
    }

    private Outcome all() {
      return below.stream().anyMatch(node -> node.outcome == Outcome.FAILED)
          ? verdict(false)
          : weightiest();
    }

    private Outcome any() {
      if (below.stream().anyMatch(node -> node.outcome == Outcome.PASSED)) {
        below.forEach(Node::excuse);
        return Outcome.PASSED;
      }
      return all();
    }

    private void excuse() {
      outcome = outcome.isBreach() ? Outcome.ALTERNATIVE : outcome;
      below.forEach(Node::excuse);
    }

    /// Of what is not broken.
    private Outcome weightiest() {
      return below.stream()
          .map(node -> node.outcome)
          .filter(each -> !each.isBreach())
          .min(Outcome::compareTo)
          .orElse(Outcome.PASSED);
    }

    Finding finding() {
      return new Finding(
          rule.id(),
          rule.keyword(),
          rule.says(),
          outcome,
          tally.map(Tally::judged).orElse(0L),
          tally.map(Tally::violations).orElse(0L),
          why,
          tally.map(Tally::examples).orElse(List.of()));
    }
  }
}
