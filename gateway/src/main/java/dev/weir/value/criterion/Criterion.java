package dev.weir.value.criterion;

import dev.weir.base.stats.Confidence;
import java.math.BigDecimal;
import java.util.Optional;

/// A demand on one metric: `success_share ≥ 0.8 at 95 % on 200 outcomes`.
///
/// @param confidence with it the one-sided bound on the bad side has to hold; without, the value
/// @param nMin observations it has to rest on
public record Criterion(
    Metric metric,
    Comparison comparison,
    BigDecimal threshold,
    Optional<Confidence> confidence,
    long nMin) {
  private static final double CONFIDENCE_MIN = 0.5;
  private static final double CONFIDENCE_MAX = 0.999;
  private static final int DIGITS_MAX = 15;

  /// Days of a year.
  private static final int LOOKS = 365;

  public Criterion {
    if (!metric.unit().takes(threshold) || threshold.precision() > DIGITS_MAX) {
      throw new IllegalArgumentException(
          "field 'threshold' of %s is %s, of at most %d digits, was %s"
              .formatted(
                  metric.code(), metric.unit().rule(), DIGITS_MAX, threshold.toPlainString()));
    }
    if (metric.unit() == Unit.YES_NO && comparison != Comparison.AT_LEAST) {
      throw new IllegalArgumentException(
          "field 'comparison' of %s is at_least, was '%s'"
              .formatted(metric.code(), comparison.code()));
    }
    confidence.ifPresent(asked -> requireSensible(metric, asked));
    if (nMin < 0) {
      throw new IllegalArgumentException("field 'n_min' is 0 or more, was " + nMin);
    }
  }

  private static void requireSensible(Metric metric, Confidence asked) {
    if (!metric.isBounded()) {
      throw new IllegalArgumentException(
          "field 'confidence' is of metrics with a bound, and %s has none, was %s"
              .formatted(metric.code(), asked.share()));
    }
    requireWithin(asked.share());
  }

  static Confidence confidence(BigDecimal share) {
    requireWithin(share.doubleValue());
    return new Confidence(share.doubleValue());
  }

  private static void requireWithin(double share) {
    if (share < CONFIDENCE_MIN || share > CONFIDENCE_MAX) {
      throw new IllegalArgumentException(
          "field 'confidence' is %s to %s, was %s"
              .formatted(CONFIDENCE_MIN, CONFIDENCE_MAX, share));
    }
  }

  /// Whether it is as sure as its metric allows.
  public boolean isSure() {
    return confidence.isPresent() || !metric.isBounded();
  }

  /// Whether it demands at least as much as another one of its metric and comparison.
  public boolean demands(Criterion other) {
    return comparison.holds(threshold, other.threshold);
  }

  /// `error_share ≤ 0.02 at 95 %`.
  public String text() {
    return "%s %s %s%s"
        .formatted(
            metric.code(),
            comparison.sign(),
            threshold.toPlainString(),
            confidence.map(Criterion::at).orElse(""));
  }

  private static String at(Confidence confidence) {
    return " at %s %%"
        .formatted(
            new BigDecimal(Double.toString(confidence.share()))
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString());
  }

  /// What the figure of these says of it.
  public Judged judge(Figures figures) {
    return judge(figures.of(metric, confidence.orElse(Confidence.P95)));
  }

  /// The same where it is looked at every day and acted on at once: over a year of looks its bound
  /// misses no more often than its confidence says.
  public Judged judgeDaily(Figures figures) {
    return judge(figures.of(metric, confidence.orElse(Confidence.P95).ofEachOf(LOOKS)));
  }

  /// @param figure of its metric, with bounds at the confidence that is to decide
  public Judged judge(Figure figure) {
    return switch (figure) {
      case Figure.Unknown unknown -> cannotTell(figure, unknown.why());
      case Figure.Known known -> judged(known);
    };
  }

  private Judged judged(Figure.Known known) {
    if (known.n() < nMin) {
      return cannotTell(known, "n is %d, needed are %d".formatted(known.n(), nMin));
    }
    if (!comparison.holds(known.value(), threshold)) {
      return new Judged(this, known, Judged.Standing.FAILS, seen("", known.value()));
    }
    if (confidence.isEmpty()) {
      return new Judged(this, known, Judged.Standing.HOLDS, seen("", known.value()));
    }
    return known
        .bounds()
        .map(bounds -> byBound(known, comparison.isUpward() ? bounds.low() : bounds.high()))
        .orElseGet(() -> cannotTell(known, "the figure has no bound"));
  }

  private Judged byBound(Figure.Known known, BigDecimal bound) {
    String why = seen(comparison.isUpward() ? "lower bound " : "upper bound ", bound);
    return comparison.holds(bound, threshold)
        ? new Judged(this, known, Judged.Standing.HOLDS, why)
        : cannotTell(known, why + ": the value would hold, its bound does not");
  }

  private String seen(String what, BigDecimal value) {
    return "%s%s, asked for %s %s"
        .formatted(what, value.toPlainString(), comparison.sign(), threshold.toPlainString());
  }

  private Judged cannotTell(Figure figure, String why) {
    return new Judged(this, figure, Judged.Standing.CANNOT_TELL, why);
  }
}
