package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.value.envelope.Comparison;
import dev.weir.value.envelope.Envelope;
import dev.weir.value.envelope.Months;
import dev.weir.value.envelope.YearOfEnvelopes;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Envelopes beside what the ledger says of the same months.
final class EnvelopeComparisonRoutes {
  private final RunningGateway gateway;
  private final Changes changes;
  private final PooledMonths pooled;

  EnvelopeComparisonRoutes(RunningGateway gateway, Changes changes, PooledMonths pooled) {
    this.gateway = gateway;
    this.changes = changes;
    this.pooled = pooled;
  }

  /// @param outside cost that no cost centre bears
  /// @param total of all rows and of what is outside
  /// @param months paths to the comparisons of a year's months; none of a month
  record EnvelopeComparison(
      YearMonth first,
      YearMonth last,
      Instant at,
      List<ComparisonRow> rows,
      List<OutsideRow> outside,
      ComparisonTotal total,
      List<String> months,
      Optional<String> incomplete) {}

  /// @param poolsUsd what its use cases bear of pools, in months that have begun
  /// @param leftUsd planned less loaded cost; negative where more was spent
  /// @param used loaded cost ÷ planned
  /// @param expectedUsd cost at the end, if the ledger's goes on as on average so far and pools
  ///   month by month
  /// @param sources of figures
  record ComparisonRow(
      String costCentre,
      Optional<BigDecimal> plannedUsd,
      BigDecimal ledgerCostUsd,
      BigDecimal poolsUsd,
      BigDecimal loadedUsd,
      Optional<BigDecimal> leftUsd,
      Optional<BigDecimal> used,
      Optional<BigDecimal> expectedUsd,
      Comparison.Standing standing,
      Map<String, ReviewedSource> sources) {}

  record OutsideRow(
      String payer,
      BigDecimal ledgerCostUsd,
      BigDecimal poolsUsd,
      Map<String, ReviewedSource> sources) {}

  /// What is left, used and expected is of cost centres, which alone have envelopes; what has
  /// `loaded` in its name is of everything.
  ///
  /// @param ledgerCostUsd the report's cost of the same time
  /// @param poolsUsd all of pools in months that have begun
  /// @param loadedUsd both together
  /// @param expectedLoadedUsd what `loaded_usd` comes to at the end, as `expected_usd`
  /// @param ofCostCentresUsd loaded, without what is outside
  record ComparisonTotal(
      BigDecimal plannedUsd,
      BigDecimal ledgerCostUsd,
      BigDecimal poolsUsd,
      BigDecimal loadedUsd,
      Optional<BigDecimal> expectedLoadedUsd,
      BigDecimal ofCostCentresUsd,
      Optional<BigDecimal> leftUsd,
      Optional<BigDecimal> used,
      Optional<BigDecimal> expectedUsd,
      Map<String, ReviewedSource> sources) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "compareEnvelopes",
                "/api/v1/envelopes/comparison",
                "What cost centres were planned to cost, and what the ledger says they did.")
            .asks(
                Parameter.text("month", "As 2026-10; the current one, if no year is given."),
                Parameter.number("year", "A whole year instead."))
            .answers(EnvelopeComparison.class)
            .does(FromLedger.of(gateway).does(this::compare)));
  }

  private Answer compare(Inquiry inquiry, Optional<String> missing) {
    Months months = months(inquiry);
    CentreCosts costs = CentreCosts.of(gateway, changes, pooled, months, inquiry.now());
    Comparison comparison =
        Comparison.of(months, envelopes(changes), costs.centres(), inquiry.now());
    EnvelopeSources sources = new EnvelopeSources(months);
    return Answer.of(
        new EnvelopeComparison(
            months.first(),
            months.last(),
            inquiry.now(),
            comparison.rows().stream().map(row -> row(row, sources)).toList(),
            costs.outside().entrySet().stream()
                .map(each ->
                    new OutsideRow(
                        each.getKey(),
                        each.getValue().ledger().toUsd(),
                        each.getValue().pools().toUsd(),
                        sources.outside(each.getKey())))
                .toList(),
            total(comparison, costs.all(), inquiry.now(), sources),
            sources.parts(),
            missing));
  }

  private static Months months(Inquiry inquiry) {
    if (inquiry.asked("month").isPresent() && inquiry.asked("year").isPresent()) {
      throw new IllegalArgumentException("a comparison is of a month or of a year, not of both");
    }
    if (inquiry.asked("year").isPresent()) {
      return Months.ofYear(inquiry.number("year", 0));
    }
    return Months.of(Ranges.monthOrThis(inquiry));
  }

  /// All in force.
  static List<Envelope> envelopes(Changes changes) {
    return changes.current(Kind.ENVELOPES).stream()
        .flatMap(version ->
            YearOfEnvelopes.read(version.id(), version.body()).envelopes().values().stream())
        .toList();
  }

  private static ComparisonRow row(Comparison.Row row, EnvelopeSources sources) {
    return new ComparisonRow(
        row.costCentre(),
        row.planned(),
        row.ledger(),
        row.pools(),
        row.loaded(),
        row.left(),
        row.used(),
        row.expected(),
        row.standing(),
        sources.row(row.costCentre()));
  }

  private static ComparisonTotal total(
      Comparison comparison, Comparison.Cost all, Instant now, EnvelopeSources sources) {
    Comparison.Row total = comparison.total();
    return new ComparisonTotal(
        total.planned().orElse(BigDecimal.ZERO),
        all.ledger().toUsd(),
        all.pools().toUsd(),
        all.loaded().toUsd(),
        Comparison.expected(comparison.months(), all, now),
        total.loaded(),
        total.left(),
        total.used(),
        total.expected(),
        sources.total());
  }
}
