package dev.weir.value.review;

import dev.weir.base.stats.Point;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.evidence.ShownShare;
import java.util.Optional;

/// How much of a value may be counted as the AI's: the newest that is known of what a [Counting]
/// says of the months.
///
/// @param shown the share that an experiment has shown; none = all is taken for the AI's
/// @param graded what the grade of the evidence lets count before it, above 0, at most 1
record Attribution(Optional<ShownShare> shown, double graded) {
  /// Of a value without a grade: an opinion's.
  private static final double UNGRADED = Haircut.USUAL.share(Evidence.OPINION).doubleValue();

  static Attribution of(History history) {
    return new Attribution(
        history.newest(each -> each.benefit().incremental()),
        history.newest(each -> each.benefit().haircut()).orElse(UNGRADED));
  }

  /// A mean, of which only the share that was shown counts.
  Point shown(Point mean) {
    return shown.map(share -> share.of(mean)).orElse(mean);
  }

  /// What counts of 1 that is stated.
  double counted() {
    return graded * shown.map(ShownShare::value).orElse(1.0);
  }
}
