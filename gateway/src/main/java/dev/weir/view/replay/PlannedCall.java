package dev.weir.view.replay;

import dev.weir.view.replay.Population.UseCase;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One call before it is made: everything that seed, trace and population decide.
///
/// @param at when it is due, since the first
/// @param row index in the trace
/// @param user empty when it names none
/// @param tags free tags
/// @param maxTokens what the caller sets
/// @param followUps made once it is answered, in turn
record PlannedCall(
    int row,
    Duration at,
    UseCase useCase,
    String model,
    String user,
    String purpose,
    boolean stream,
    Map<String, String> tags,
    int input,
    int cached,
    int output,
    int maxTokens,
    List<PlannedCall> followUps) {
  PlannedCall {
    tags = Map.copyOf(tags);
    followUps = List.copyOf(followUps);
  }

  Population.Dialect dialect() {
    return Population.Dialect.of(model);
  }

  /// This call with its follow-ups.
  int calls() {
    return 1 + followUps.size();
  }
}
