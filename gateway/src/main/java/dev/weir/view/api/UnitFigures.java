package dev.weir.view.api;

import dev.weir.base.stats.Estimate;
import dev.weir.value.unit.Behaviour;
import dev.weir.value.unit.Distribution;
import dev.weir.value.unit.Figure;
import dev.weir.value.unit.LinkedCosts;
import dev.weir.value.unit.OutcomeRatio;
import dev.weir.value.unit.OutcomeSource;
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

  /// What units cost with pools, which are taken to fall on them as the ledger's cost does.
  record LoadedPage(
      FigurePage mean,
      FigurePage median,
      FigurePage p95,
      FigurePage winsorised,
      String evidence,
      List<String> rows) {}

  /// Which outcomes that succeeded are in the distribution, by the call, session or ticket they
  /// name.
  ///
  /// @param lost name one that the ledger does not know in the month
  /// @param unlinked name none
  /// @param linkedUsd what the calls, sessions and tickets of the linked ones cost
  /// @param unlinkedRows path to those that name none
  record OutcomeLinks(
      long linked, long lost, long unlinked, BigDecimal linkedUsd, String unlinkedRows) {}

  /// What a use case's units bear together.
  record Bearing(BigDecimal ledgerUsd, BigDecimal loadedUsd, Ground ledger, Ground loaded) {
    /// Nothing where pools have no ledger cost to fall on.
    Optional<Double> factor() {
      return ledgerUsd.signum() > 0 && loadedUsd.signum() >= 0
          ? Optional.of(loadedUsd.doubleValue() / ledgerUsd.doubleValue())
          : Optional.empty();
    }
  }

  /// @param mean raw
  /// @param winsorised the mean with a hundredth at each end, and one unit at least, set to the
  ///   next
  /// @param loaded the same with pools; absent where they have no ledger cost to fall on
  /// @param cutUsd what costs more is an outlier
  /// @param gini how unevenly it is used: 0 where all use the same, towards 1
  record DistributionPage(
      UnitKind unit,
      long units,
      FigurePage mean,
      FigurePage median,
      FigurePage p95,
      FigurePage winsorised,
      Optional<LoadedPage> loaded,
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

  List<DistributionPage> distributions(String useCase, YearMonth month, Bearing bearing) {
    return List.of(UnitKind.CALL, UnitKind.SESSION, UnitKind.USER).stream()
        .map(kind -> {
          Distribution found = distribution(useCase, month, kind);
          return page(found, bearing, outliers(useCase, month, found, bearing.ledgerUsd()));
        })
        .toList();
  }

  private Distribution distribution(String useCase, YearMonth month, UnitKind kind) {
    Distribution.Sample sample = new Distribution.Sample();
    return gateway
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
  }

  /// What outcomes cost by what they name.
  LinkedCosts.Costs linked(String useCase, YearMonth month, OutcomeSource outcomes) {
    LinkedCosts costs = new LinkedCosts();
    for (UnitKind kind : List.of(UnitKind.CALL, UnitKind.SESSION, UnitKind.TICKET)) {
      OutcomeSource.Asked asked = new OutcomeSource.Asked(useCase, month, kind);
      gateway
          .queries()
          .useCases()
          .units(
              useCase,
              month,
              kind,
              units ->
                  outcomes.byLink(
                      asked,
                      had -> {
                        costs.add(units, had);
                        return kind;
                      }));
    }
    return costs.done();
  }

  static DistributionPage page(Distribution found, Bearing bearing, List<OutlierPage> outliers) {
    return new DistributionPage(
        found.kind(),
        found.units(),
        page(found.mean()),
        page(found.median()),
        page(found.p95()),
        page(found.winsorised()),
        bearing.factor().map(factor -> loaded(found.times(factor), bearing.loaded())),
        cut(found),
        found.gini().map(UnitFigures::shown),
        outliers,
        bearing.ledger().evidence(),
        bearing.ledger().rows());
  }

  private static LoadedPage loaded(Distribution found, Ground ground) {
    return new LoadedPage(
        page(found.mean()),
        page(found.median()),
        page(found.p95()),
        page(found.winsorised()),
        ground.evidence(),
        ground.rows());
  }

  private static Optional<BigDecimal> cut(Distribution found) {
    return found.cut().map(usd -> new BigDecimal(usd).setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }

  private List<OutlierPage> outliers(
      String useCase, YearMonth month, Distribution of, BigDecimal all) {
    return cut(of)
        .filter(_ -> of.kind() != UnitKind.CALL && all.signum() > 0)
        .map(usd -> outliers(useCase, month, of.kind(), usd, all))
        .orElse(List.of());
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
