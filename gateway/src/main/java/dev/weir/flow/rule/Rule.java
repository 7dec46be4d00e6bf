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

  /// Names what the rule counts: its id, and a hash of scope, window, measure and period. A change
  /// of any of these makes another counter, which must be armed; a change of limit, mode or ladder
  /// keeps it.
  default String counter() {
    String always = scope() + "|" + window().text() + "|" + measure();
    String counted = period().equals(Period.ALWAYS) ? always : always + "|" + period();
    return id() + "#" + RuleWriter.version(counted).substring(0, 8);
  }

  /// The id in a counter.
  static String idOf(String counter) {
    return counter.substring(0, counter.indexOf('#'));
  }
}
