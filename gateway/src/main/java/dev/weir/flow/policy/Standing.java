package dev.weir.flow.policy;

import dev.weir.base.money.Total;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Share;
import java.time.Instant;

/// Where one rule stands for a call, in the unit of its measure.
///
/// @param limit what shares are taken of
/// @param cap what settled + reserved never passes
record Standing(Match match, Total limit, Total cap, Total settled, Total reserved) {

  static Standing of(Match match, RuleBook book, Standings standings, Instant now) {
    return new Standing(
        match,
        book.limitOf(match, now),
        book.capOf(match, now),
        standings.settled(match, now),
        standings.reserved(match, now));
  }

  Rule rule() {
    return match.rule();
  }

  Measure measure() {
    return match.rule().measure();
  }

  boolean enforced() {
    return match.rule().enforced();
  }

  /// What can still be held; negative once the provider billed more than was held.
  Total room() {
    return cap.minus(settled).minus(reserved);
  }

  /// Whether there would be room if no other call were under way.
  boolean takesWhenIdle(long amount) {
    return settled.plus(amount).compareTo(cap) <= 0;
  }

  boolean takesWhenEmpty(long amount) {
    return Total.of(amount).compareTo(cap) <= 0;
  }

  boolean reached(Share share) {
    return settled.plus(reserved).compareTo(share.ceilOf(limit)) >= 0;
  }

  /// `budget:support` or `limit:per-user`.
  String label() {
    return switch (match.rule()) {
      case Budget budget -> "budget:" + budget.id();
      case Limit limit -> "limit:" + limit.id();
    };
  }
}
