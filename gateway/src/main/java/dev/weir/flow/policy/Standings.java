package dev.weir.flow.policy;

import dev.weir.base.money.Total;
import dev.weir.flow.rule.Match;
import java.time.Instant;

/// The balances a verdict is judged on, in the unit of each rule's measure.
///
/// `at` may lie in the future: then the answer is what is booked now and still counts then, so that
/// a refusal can say when to come back. Asking changes nothing.
public interface Standings {

  /// What has been settled for a match in the window that `at` falls into.
  Total settled(Match match, Instant at);

  /// What calls under way hold of it.
  Total reserved(Match match, Instant at);
}
