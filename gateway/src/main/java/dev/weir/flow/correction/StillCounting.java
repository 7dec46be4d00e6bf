package dev.weir.flow.correction;

import dev.weir.flow.policy.Hold;
import dev.weir.flow.projection.EndedSums.Question;
import dev.weir.flow.projection.EndedSums.Sum;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rules whose windows have not ended and reach back to a part of the past: what is changed
/// there moves their balances.
///
/// @param book the rules were found in
/// @param at an instant of their windows
record StillCounting(RuleBook book, List<Rule> rules, Instant at) {
  /// Of one entry.
  private static final int MOVED_MAX = 50_000;

  /// @param until where that part of the past ends
  static StillCounting of(RuleBook book, Set<Measure> measures, Instant until, Instant at) {
    List<Rule> rules =
        book.rules().stream()
            .filter(rule -> measures.contains(rule.measure()))
            .filter(rule -> rule.window().firstSlice(at) < until.getEpochSecond())
            .toList();
    return new StillCounting(book, rules, at);
  }

  /// What is to be added up, rule by rule.
  ///
  /// @param before first position of the journal that is not looked at
  List<Question> questions(long before) {
    return rules.stream().map(rule -> Question.of(rule, at, before)).toList();
  }

  /// @param differences answers to the questions
  List<Hold> moved(List<List<Sum>> differences) {
    List<Hold> moved = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      for (Sum sum : differences.get(i)) {
        long amount = sum.total().toBigInteger().longValueExact();
        if (amount != 0) {
          BalanceKey balance = new BalanceKey(rule.counter(), sum.value(), sum.slice());
          moved.add(new Hold(balance, rule.measure(), amount));
        }
      }
    }
    return moved;
  }

  /// Why this cannot be booked, if it cannot.
  ///
  /// @param inForce by now
  Optional<String> refusal(List<Hold> moved, RuleBook inForce) {
    if (moved.size() > MOVED_MAX) {
      return Optional.of(
          "it moves %,d balances that still count, at most %,d at once: ask for less time"
              .formatted(moved.size(), MOVED_MAX));
    }
    return inForce.version().equals(book.version())
        ? Optional.empty()
        : Optional.of("the rules have changed meanwhile: ask again");
  }
}
