package dev.weir.value.hypothesis;

import java.util.regex.Pattern;

/// What a hypothesis is about. The set is closed. Each is a ratio of sums over units: of what they
/// did, and of what it is counted by, so that units which did more weigh more and the delta method
/// counts units, not what they did.
public sealed interface Metric {

  /// Successes ÷ outcomes.
  record SuccessShare() implements Metric {}

  record ValuePerUnit() implements Metric {}

  record CostPerUnit() implements Metric {}

  /// Cost ÷ successes: what failed costs too, and is no outcome.
  record CostPerOutcome() implements Metric {}

  /// The mean of a KPI over the outcomes that have it.
  record KpiMean(String kpi) implements Metric {
    private static final String PREFIX = "kpi:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public KpiMean {
      if (!NAME.matcher(kpi).matches()) {
        throw new IllegalArgumentException(
            "a KPI's name is 1 to 64 letters, digits, '-', '_' or '.', was '%s'".formatted(kpi));
      }
    }
  }

  record CallsPerUnit() implements Metric {}

  /// As it is written: `cost_per_outcome`, `kpi:csat`.
  static Metric read(String code) {
    return switch (code) {
      case "success_share" -> new SuccessShare();
      case "value_per_unit" -> new ValuePerUnit();
      case "cost_per_unit" -> new CostPerUnit();
      case "cost_per_outcome" -> new CostPerOutcome();
      case "calls_per_unit" -> new CallsPerUnit();
      case String other when other.startsWith(KpiMean.PREFIX) ->
          new KpiMean(other.substring(KpiMean.PREFIX.length()));
      case String other ->
          throw new IllegalArgumentException(
              "a metric is one of calls_per_unit, cost_per_outcome, cost_per_unit, success_share, value_per_unit or kpi:NAME, was '%s'"
                  .formatted(other));
    };
  }

  default String code() {
    return switch (this) {
      case SuccessShare _ -> "success_share";
      case ValuePerUnit _ -> "value_per_unit";
      case CostPerUnit _ -> "cost_per_unit";
      case CostPerOutcome _ -> "cost_per_outcome";
      case CallsPerUnit _ -> "calls_per_unit";
      case KpiMean mean -> KpiMean.PREFIX + mean.kpi();
    };
  }

  /// Whether less of it is a saving.
  default boolean isCost() {
    return switch (this) {
      case CostPerUnit _, CostPerOutcome _, CallsPerUnit _ -> true;
      case SuccessShare _, ValuePerUnit _, KpiMean _ -> false;
    };
  }

  /// Whether it says how good what was done is.
  default boolean isQuality() {
    return switch (this) {
      case SuccessShare _, KpiMean _ -> true;
      case ValuePerUnit _, CostPerUnit _, CostPerOutcome _, CallsPerUnit _ -> false;
    };
  }

  /// Whether the ledger alone cannot tell it.
  default boolean needsOutcomes() {
    return switch (this) {
      case SuccessShare _, ValuePerUnit _, CostPerOutcome _, KpiMean _ -> true;
      case CostPerUnit _, CallsPerUnit _ -> false;
    };
  }

  /// What a unit did of it.
  default double numerator(Figures unit) {
    return switch (this) {
      case SuccessShare _ -> unit.successes();
      case ValuePerUnit _ -> unit.valueUsd();
      case CostPerUnit _, CostPerOutcome _ -> unit.costUsd();
      case CallsPerUnit _ -> unit.calls();
      case KpiMean mean -> unit.kpi(mean.kpi()).sum();
    };
  }

  /// What that is counted by: 1 for figures per unit.
  default double denominator(Figures unit) {
    return switch (this) {
      case SuccessShare _ -> unit.outcomes();
      case CostPerOutcome _ -> unit.successes();
      case KpiMean mean -> unit.kpi(mean.kpi()).count();
      case ValuePerUnit _, CostPerUnit _, CallsPerUnit _ -> 1;
    };
  }
}
