package dev.weir.flow.ledger;

import dev.weir.base.money.Total;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.Optional;

/// How far a rule is used, in the unit of its measure.
///
/// @param value the tag value it is counted for, or empty
/// @param limit what was granted, raises included
/// @param cap what settled + reserved never passes: a budget's stop, a limit's maximum
/// @param settled what ended calls used in the current window
/// @param reserved what calls under way hold
/// @param resetsAt when nothing counted by now counts any more; empty = never
/// @param asSet what the limit is set as, where that is another currency than the dollar
public record RuleStanding(
    Rule rule,
    String value,
    Total limit,
    Total cap,
    Total settled,
    Total reserved,
    Optional<Instant> resetsAt,
    Optional<RuleBook.AsSet> asSet) {

  /// What can still be used; never negative.
  public Total left() {
    return left(cap, settled, reserved);
  }

  static Total left(Total cap, Total settled, Total reserved) {
    Total left = cap.minus(settled).minus(reserved);
    return left.isNegative() ? Total.ZERO : left;
  }
}
