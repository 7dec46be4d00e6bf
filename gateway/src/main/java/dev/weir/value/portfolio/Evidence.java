package dev.weir.value.portfolio;

import dev.weir.base.money.Total;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// What else is known of a use case when it is decided what it lacks.
///
/// @param outcome whether there is one
/// @param target whether the outcome has one
/// @param unitValue whether it is said what one outcome is worth
/// @param baseline how it was before, or the plan by which that is being measured
/// @param hypotheses names of those that were registered about it
/// @param committed what it was allowed at its last gate, or cost in the last days of a month,
///   whichever is more; per month
public record Evidence(
    boolean outcome,
    boolean target,
    boolean unitValue,
    Optional<Baseline> baseline,
    Set<String> hypotheses,
    Total committed) {
  public static final Evidence NONE =
      new Evidence(false, false, false, Optional.empty(), Set.of(), Total.ZERO);

  public Evidence {
    hypotheses = Set.copyOf(hypotheses);
  }

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
