package dev.weir.flow.rule;

import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;

/// A dated rule that caps what matching calls may use.
public sealed interface Rule permits Budget, Limit {

  /// What a rule may do to a call.
  enum Mode {
    /// Refuse it, or change it.
    ENFORCE,
    /// Count it and note what would have been done.
    SHADOW
  }

  /// Unique and stable; letters, digits, `-`, `_`, `.`.
  String id();

  Scope scope();

  /// What it counts over; [Window#TOTAL] for [Measure#CONCURRENT].
  Window window();

  Measure measure();

  Mode mode();

  /// When the rule counts and judges.
  Period period();

  default boolean enforced() {
    return mode() == Mode.ENFORCE;
  }

  /// Names what the rule counts: its id, and a hash of scope, window and measure. A change of any
  /// of these makes another counter, which must be armed; a change of limit, mode or ladder keeps
  /// it.
  default String counter() {
    String counted = scope() + "|" + window().text() + "|" + measure();
    return id() + "#" + RuleWriter.version(counted).substring(0, 8);
  }
}
