package dev.weir.value.review;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// One predicate of the policy beside the figures it was held against.
///
/// @param figure what the months say; absent where they do not
/// @param bound what is compared, one-sided
/// @param threshold from the policy, or from the months where the policy names a figure
/// @param why of [Outcome#UNKNOWN]; empty otherwise
public record Criterion(
    Name name,
    OptionalDouble figure,
    OptionalDouble bound,
    double threshold,
    Outcome outcome,
    String why) {

  /// What is asked.
  public enum Name {
    /// Enough months and outcomes to say anything.
    EVIDENCE,
    /// Double-down: the unit cost falls with volume.
    UNIT_COST_FALLS,
    /// Double-down: value's lower bound is above loaded cost × (1 + margin).
    VALUE_ABOVE_HURDLE,
    /// Double-down: the strategic score.
    STRATEGIC,
    /// To go on: value's lower bound is above loaded cost.
    VALUE_ABOVE_COST,
    /// Pull-back: value's upper bound is below loaded cost at the volume it can still reach.
    VALUE_BELOW_COST,
    /// Pull-back for good: value's upper bound is below what volume costs.
    VALUE_BELOW_VARIABLE,
    /// Pull-back: cost per value, at the same volume, rises.
    COST_OUTGROWS_VALUE,
    /// Pull-back: quality deviates too much.
    INCONSISTENT,
    /// Pull-back: others offer the same.
    UNDIFFERENTIATED;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    Optional<Concern> concern() {
      return switch (this) {
        case UNIT_COST_FALLS,
            VALUE_ABOVE_HURDLE,
            VALUE_ABOVE_COST,
            VALUE_BELOW_COST,
            VALUE_BELOW_VARIABLE,
            COST_OUTGROWS_VALUE ->
            Optional.of(Concern.COST);
        case INCONSISTENT -> Optional.of(Concern.QUALITY);
        case EVIDENCE, STRATEGIC, UNDIFFERENTIATED -> Optional.empty();
      };
    }
  }

  /// Whether it holds.
  public enum Outcome {
    MET,
    NOT_MET,
    UNKNOWN
  }

  static Criterion of(Name name, double figure, double bound, double threshold, boolean met) {
    return new Criterion(
        name,
        OptionalDouble.of(figure),
        OptionalDouble.of(bound),
        threshold,
        met ? Outcome.MET : Outcome.NOT_MET,
        "");
  }

  static Criterion unknown(Name name, double threshold, String why) {
    return new Criterion(
        name, OptionalDouble.empty(), OptionalDouble.empty(), threshold, Outcome.UNKNOWN, why);
  }

  public boolean isMet() {
    return outcome == Outcome.MET;
  }
}
