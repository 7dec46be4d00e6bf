package dev.weir.value.gate;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.trial.StudentSequence;
import dev.weir.value.criterion.Judged.Standing;
import dev.weir.value.evidence.ShownShare;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/// When unit economics are proven: the loaded cost per outcome is below value per outcome × margin,
/// shown at 95 % on one side and on enough outcomes.
///
/// Value is what of it counts ([dev.weir.value.evidence.Counting]). Cost and value are bounded
/// together, day by day: what is left of a day, value × margin − cost, is above 0 on average. The
/// bound is a [StudentSequence], so that it may be looked at every day: in a year of looks at least
/// one false proof comes with a chance of 5 % at most.
///
/// @param margin above 0, at most 1
public record Proof(BigDecimal margin, long outcomesMin) {
  private static final MathContext SHOWN = new MathContext(4);

  public Proof {
    if (margin.signum() <= 0 || margin.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "proof: field 'margin' is above 0 and at most 1, was " + margin.toPlainString());
    }
    if (outcomesMin < 1) {
      throw new IllegalArgumentException(
          "proof: field 'outcomes_min' is 1 or more, was " + outcomesMin);
    }
  }

  /// What proves this and another one.
  public Proof and(Proof other) {
    return new Proof(margin.min(other.margin), Math.max(outcomesMin, other.outcomesMin));
  }

  /// @param standing holds = proven; fails = the cost itself is not below; else it cannot be told
  /// @param why with the figures that decided
  public record Proven(Standing standing, String why) {
    public boolean holds() {
      return standing == Standing.HOLDS;
    }
  }

  /// @param economics of all days since the count began
  /// @param plannedDays the days at which the bound is narrowest beside that of a single look
  public Proven of(Economics economics, int plannedDays) {
    return switch (economics) {
      case Economics.Unknown(String why) -> new Proven(Standing.CANNOT_TELL, why);
      case Economics.Known known -> of(known, plannedDays);
    };
  }

  private Proven of(Economics.Known known, int plannedDays) {
    if (known.outcomes().compareTo(BigDecimal.valueOf(outcomesMin)) < 0) {
      return new Proven(
          Standing.CANNOT_TELL,
          "outcomes are %s, needed are %d"
              .formatted(known.outcomes().toPlainString(), outcomesMin));
    }
    String against =
        "value per outcome %s (%s) × margin %s"
            .formatted(each(known.value().usd(), known), known.value().why(), margin);
    String cost = "loaded cost per outcome " + each(known.costUsd(), known);
    BigDecimal left = known.value().usd().multiply(margin).subtract(known.costUsd());
    if (left.signum() <= 0) {
      return new Proven(Standing.FAILS, "%s is not below %s".formatted(cost, against));
    }
    try {
      double low = leftEachDay(known, plannedDays);
      BigDecimal bound = new BigDecimal(low).multiply(BigDecimal.valueOf(known.days().count()));
      return new Proven(
          low > 0 ? Standing.HOLDS : Standing.CANNOT_TELL,
          "%s is below %s by %s, 95 %% lower bound at all looks since %s %s, which is %sabove 0"
              .formatted(
                  cost,
                  against,
                  each(left, known),
                  known.from(),
                  each(bound, known),
                  low > 0 ? "" : "not "));
    } catch (Unanswered tooFew) {
      return new Proven(Standing.CANNOT_TELL, "%s: %s".formatted(cost, tooFew.getMessage()));
    }
  }

  /// The lower bound of its mean. A share that an experiment has shown is the same on all days: it
  /// is taken at its own lower bound, and each of the two bounds has half of the error.
  private double leftEachDay(Economics.Known known, int plannedDays) {
    Optional<ShownShare> shown = known.value().shown();
    Confidence each = shown.isPresent() ? Confidence.P95.ofEachOf(2) : Confidence.P95;
    double share = shown.map(it -> it.atLeast(each)).orElse(1.0);
    Moments over = known.days().yLess(margin.doubleValue() * share);
    Moments left = new Moments(over.count(), -over.mean(), over.squares());
    return new StudentSequence(each, plannedDays).atLeast(left.point(), left.count()).low();
  }

  private static String each(BigDecimal usd, Economics.Known known) {
    return usd.divide(known.outcomes(), SHOWN).stripTrailingZeros().toPlainString();
  }
}
