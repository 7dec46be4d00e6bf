package dev.weir.value.portfolio;

import java.time.LocalDate;
import java.util.Optional;

/// What else is known of a use case when it is decided what it lacks.
///
/// @param outcome whether there is one
/// @param target whether the outcome has one
/// @param unitValue whether it is said what one outcome is worth
/// @param hypothesis whether the one that the use case names is registered for it
/// @param baseline how it was before, or the plan by which that is being measured
public record Evidence(
    boolean outcome,
    boolean target,
    boolean unitValue,
    boolean hypothesis,
    Optional<Baseline> baseline) {
  public static final Evidence NONE = new Evidence(false, false, false, false, Optional.empty());

  /// @param expires the first day on which it counts no more
  public record Baseline(Optional<LocalDate> expires) {
    boolean isExpired(LocalDate today) {
      return expires.filter(day -> !today.isBefore(day)).isPresent();
    }
  }

  /// Whether a baseline counts on a day.
  boolean hasBaseline(LocalDate today) {
    return baseline.filter(it -> !it.isExpired(today)).isPresent();
  }
}
