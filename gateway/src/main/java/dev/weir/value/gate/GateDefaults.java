package dev.weir.value.gate;

import static dev.weir.value.criterion.Comparison.ABOVE;
import static dev.weir.value.criterion.Comparison.AT_LEAST;
import static dev.weir.value.criterion.Comparison.AT_MOST;

import dev.weir.base.stats.Confidence;
import dev.weir.value.criterion.Comparison;
import dev.weir.value.criterion.Criterion;
import dev.weir.value.criterion.Metric;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Stage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A gate to begin with, by audience and where it leads: the tables of docs/gates.md. The further
/// out an audience is, the more is asked.
public final class GateDefaults {
  static final int WINDOW_DAYS = 28;
  static final int PROPOSAL_DAYS = 14;

  private GateDefaults() {}

  /// What differs by audience.
  ///
  /// @param quality least lower bound of quality and of success
  /// @param errors most upper bound of the error share
  /// @param ttftMillis most, 95th percentile
  /// @param margin of the proof
  private record Bar(String quality, String errors, long ttftMillis, String margin) {
    static Bar of(Audience audience) {
      return switch (audience) {
        case INTERNAL -> new Bar("0.70", "0.05", 5_000, "0.90");
        case PARTNER -> new Bar("0.80", "0.03", 4_000, "0.80");
        case CUSTOMER -> new Bar("0.90", "0.02", 3_000, "0.70");
      };
    }
  }

  /// What differs by where it leads.
  ///
  /// @param n observations of a criterion with a bound, and outcomes of the proof
  /// @param adoption least weekly active share; empty = none is asked for
  private record Scale(long n, String adoption, String share, long users, String budget) {
    static Scale of(Destination to) {
      return switch (to) {
        case Destination.ToAudience _ -> new Scale(500, "0.30", "0.05", 200, "2000");
        case Destination.ToStage(Stage stage) ->
            switch (stage) {
              case IDEA, POC -> new Scale(30, "", "1", 20, "500");
              case BETA -> new Scale(50, "", "1", 50, "1000");
              case SOFT_LAUNCH -> new Scale(200, "0.30", "0.10", 200, "2000");
              case PRODUCTION -> new Scale(500, "0.40", "0.25", 500, "5000");
              case SUNSET -> new Scale(1, "", "0", 0, "0");
            };
      };
    }
  }

  /// @param told metrics that something here tells: what nothing tells is not asked for
  public static Gate of(String useCase, Audience audience, Destination to, Set<Metric> told) {
    Bar bar = Bar.of(audience);
    Scale scale = Scale.of(to);
    return new Gate(
        useCase,
        to,
        WINDOW_DAYS,
        to.isSunset() ? List.of() : told(criteria(bar, scale), told),
        to.isSunset()
            ? List.of()
            : told(List.of(sure(Metric.ERROR_SHARE, ABOVE, "0.25", 200)), told).stream()
                .map(when -> new Kill(when, false))
                .toList(),
        to.isSunset() ? List.of() : told(guards(bar), told),
        new Proof(new BigDecimal(bar.margin), scale.n),
        new Allowed(
            new BigDecimal(scale.share), Optional.of(scale.users), new BigDecimal(scale.budget)),
        Optional.empty(),
        Optional.empty(),
        PROPOSAL_DAYS,
        useCase);
  }

  private static List<Criterion> criteria(Bar bar, Scale scale) {
    Stream<Criterion> always =
        Stream.of(
            plain(Metric.BASELINE_FRESH, AT_LEAST, "1"),
            plain(Metric.CALLS, AT_LEAST, Long.toString(scale.n)),
            sure(Metric.SUCCESS_SHARE, AT_LEAST, bar.quality, scale.n),
            sure(Metric.QUALITY, AT_LEAST, bar.quality, scale.n),
            sure(Metric.ERROR_SHARE, AT_MOST, bar.errors, scale.n),
            plain(Metric.TTFT_P95_MILLIS, AT_MOST, Long.toString(bar.ttftMillis)),
            plain(Metric.ATTRIBUTED_SHARE, AT_LEAST, "0.99"));
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
