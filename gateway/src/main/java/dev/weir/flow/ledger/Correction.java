package dev.weir.flow.ledger;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A better figure for an attempt that has ended.
///
/// @param tags what rules match, Weir's own tags included
/// @param reservedAt decides the slice it was booked to
/// @param reserved what the attempt held; nothing of spend beside the gateway, which no rule counts
/// @param costBefore what is known to have been charged, earlier corrections included
/// @param tokensBefore input plus output, likewise
public record Correction(
    CallId call,
    int attempt,
    CallFacts facts,
    Tags tags,
    Instant reservedAt,
    Optional<Money> reserved,
    Money costBefore,
    long tokensBefore,
    Usage usage,
    Charge charge,
    String source,
    String who,
    String why) {

  Entry.Corrected entry(Instant at, List<RuleBook> books) {
    Map<BalanceKey, Hold> differences = new LinkedHashMap<>();
    for (RuleBook book : reserved.isPresent() ? books : List.<RuleBook>of()) {
      for (Match match : book.matching(tags, reservedAt)) {
        BalanceKey balance = match.balance(reservedAt);
        Measure measure = match.rule().measure();
        differences.put(balance, new Hold(balance, measure, difference(measure)));
      }
    }
    return new Entry.Corrected(
        call,
        attempt,
        at,
        usage,
        charge,
        differences.values().stream().filter(hold -> hold.amount() != 0).toList(),
        source,
        who,
        why);
  }

  /// That the attempt turns out to have cost more than it held, where nobody knew it before.
  Optional<Entry.Overrun> overrun(Instant at) {
    return reserved
        .filter(held -> charge.total().compareTo(held) > 0 && costBefore.compareTo(held) <= 0)
        .map(held -> new Entry.Overrun(call, attempt, at, held, charge.total()));
  }

  /// An attempt stays one request, whatever it used.
  private long difference(Measure measure) {
    return switch (measure) {
      case MONEY -> charge.total().minus(costBefore).picos();
      case TOKENS -> Math.subtractExact(Math.addExact(usage.input(), usage.output()), tokensBefore);
      case REQUESTS, CONCURRENT -> 0;
    };
  }
}
