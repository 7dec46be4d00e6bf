package dev.weir.view.api;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Proportion;
import dev.weir.base.stats.Unanswered;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.FigureSource;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What outcomes tell of a use case by themselves.
final class OutcomeFigures implements FigureSource {
  private static final String TOLD = "told";

  private final OutcomeSums sums;

  OutcomeFigures(OutcomeSums sums) {
    this.sums = sums;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(Metric.OUTCOMES, Metric.SUCCESS_SHARE, Metric.QUALITY, Metric.REVIEWED_SHARE);
  }

  @Override
  public Figures at(Asked asked) {
    Span span = new Span(asked.useCase(), asked.from(), asked.to());
    Sum sum = sums.total(span, OutcomeSums.NOW);
    Moments quality = sums.quality(span, OutcomeSums.NOW);
    String rows = rows(asked);
    Map<Metric, Function<Confidence, Figure>> told = new EnumMap<>(Metric.class);
    told.put(
        Metric.OUTCOMES,
        _ -> new Figure.Known(sum.successfulShares(), Optional.empty(), sum.count(), TOLD, rows));
    told.put(Metric.SUCCESS_SHARE, confidence -> successes(sum, confidence, rows));
    told.put(Metric.QUALITY, confidence -> quality(quality, confidence, rows));
    told.put(Metric.REVIEWED_SHARE, _ -> reviewed(quality.count(), sum.count(), rows));
    return (metric, confidence) -> Objects.requireNonNull(told.get(metric)).apply(confidence);
  }

  private static Figure successes(Sum sum, Confidence confidence, String rows) {
    if (sum.count() == 0) {
      return new Figure.Unknown("a share of successes needs an outcome, was none", rows);
    }
    Proportion share = new Proportion(sum.successes(), sum.count());
    return new Figure.Known(
        Figure.decimal(share.share()),
        Optional.of(Figure.Bounds.of(share.atLeast(confidence), share.atMost(confidence))),
        sum.count(),
        TOLD,
        rows);
  }

  /// All outcomes are looked at, so it has no bound.
  private static Figure reviewed(long reviewed, long all, String rows) {
    return all == 0
        ? new Figure.Unknown("a share of reviewed outcomes needs an outcome, was none", rows)
        : new Figure.Known(
            BigDecimal.valueOf(reviewed)
                .divide(BigDecimal.valueOf(all), Figure.DECIMALS, RoundingMode.HALF_EVEN),
            Optional.empty(),
            all,
            TOLD,
            rows);
  }

  private static Figure quality(Moments quality, Confidence confidence, String rows) {
    return quality.count() == 0
        ? new Figure.Unknown("quality needs an outcome that is told with one, was none", rows)
        : new Figure.Known(
            Figure.decimal(quality.mean()),
            bounds(quality, confidence),
            quality.count(),
            TOLD,
            rows);
  }

  /// Of a share: within 0 and 1. None where too few differ.
  private static Optional<Figure.Bounds> bounds(Moments quality, Confidence confidence) {
    try {
      Point mean = quality.point();
      return Optional.of(
          Figure.Bounds.of(
              Math.max(0, mean.atLeast(confidence).low()),
              Math.min(1, mean.atMost(confidence).high())));
    } catch (Unanswered tooFew) {
      return Optional.empty();
    }
  }

  static String rows(Asked asked) {
    return "/api/v1/outcomes/sums?use_case=%s&by=day&from=%s&to=%s"
        .formatted(PathTemplate.encoded(asked.useCase()), asked.from(), asked.to());
  }
}
