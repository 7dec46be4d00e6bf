package dev.weir.value.baseline;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A measurement pilot: how the baseline of a use case is being found out, before AI changes it.
///
/// @param goals what is collected, and how well it is to be known
/// @param fromWhom whose work it is
/// @param collector who is to bring it in
/// @param period in which units are observed
/// @param validMonths after the last day until which the baseline that it ends in bears claims
/// @param volume units a month, where somebody knows that already
public record Pilot(
    String useCase,
    String unit,
    List<Goal> goals,
    String fromWhom,
    String collector,
    Period period,
    int validMonths,
    Optional<Figure> volume,
    List<Consequence> consequences)
    implements Comparand {
  private static final int MONTHS_MAX = 36;

  public Pilot {
    goals = List.copyOf(goals);
    consequences = List.copyOf(consequences);
    Set<Measure> seen = new HashSet<>();
    for (Goal goal : goals) {
      if (!seen.add(goal.measure())) {
        throw new IllegalArgumentException(
            "field 'collect' names each figure once, was '%s' twice"
                .formatted(goal.measure().code()));
      }
    }
    if (goals.isEmpty()) {
      throw new IllegalArgumentException("field 'collect' has one figure at least, was none");
    }
    if (validMonths < 1 || validMonths > MONTHS_MAX) {
      throw new IllegalArgumentException(
          "field 'valid_months' is 1 to %d, was %d".formatted(MONTHS_MAX, validMonths));
    }
    Baseline.requireDistinct(consequences);
  }

  /// Units that reach every goal.
  public long units() {
    return goals.stream().mapToLong(Goal::units).max().orElseThrow();
  }

  public LocalDate expires() {
    return period.until().plusMonths(validMonths);
  }
}
