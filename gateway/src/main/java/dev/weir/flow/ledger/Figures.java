package dev.weir.flow.ledger;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the rules of a book have counted at one moment. Made, asked and dropped under the ledger's
/// lock; it changes nothing. Rules come from its own book: another's may have other amounts.
record Figures(RuleBook rules, Balances balances, Instant at) {
  /// As [Ledger#left(Reserved)].
  Optional<Total> left(Reserved reserved) {
    Optional<Total> least = Optional.empty();
    for (Hold hold : reserved.holds()) {
      Optional<Rule> rule = rules.byCounter(hold.balance().rule());
      if (rule.isPresent() && rule.get() instanceof Budget budget && budget.enforced()) {
        Match match = new Match(budget, hold.balance().rule(), hold.balance().value());
        Total left =
            RuleStanding.left(
                rules.capOf(match, at), balances.settled(match, at), balances.reserved(match, at));
        least = least.filter(other -> other.compareTo(left) <= 0).or(() -> Optional.of(left));
      }
    }
    return least;
  }

  /// As [Ledger#left(Tags)].
  Optional<Total> left(Tags judged) {
    return rules.matching(judged, at).stream()
        .filter(match -> match.rule() instanceof Budget budget && budget.enforced())
        .map(match -> standing(match).left())
        .min(Comparator.naturalOrder());
  }

  /// For each value the rule of an id has counted for.
  List<RuleStanding> of(String id) {
    return rules.byId(id).map(this::of).orElse(List.of());
  }

  private List<RuleStanding> of(Rule rule) {
    String counter = rule.counter();
    List<String> values =
        rule.scope().per().isEmpty()
            ? List.of("")
            : balances.values(Set.of(counter)).getOrDefault(counter, List.of());
    return values.stream()
        .sorted()
        .map(value -> standing(new Match(rule, counter, value)))
        .toList();
  }

  /// Of rules of this book that can apply to a principal's calls: for the principal's own values.
  List<RuleStanding> of(List<Rule> concerning, Tags principal) {
    return concerning.stream()
        .flatMap(rule -> matches(rule, principal))
        .map(this::standing)
        .toList();
  }

  private Stream<Match> matches(Rule rule, Tags principal) {
    String counter = rule.counter();
    String per = rule.scope().per().orElse("");
    if (!JudgedTags.OF_THE_CALL.contains(per)) {
      return Stream.of(new Match(rule, counter, per.isEmpty() ? "" : principal.valueOrEmpty(per)));
    }
    return balances.values(Set.of(counter)).getOrDefault(counter, List.of("")).stream()
        .sorted()
        .map(value -> new Match(rule, counter, value));
  }

  private RuleStanding standing(Match match) {
    return new RuleStanding(
        match.rule(),
        match.value(),
        rules.limitOf(match, at),
        rules.capOf(match, at),
        balances.settled(match, at),
        balances.reserved(match, at),
        match.rule().window().resetsAt(at),
        rules.asSet(match.rule(), at));
  }
}
