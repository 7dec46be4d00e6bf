package dev.weir.view.api;

import dev.weir.base.money.Total;
import dev.weir.exchange.chargeback.CostAccounts;
import dev.weir.exchange.chargeback.Payer;
import dev.weir.exchange.chargeback.Spend;
import dev.weir.flow.books.Kind;
import dev.weir.value.envelope.Comparison;
import dev.weir.value.envelope.Envelope;
import dev.weir.value.envelope.Months;
import dev.weir.value.envelope.YearOfEnvelopes;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Envelopes beside what the ledger says of the same months.
final class EnvelopeComparisonRoutes {
  /// What of the fully loaded cost the ledger has, and what nothing in Weir has yet.
  private static final List<String> LOADED_WITH = List.of("ledger");

  private static final List<String> LACKS = List.of("pools");

  private final RunningGateway gateway;
  private final Changes changes;

  EnvelopeComparisonRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// @param loadedWith what of the fully loaded cost is in the figures
  /// @param lacks what is not
  /// @param outside cost that no cost centre bears
  /// @param total of all rows and of what is outside
  record EnvelopeComparison(
      YearMonth first,
      YearMonth last,
      Instant at,
      List<String> loadedWith,
      List<String> lacks,
      List<ComparisonRow> rows,
      List<OutsideRow> outside,
      ComparisonTotal total,
      Optional<String> incomplete) {}

  /// @param leftUsd planned less cost; negative where more was spent
  /// @param used cost ÷ planned
  /// @param expectedUsd cost at the end, if it goes on as on average so far
  record ComparisonRow(
      String costCentre,
      Optional<BigDecimal> plannedUsd,
      BigDecimal ledgerCostUsd,
      Optional<BigDecimal> leftUsd,
      Optional<BigDecimal> used,
      Optional<BigDecimal> expectedUsd,
      Comparison.Standing standing) {}

  record OutsideRow(String payer, BigDecimal ledgerCostUsd) {}

  /// What is left, used and expected is of cost centres, which alone have envelopes.
  ///
  /// @param ledgerCostUsd the report's cost of the same time
  /// @param ofCostCentresUsd without what is outside
  record ComparisonTotal(
      BigDecimal plannedUsd,
      BigDecimal ledgerCostUsd,
      BigDecimal ofCostCentresUsd,
      Optional<BigDecimal> leftUsd,
      Optional<BigDecimal> used,
      Optional<BigDecimal> expectedUsd) {}

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
    CostAccounts accounts = AccountRoutes.inForce(changes);
    Map<String, Total> costs = new TreeMap<>();
    List<OutsideRow> outside = new ArrayList<>();
    BigDecimal all = BigDecimal.ZERO;
    for (Spend spend : gateway.payers().of(ChargebackRoutes.range(months), accounts, List.of())) {
      all = all.add(spend.cost().toUsd());
      switch (spend.payer()) {
        case Payer.CostCentre centre -> costs.put(centre.name(), spend.cost());
        case Payer.Shared shared -> outside.add(new OutsideRow(shared.id(), spend.cost().toUsd()));
        case Payer.Unattributed nobody ->
            outside.add(new OutsideRow(nobody.id(), spend.cost().toUsd()));
      }
    }
    Comparison comparison = Comparison.of(months, envelopes(changes), costs, inquiry.now());
    return Answer.of(
        new EnvelopeComparison(
            months.first(),
            months.last(),
            inquiry.now(),
            LOADED_WITH,
            LACKS,
            comparison.rows().stream().map(EnvelopeComparisonRoutes::row).toList(),
            outside,
            total(comparison.total(), all),
            missing));
  }

  private static Months months(Inquiry inquiry) {
    Optional<String> month = inquiry.asked("month");
    if (month.isPresent() && inquiry.asked("year").isPresent()) {
      throw new IllegalArgumentException("a comparison is of a month or of a year, not of both");
    }
    if (inquiry.asked("year").isPresent()) {
      return Months.ofYear(inquiry.number("year", 0));
    }
    return Months.of(
        month
            .map(Ranges::month)
            .orElseGet(() -> YearMonth.from(inquiry.now().atZone(ZoneOffset.UTC))));
  }

  /// All in force.
  static List<Envelope> envelopes(Changes changes) {
    return changes.current(Kind.ENVELOPES).stream()
        .flatMap(version ->
            YearOfEnvelopes.read(version.id(), version.body()).envelopes().values().stream())
        .toList();
  }

  private static ComparisonRow row(Comparison.Row row) {
    return new ComparisonRow(
        row.costCentre(),
        row.planned(),
        row.cost(),
        row.left(),
        row.used(),
        row.expected(),
        row.standing());
  }

  private static ComparisonTotal total(Comparison.Row total, BigDecimal all) {
    return new ComparisonTotal(
        total.planned().orElse(BigDecimal.ZERO),
        all,
        total.cost(),
        total.left(),
        total.used(),
        total.expected());
  }
}
