package dev.weir.flow.policy;

import dev.weir.flow.cohort.Rollout.Outside;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a verdict is asked about.
///
/// @param outside why the rollout of the call's use case keeps it out, if it does
/// @param useCase decides the shortest answer that is still of use; may be empty
/// @param planned as the caller asked and the route decided
/// @param substitutes offers for the models named by the ladders of the planned offer's matches
///   ([RuleBook#substitutes]); a name without an offer is not tried
/// @param barred models the ladders name that this call may not use or cannot, and why
/// @param uncuttable why the answer must not be shortened (`structured output`, `tools`), if so
public record Question(
    Optional<Outside> outside,
    String useCase,
    Offer planned,
    List<Offer> substitutes,
    Map<String, String> barred,
    Optional<String> uncuttable) {
  public Question {
    substitutes = List.copyOf(substitutes);
    barred = Map.copyOf(barred);
  }
}
