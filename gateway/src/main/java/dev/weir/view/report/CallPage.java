package dev.weir.view.report;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.CallId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A page of calls, newest first.
///
/// @param next the call to continue before; absent on the last page
public record CallPage(List<Line> calls, Optional<CallId> next) {

  /// One call.
  ///
  /// @param useCase as reports show it
  /// @param models asked of providers, or empty for a refused call
  /// @param attempts requests to a provider that have ended
  /// @param calls as many as reports count it as: a record of many counts as those
  /// @param billed of its attempts, as many as unit costs are divided by
  /// @param refusedAs the kind of refusal, or empty for an admitted call
  /// @param tokens of all attempts, corrected where they were
  /// @param costEstimated the part of the cost that is not yet known better
  /// @param provenance how the figures are known, of the attempt known worst: `reported`,
  ///   `counted`, `estimated`, or empty where nothing is billed
  public record Line(
      CallId call,
      Instant acceptedAt,
      String useCase,
      String user,
      String key,
      String models,
      boolean stream,
      int attempts,
      long calls,
      long billed,
      String refusedAs,
      Measures.TokenSums tokens,
      Total cost,
      Total costEstimated,
      String provenance) {}

  public CallPage {
    calls = List.copyOf(calls);
  }
}
