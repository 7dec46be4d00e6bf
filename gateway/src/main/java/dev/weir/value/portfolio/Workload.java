package dev.weir.value.portfolio;

import java.math.BigDecimal;
import java.util.Optional;

/// What matters of a use case's calls, and what must not be missed: floors and ceilings are
/// criteria of each of its gates.
///
/// @param cost weight, 0 to 1, as are the next two; the three add up to 1
/// @param qualityMin least share of good answers, 0 to 1
/// @param ttftP95MillisMax most milliseconds to the first token, of all but 5 % of calls
/// @param usdPerOutcomeMax most that the calls of an outcome may cost
public record Workload(
    BigDecimal cost,
    BigDecimal latency,
    BigDecimal quality,
    Optional<BigDecimal> qualityMin,
    Optional<Long> ttftP95MillisMax,
    Optional<BigDecimal> usdPerOutcomeMax) {
  /// As many as the threshold of a criterion has.
  private static final int DIGITS_MAX = 15;

  private static final long MILLIS_MAX = 86_400_000;

  public Workload {
    Rules.between("workload.weights.cost", cost, BigDecimal.ZERO, BigDecimal.ONE);
    Rules.between("workload.weights.latency", latency, BigDecimal.ZERO, BigDecimal.ONE);
    Rules.between("workload.weights.quality", quality, BigDecimal.ZERO, BigDecimal.ONE);
    BigDecimal sum = cost.add(latency).add(quality);
    if (sum.compareTo(BigDecimal.ONE) != 0) {
      throw new IllegalArgumentException(
          "field 'workload.weights' adds up to 1, was " + sum.toPlainString());
    }
    qualityMin.ifPresent(share -> {
      Rules.between("workload.floors.quality_min", share, BigDecimal.ZERO, BigDecimal.ONE);
      Rules.digits("workload.floors.quality_min", share, DIGITS_MAX);
    });
    usdPerOutcomeMax.ifPresent(usd -> {
      Rules.positive("workload.ceilings.usd_per_outcome_max", usd);
      Rules.digits("workload.ceilings.usd_per_outcome_max", usd, DIGITS_MAX);
    });
    if (ttftP95MillisMax.isPresent()
        && (ttftP95MillisMax.get() < 1 || ttftP95MillisMax.get() > MILLIS_MAX)) {
      throw new IllegalArgumentException(
          "field 'workload.ceilings.ttft_p95_ms_max' is 1 to %d, was %d"
              .formatted(MILLIS_MAX, ttftP95MillisMax.get()));
    }
  }
}
