package dev.weir.flow.policy;

import dev.weir.base.money.Money;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;

/// An attempt that has ended, as a rule sees it that is tried on the past.
///
/// @param call its id
/// @param begins whether its call has no earlier attempt
/// @param goesOn whether its call has a later one
/// @param value of the rule's `per` tag, or empty
/// @param bound the most it could use
/// @param cost what it came to; `tokens` likewise
public record Attempted(
    String call,
    boolean begins,
    boolean goesOn,
    Instant reservedAt,
    Instant endedAt,
    String value,
    Bound bound,
    Money cost,
    long tokens) {

  /// What was held for it.
  ///
  /// @param isFree it was known to cost nothing
  /// @param isProven whether the money could be known beforehand to be the most it costs
  public record Bound(Money cost, long tokens, boolean isFree, boolean isProven) {}

  /// What an enforced rule says to it.
  public sealed interface Answer {
    /// It is let through, and holds this.
    record Admitted(Hold hold) implements Answer {}

    /// There is no room for it.
    record NoRoom() implements Answer {}

    /// Nothing bounds its cost, and the budget grants no allowance for that.
    record Unbounded() implements Answer {}
  }

  /// What the rule of a match says to it, by the standings of that time. The attempt is taken as it
  /// is: whether its answer might have been shortened to fit, its entry does not tell.
  public Answer judged(Match match, RuleBook book, Standings standings) {
    Standing standing = Standing.of(match, book, standings, reservedAt);
    if (!bound.isProven && Bid.lacksAllowance(standing)) {
      return new Answer.Unbounded();
    }
    Money held =
        bound.isProven
            ? bound.cost
            : Bid.larger(bound.cost, Bid.allowanceOf(match.rule(), book, reservedAt));
    Form form = new Form(0, held, bound.tokens, bound.isFree);
    Measure measure = standing.measure();
    return form.fits(standing)
        ? new Answer.Admitted(new Hold(match.balance(reservedAt), measure, form.amount(measure)))
        : new Answer.NoRoom();
  }

  /// What it leaves on a balance once it has ended.
  public long settled(Measure measure) {
    return measure == Measure.CONCURRENT ? 0 : measure.held(cost, tokens);
  }
}
