package dev.weir.value.opportunity;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What somebody states of a use case's opportunity.
///
/// @param plan from an idea on: the stage is the portfolio's to say
/// @param stated terms
/// @param effortDays person-days until its benefit comes; in no figure, as what they cost is in the
///   investment
public record Assumptions(
    Plan plan, Map<Term, Input> stated, Optional<BigDecimal> effortDays, Optional<Risk> risk) {
  /// Nobody stated anything.
  public static final Assumptions NONE =
      new Assumptions(Plan.ASSUMED, Map.of(), Optional.empty(), Optional.empty());

  private static final BigDecimal DAYS_MAX = BigDecimal.valueOf(100_000);

  public Assumptions {
    Map<Term, Input> copy = new EnumMap<>(Term.class);
    copy.putAll(stated);
    stated = Collections.unmodifiableMap(copy);
    if (effortDays.filter(days -> days.signum() < 0 || days.compareTo(DAYS_MAX) > 0).isPresent()) {
      throw new IllegalArgumentException(
          "field 'effort_days' is 0 to %s, was %s"
              .formatted(DAYS_MAX.toPlainString(), effortDays.get().toPlainString()));
    }
  }
}
