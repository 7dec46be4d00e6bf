package dev.weir.flow.policy;

import dev.weir.base.money.Total;
import dev.weir.flow.rule.Share;
import java.util.List;
import java.util.Optional;

/// Which thresholds of a budget someone must be told about.
public final class Alerts {
  private Alerts() {}

  /// The shares that `settled` has reached and that are above the highest one told in this window:
  /// each is told once, also when a correction lowers the sum in between, and also when the limit
  /// was lowered under what is settled.
  ///
  /// @param limit the limit in effect, raises included
  /// @param told highest share already told in this window
  /// @return ascending
  public static List<Share> due(
      Total settled, Total limit, List<Share> shares, Optional<Share> told) {
    if (settled.compareTo(Total.ZERO) <= 0) {
      return List.of();
    }
    return shares.stream()
        .filter(share -> told.isEmpty() || share.compareTo(told.get()) > 0)
        .filter(share -> settled.compareTo(share.ceilOf(limit)) >= 0)
        .distinct()
        .sorted()
        .toList();
  }
}
