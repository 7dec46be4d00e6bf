package dev.weir.flow.ledger;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry.Armed;
import dev.weir.flow.entry.Entry.Standing;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A rule book on its way into force.
///
/// @param next the book
/// @param rules those that must be armed first
/// @param before what their counters stood at when they began to count: not zero after an arming
///   that was not completed, or for a rule that returns
public record Arming(RuleBook next, List<Rule> rules, Map<String, List<Standing>> before) {
  public Arming {
    rules = List.copyOf(rules);
    before = Map.copyOf(before);
  }

  /// What a rule has settled: what ended before it began to count, and what it counted since.
  Armed exact(Armed past, List<Standing> now, Instant at) {
    Rule rule = next.byCounter(past.counter()).orElseThrow();
    long first = rule.window().firstSlice(at);
    List<Standing> since = new ArrayList<>(now);
    for (Standing then : before.getOrDefault(rule.counter(), List.of())) {
      since.add(
          new Standing(
              then.balance(), then.measure(), Total.ZERO.minus(then.settled()), then.alerted()));
    }
    Armed sum = past.plus(since, at);
    return new Armed(
        sum.counter(),
        at,
        sum.measure(),
        sum.standings().stream().filter(each -> each.balance().slice() >= first).toList());
  }
}
