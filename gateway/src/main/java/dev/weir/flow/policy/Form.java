package dev.weir.flow.policy;

import dev.weir.base.money.Money;
import dev.weir.flow.rule.Measure;

/// What a call of a given shape can use at most.
///
/// @param maxTokens output tokens of one choice
/// @param cost what is held of money
/// @param tokens input plus output
/// @param free it is known to cost nothing; a call that cannot be priced is not free
record Form(long maxTokens, Money cost, long tokens, boolean free) {

  /// What is held of a rule with this measure.
  long amount(Measure measure) {
    return measure.held(cost, tokens);
  }

  /// What must be free for the call to pass: at least something, unless it is known to use nothing,
  /// for unknown is not zero.
  long needed(Measure measure) {
    return measure == Measure.MONEY && !free ? Math.max(1, cost.picos()) : amount(measure);
  }

  boolean fits(Standing standing) {
    return fits(standing.measure(), standing.room().saturated());
  }

  /// A call that costs nothing passes a budget that is overrun.
  boolean fits(Measure measure, long room) {
    return (free && measure == Measure.MONEY) || needed(measure) <= room;
  }
}
