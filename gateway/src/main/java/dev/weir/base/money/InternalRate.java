package dev.weir.base.money;

import java.math.BigDecimal;

/// The internal rate of return of cash flows: the rate of a period at which they are worth nothing.
/// The set is closed.
public sealed interface InternalRate {
  /// There is one and no other: flows change their sign once (Descartes' rule for 1/(1 + r)).
  ///
  /// @param rate of a period, above −1, to twelve digits
  record Only(BigDecimal rate) implements InternalRate {}

  /// There may be none, one or several, and none of them says what the flows are worth: go by the
  /// modified rate of return.
  ///
  /// @param signChanges two at least
  record Many(int signChanges) implements InternalRate {}

  /// There is none: all flows have one sign, or all are 0.
  record None() implements InternalRate {}
}
