package dev.weir.value.portfolio;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// What else is known of a use case when it is decided what it lacks.
///
/// @param outcome whether there is one
/// @param target whether the outcome has one
/// @param unitValue whether it is said what one outcome is worth
/// @param baseline how it was before, or the plan by which that is being measured
/// @param hypotheses names of those that were registered about it, and started or still may
/// @param served how good what it serves is; nothing where nobody tells, or nobody asked
public record Known(
    boolean outcome,
    boolean target,
    boolean unitValue,
    Optional<Baseline> baseline,
    Set<String> hypotheses,
    Optional<Served> served) {
  public static final Known NONE =
      new Known(false, false, false, Optional.empty(), Set.of(), Optional.empty());

  public Known {
    hypotheses = Set.copyOf(hypotheses);
  }

  /// How good its outcomes are that were told of a while.
  ///
  /// @param what `quality`, or `success_share` where no outcome is told with a quality
  /// @param share 0 to 1
  /// @param n outcomes it is of
  public record Served(String what, BigDecimal share, long n) {
    String text() {
      return "%s %s of %d live outcomes".formatted(what, share.toPlainString(), n);
    }
  }

  /// The same, with how good what it serves is.
  public Known serving(Optional<Served> live) {
    return new Known(outcome, target, unitValue, baseline, hypotheses, live);
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
