package dev.weir.flow.policy;

import dev.weir.base.money.Money;
import java.util.List;

/// What an admitted call holds until it ends.
///
/// @param amount the most it can cost
/// @param tokens the most tokens it can use
/// @param holds one per matching rule that counts it, those in shadow mode included
/// @param notes what the verdict did, and what shadow rules would have done
public record Reservation(Money amount, long tokens, List<Hold> holds, List<String> notes) {
  public Reservation {
    holds = List.copyOf(holds);
    notes = List.copyOf(notes);
  }
}
