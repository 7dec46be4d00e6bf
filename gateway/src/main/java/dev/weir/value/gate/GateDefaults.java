package dev.weir.value.gate;

import static dev.weir.value.criterion.Comparison.ABOVE;
import static dev.weir.value.criterion.Comparison.AT_LEAST;
import static dev.weir.value.criterion.Comparison.AT_MOST;

import dev.weir.base.stats.Confidence;
import dev.weir.value.criterion.Comparison;
import dev.weir.value.criterion.Criterion;
import dev.weir.value.criterion.Metric;
import dev.weir.value.portfolio.Safeguards;
import dev.weir.value.portfolio.Safeguards.RiskTier;
import dev.weir.value.portfolio.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A gate to begin with, by safeguards and where it leads: the tables of docs/gates.md. The riskier
/// a use case is, the more is asked.
public final class GateDefaults {
  public static final int WINDOW_DAYS = 28;
  static final int PROPOSAL_DAYS = 14;

  private GateDefaults() {}

  /// What differs by risk tier.
  ///
  /// @param quality least lower bound of quality and of success
  /// @param errors most upper bound of the error share
  /// @param ttftMillis most, 95th percentile
  private record Bar(String quality, String errors, long ttftMillis) {
    static Bar of(RiskTier tier) {
      return switch (tier) {
        case LOW -> new Bar("0.70", "0.05", 5_000);
        case MEDIUM -> new Bar("0.80", "0.03", 4_000);
        case HIGH -> new Bar("0.90", "0.02", 3_000);
      };
    }
  }

  /// What differs by where it leads.
  ///
  /// @param proof how much of the safeguards' outcomes a proof needs here
  /// @param adoption least weekly active share; empty = none is asked for
  private record Scale(String proof, String adoption, String share, long users, String budget) {
    static Scale of(Destination to) {
      return switch (to) {
        case Destination.ToAudience _ -> new Scale("1", "0.30", "0.05", 200, "2000");
        case Destination.ToStage(Stage stage) ->
            switch (stage) {
              case IDEA, POC -> new Scale("0.15", "", "1", 20, "500");
              case BETA -> new Scale("0.25", "", "1", 50, "1000");
              case SOFT_LAUNCH -> new Scale("0.5", "0.30", "0.10", 200, "2000");
              case PRODUCTION -> new Scale("1", "0.40", "0.25", 500, "5000");
              case SUNSET -> new Scale("0", "", "0", 0, "0");
            };
      };
    }
  }

  /// What proves the unit economics where a gate states nothing else: the safeguards' margin, on as
  /// many of their outcomes as where it leads takes, at least one.
  public static Proof proof(Safeguards safeguards, Destination to) {
    BigDecimal outcomes =
        BigDecimal.valueOf(safeguards.gateOutcomesMin())
            .multiply(new BigDecimal(Scale.of(to).proof))
            .setScale(0, RoundingMode.CEILING)
            .max(BigDecimal.ONE);
    return new Proof(safeguards.gateMargin(), outcomes.longValueExact());
  }

  /// @param told metrics that something here tells: what nothing tells is not asked for
  public static Gate of(String useCase, Safeguards safeguards, Destination to, Set<Metric> told) {
    Bar bar = Bar.of(safeguards.riskTier());
    Scale scale = Scale.of(to);
    Proof proof = proof(safeguards, to);
    return new Gate(
        useCase,
        to,
        WINDOW_DAYS,
        to.isSunset()
            ? List.of()
            : told(criteria(bar, scale, proof.outcomesMin(), safeguards), told),
        List.of(),
        to.isSunset()
            ? List.of()
            : told(List.of(sure(Metric.ERROR_SHARE, ABOVE, "0.25", 200)), told).stream()
                .map(when -> new Kill(when, false))
                .toList(),
        to.isSunset() ? List.of() : told(guards(bar), told),
        proof,
        new Allowed(
            new BigDecimal(scale.share), Optional.of(scale.users), new BigDecimal(scale.budget)),
        Optional.empty(),
        Optional.empty(),
        PROPOSAL_DAYS,
        useCase);
  }

  /// @param n observations of a criterion with a bound
  private static List<Criterion> criteria(Bar bar, Scale scale, long n, Safeguards safeguards) {
    Stream<Criterion> always =
        Stream.of(
            plain(Metric.BASELINE_FRESH, AT_LEAST, "1"),
            plain(Metric.CALLS, AT_LEAST, Long.toString(n)),
            sure(Metric.SUCCESS_SHARE, AT_LEAST, bar.quality, n),
            sure(Metric.QUALITY, AT_LEAST, bar.quality, n),
            plain(Metric.REVIEWED_SHARE, AT_LEAST, safeguards.humanReviewShare().toPlainString()),
            sure(Metric.ERROR_SHARE, AT_MOST, bar.errors, n),
            plain(Metric.TTFT_P95_MILLIS, AT_MOST, Long.toString(bar.ttftMillis)),
            plain(Metric.ATTRIBUTED_SHARE, AT_LEAST, "0.99"),
            plain(Metric.SCOPE_GROWTH, AT_MOST, "0"));
    Stream<Criterion> adoption =
        scale.adoption.isEmpty()
            ? Stream.of()
            : Stream.of(sure(Metric.WEEKLY_ACTIVE_SHARE, AT_LEAST, scale.adoption, 0));
    return Stream.concat(always, adoption).toList();
  }

  private static List<Criterion> guards(Bar bar) {
    return List.of(
        plain(Metric.TTFT_P95_MILLIS, AT_MOST, Long.toString(2 * bar.ttftMillis)),
        plain(Metric.QUALITY, AT_LEAST, bar.quality));
  }

  private static List<Criterion> told(List<Criterion> criteria, Set<Metric> told) {
    return criteria.stream().filter(each -> told.contains(each.metric())).toList();
  }

  private static Criterion plain(Metric metric, Comparison comparison, String threshold) {
    return new Criterion(metric, comparison, new BigDecimal(threshold), Optional.empty(), 0);
  }

  private static Criterion sure(Metric metric, Comparison comparison, String threshold, long n) {
    return new Criterion(
        metric, comparison, new BigDecimal(threshold), Optional.of(Confidence.P95), n);
  }
}
