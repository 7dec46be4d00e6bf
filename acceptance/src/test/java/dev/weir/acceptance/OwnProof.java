package dev.weir.acceptance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/// Whether a use case has shown that it pays, worked out from what was sent and told: docs/gates.md
/// and docs/statistics.md written anew.
///
/// @param outcomes that were a success
/// @param cost loaded
/// @param value that counts
/// @param left of each day that had either: value × margin − loaded cost
record OwnProof(BigDecimal outcomes, BigDecimal cost, BigDecimal value, List<Double> left) {
  private static final BigDecimal MARGIN = new BigDecimal(AgreedGates.MARGIN);
  private static final double MISS = 0.05;

  /// What was known when a gate was looked at, of all days since its count began.
  static OwnProof of(Signatories.Look look, OwnBooks all) {
    OwnBooks books = all.asOf(look.at());
    Venture venture = ScriptedYear.venture(look.useCase());
    LocalDate first = OwnBooks.day(look.put()).minusDays(AgreedGates.WINDOW_DAYS);
    LocalDate last = OwnBooks.day(look.at()).minusDays(1);
    BigDecimal ledger = books.cost(venture.id(), first, last);
    BigDecimal loaded = ledger.add(pools(venture, first, last, new OwnPools(books)));
    double times = loaded.doubleValue() / ledger.doubleValue();
    List<Double> left = new ArrayList<>();
    first
        .datesUntil(last.plusDays(1))
        .forEach(day -> {
          BigDecimal cost = books.cost(venture.id(), day, day);
          BigDecimal value = counted(venture, books.known(venture, day, day, look.at()));
          if (cost.signum() != 0 || value.signum() != 0) {
            left.add(value.multiply(MARGIN).doubleValue() - cost.doubleValue() * times);
          }
        });
    List<OwnBooks.Told> known = books.known(venture, first, last, look.at());
    BigDecimal successes =
        known.stream()
            .filter(OwnBooks.Told::success)
            .map(each -> each.share(venture))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new OwnProof(successes, loaded, counted(venture, known), left);
  }

  private static BigDecimal counted(Venture venture, List<OwnBooks.Told> known) {
    return known.stream()
        .map(each -> each.stated(venture))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .multiply(venture.claimable().min(OwnBooks.UNTRIED));
  }

  /// Each month's by the days of it in the window.
  private static BigDecimal pools(
      Venture venture, LocalDate first, LocalDate last, OwnPools pools) {
    BigDecimal sum = BigDecimal.ZERO;
    for (YearMonth month = YearMonth.from(first);
        !month.isAfter(YearMonth.from(last));
        month = month.plusMonths(1)) {
      int from = month.equals(YearMonth.from(first)) ? first.getDayOfMonth() : 1;
      int to = month.equals(YearMonth.from(last)) ? last.getDayOfMonth() : month.lengthOfMonth();
      sum =
          sum.add(
              pools
                  .of(venture.id(), month)
                  .multiply(BigDecimal.valueOf(to - from + 1L))
                  .divide(BigDecimal.valueOf(month.lengthOfMonth()), 12, RoundingMode.HALF_EVEN));
    }
    return sum;
  }

  /// As a gate names it.
  String standing() {
    if (outcomes.compareTo(BigDecimal.valueOf(AgreedGates.PROVING_OUTCOMES)) < 0) {
      return "cannot_tell";
    }
    if (value.multiply(MARGIN).compareTo(cost) <= 0) {
      return "fails";
    }
    return bound() > 0 ? "holds" : "cannot_tell";
  }

  /// The lower bound of what is left of an outcome, at all looks.
  double bound() {
    int n = left.size();
    double mean = left.stream().mapToDouble(it -> it).average().orElseThrow();
    double squares = left.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum();
    return (mean - Math.sqrt(squares / (n - 1) / n) * boundary(n)) * n / outcomes.doubleValue();
  }

  /// In standard errors, after so many days.
  private static double boundary(int n) {
    double tuned = -2 * Math.log(2 * MISS);
    double rho = AgreedGates.WINDOW_DAYS / (tuned + Math.log(1 + tuned));
    double likelihood = Math.sqrt(1 + n / rho) / (2 * MISS) + 0.5;
    double u = (n + rho) * (1 - Math.pow(likelihood, -2.0 / n));
    return u < n ? Math.sqrt((n - 1) * u / (n - u)) : Double.POSITIVE_INFINITY;
  }
}
