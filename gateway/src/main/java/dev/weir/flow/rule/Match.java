package dev.weir.flow.rule;

import java.time.Instant;

/// A rule that applies to a call.
///
/// @param counter the rule's [Rule#counter()], carried so that the call path need not compute it
/// @param value the call's value of the rule's `per` tag, or empty for a rule without one
public record Match(Rule rule, String counter, String value) {

  public Match(Rule rule, String value) {
    this(rule, rule.counter(), value);
  }

  /// The balance that a call accepted at `at` is counted on.
  public BalanceKey balance(Instant at) {
    return new BalanceKey(counter, value, rule.window().sliceOf(at));
  }
}
