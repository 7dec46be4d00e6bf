package dev.weir.value.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// How the money kept for experiments stands.
///
/// @param spentUsd of its budget, in the budget's window
/// @param running experiments, those that are scheduled to among them
/// @param decided hypotheses in that window, whether they held or not: both are learnt
public record Reserve(Policy.ReserveTerms terms, BigDecimal spentUsd, int running, int decided) {
  private static final int CENTS = 2;

  /// Spent ÷ decided, to the cent, half up; absent while nothing is decided.
  public Optional<BigDecimal> usdPerHypothesis() {
    return decided == 0
        ? Optional.empty()
        : Optional.of(spentUsd.divide(BigDecimal.valueOf(decided), CENTS, RoundingMode.HALF_UP));
  }

  /// Why no further experiment may begin on a day; none = one may.
  public List<String> refusals(LocalDate day) {
    return terms.refusals(running, day);
  }
}
