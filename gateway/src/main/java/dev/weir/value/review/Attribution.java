package dev.weir.value.review;

import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.review.MonthFigures.Effect;
import java.util.Optional;

/// How much of a value may be counted as the AI's.
///
/// @param share that an experiment has shown; 1 where none has
/// @param counted what the grade of the evidence leaves of an amount, above 0, at most 1
record Attribution(Effect share, double counted) {

  /// By the newest that is known. A value without a grade is an opinion's, by its usual share; one
  /// of which no experiment here has shown the share counts no more than the policy lets it,
  /// whatever grade it is told with.
  static Attribution of(History history, Policy.Evidence policy) {
    Optional<Effect> shown = history.newest(each -> each.benefit().incremental());
    double grade =
        history
            .newest(each -> each.benefit().haircut())
            .orElse(Haircut.USUAL.share(Evidence.OPINION).doubleValue());
    return new Attribution(
        shown.orElse(new Effect(1, 0)),
        shown.isPresent() ? grade : Math.min(grade, policy.untriedMax()));
  }
}
