package dev.weir.view.api;

import dev.weir.base.stats.Estimate;
import dev.weir.value.unit.Behaviour;
import dev.weir.value.unit.Distribution;
import dev.weir.value.unit.Figure;
import dev.weir.value.unit.OutcomeRatio;
import dev.weir.value.unit.Outlier;
import dev.weir.value.unit.UnitKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// How what units cost is distributed, and who distorts it, for pages: statistics are float64, and
/// shown to nine digits.
final class UnitFigures {
  private static final MathContext SHOWN = new MathContext(9);
  private static final int DECIMALS = 12;

  private final RunningGateway gateway;

  UnitFigures(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param lowUsd with `high_usd` the 95 % interval; absent where there is none, or no such end
  /// @param method of the interval
  /// @param unanswered why there is no interval
  record FigurePage(
      Optional<BigDecimal> usd,
      Optional<BigDecimal> lowUsd,
      Optional<BigDecimal> highUsd,
      Optional<Estimate.Method> method,
      Optional<String> unanswered) {}

  /// @param mean raw
  /// @param winsorised the mean with a hundredth at each end, and one unit at least, set to the
  ///   next
  /// @param cutUsd what costs more is an outlier
  /// @param gini how unevenly it is used: 0 where all use the same, towards 1
  record DistributionPage(
      UnitKind unit,
      long units,
      FigurePage mean,
      FigurePage median,
      FigurePage p95,
      FigurePage winsorised,
      Optional<BigDecimal> cutUsd,
      Optional<BigDecimal> gini,
      List<OutlierPage> outliers,
      String evidence,
      List<String> rows) {}

  /// @param share of the use case's cost
  /// @param busiestMinute most calls within a minute
  /// @param alike most calls of the same size within ten minutes
  /// @param hours most different hours of one day
  record OutlierPage(
      String unit,
      BigDecimal usd,
      BigDecimal share,
      Behaviour.Reason reason,
      long calls,
      long busiestMinute,
      long alike,
      long hours) {}

  /// @param unit that was counted: sessions, else users, else days
  /// @param loadedAtMost one-sided 95 % upper bound
  record RatioPage(
      UnitKind unit,
      long units,
      FigurePage unloaded,
      FigurePage loaded,
      FigurePage loadedAtMost,
      String evidence,
      List<String> rows) {}

  static RatioPage page(OutcomeRatio ratio, Ground ground) {
    return new RatioPage(
        ratio.kind(),
        ratio.units(),
        page(ratio.unloaded()),
        page(ratio.loaded()),
        page(ratio.loadedAtMost()),
        ground.evidence(),
        ground.rows());
  }

  List<DistributionPage> distributions(
      String useCase, YearMonth month, BigDecimal all, Ground calls) {
    return List.of(UnitKind.CALL, UnitKind.SESSION, UnitKind.USER).stream()
        .map(kind -> distribution(useCase, month, kind, all, calls))
        .toList();
  }

  private DistributionPage distribution(
      String useCase, YearMonth month, UnitKind kind, BigDecimal all, Ground calls) {
    Distribution.Sample sample = new Distribution.Sample();
    Distribution found =
        gateway
            .queries()
            .useCases()
            .units(
                useCase,
                month,
                kind,
                units -> {
                  units.forEachRemaining(unit -> {
                    if (!unit.unit().isEmpty()) {
                      sample.add(unit);
                    }
                  });
                  return sample.of(kind);
                });
    Optional<BigDecimal> cut =
        found.cut().map(usd -> new BigDecimal(usd).setScale(DECIMALS, RoundingMode.HALF_EVEN));
    return new DistributionPage(
        kind,
        found.units(),
        page(found.mean()),
        page(found.median()),
        page(found.p95()),
        page(found.winsorised()),
        cut,
        found.gini().map(UnitFigures::shown),
        cut.filter(_ -> kind != UnitKind.CALL && all.signum() > 0)
            .map(usd -> outliers(useCase, month, kind, usd, all))
            .orElse(List.of()),
        calls.evidence(),
        calls.rows());
  }

  private List<OutlierPage> outliers(
      String useCase, YearMonth month, UnitKind kind, BigDecimal cut, BigDecimal all) {
    return gateway
        .queries()
        .useCases()
        .outliers(useCase, month, kind, cut, Outlier.LISTED_MAX)
        .entrySet()
        .stream()
        .map(each -> page(Outlier.of(each.getKey(), all, each.getValue())))
        .toList();
  }

  private static OutlierPage page(Outlier outlier) {
    return new OutlierPage(
        outlier.cost().unit(),
        outlier.cost().usd(),
        outlier.share(),
        outlier.reason(),
        outlier.behaviour().calls(),
        outlier.behaviour().busiestMinute(),
        outlier.behaviour().alike(),
        outlier.behaviour().hours());
  }

  private static FigurePage page(Figure figure) {
    return new FigurePage(
        figure.value().map(UnitFigures::shown),
        figure.estimate().map(Estimate::low).filter(Double::isFinite).map(UnitFigures::shown),
        figure.estimate().map(Estimate::high).filter(Double::isFinite).map(UnitFigures::shown),
        figure.estimate().map(Estimate::method),
        figure.unanswered());
  }

  private static BigDecimal shown(double figure) {
    return new BigDecimal(figure, SHOWN);
  }
}
