package dev.weir.view.api;

import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.Report;
import dev.weir.view.report.ReportQuery;
import dev.weir.view.report.ReportRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Prices, catalogues and exchange rates that nobody has looked up for long.
final class StalePriceRoutes {
  private static final int SPENT_DAYS = 30;
  private static final int MODELS_MAX = 1_000;
  private static final int REPORT_ROWS = 10_000;

  private final RunningGateway gateway;

  StalePriceRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param olderThanDays what counts as stale
  /// @param models those that money was spent on first, at most 1,000
  /// @param moreModels how many others there are
  /// @param rates of currencies that prices in force are in
  record StaleList(
      int olderThanDays,
      List<StaleCatalogueLine> catalogues,
      List<StaleModelLine> models,
      int moreModels,
      List<StaleRateLine> rates) {}

  record StaleCatalogueLine(String catalogue, LocalDate observedAt, long days) {}

  /// @param spentUsd on it in the last 30 days
  /// @param old how many of its prices are too old, the oldest seen at `observedAt`, `days` ago
  /// @param ended what it has no price for any more: the meter, and until when it had one
  record StaleModelLine(
      String provider,
      String model,
      String catalogue,
      BigDecimal spentUsd,
      int old,
      Optional<LocalDate> observedAt,
      Optional<Long> days,
      List<String> ended) {}

  /// @param date from which the currency's last rate holds
  record StaleRateLine(String currency, BigDecimal usd, LocalDate date, String source, long days) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "stalePrices",
                "/api/v1/price-book/stale",
                "Prices last seen at their source long ago, and such that ended without another.")
            .asks(
                Parameter.number(
                    "older_than_days", "1 to 3,650; by default prices.age_days_max of settings."))
            .answers(StaleList.class)
            .does(FromLedger.of(gateway).does(this::stale)));
  }

  private Answer stale(Inquiry inquiry) {
    int usual = gateway.books().inForce().settings().prices().ageDaysMax();
    int days = inquiry.number("older_than_days", usual);
    if (days < 1 || days > 3_650) {
      return Answer.invalid("parameter 'older_than_days' is 1 to 3650, was " + days);
    }
    PriceBook book = gateway.books().inForce().prices();
    PriceAges ages = PriceAges.of(gateway.books(), inquiry.now());
    StalePrices stale = new StalePrices(book.catalogues(), ages, days, spent(book, inquiry.now()));
    List<StalePrices.Row> rows = stale.rows();
    return Answer.of(
        new StaleList(
            days,
            ages.all().stream()
                .filter(age -> age.days() > days)
                .map(age -> new StaleCatalogueLine(age.catalogue(), age.observedAt(), age.days()))
                .toList(),
            rows.stream().limit(MODELS_MAX).map(row -> line(row, ages)).toList(),
            Math.max(0, rows.size() - MODELS_MAX),
            stale.rates().stream().map(rate -> line(rate, ages)).toList()));
  }

  private static StaleModelLine line(StalePrices.Row row, PriceAges ages) {
    return new StaleModelLine(
        row.model().provider(),
        row.model().id(),
        row.catalogue(),
        row.spent(),
        row.old(),
        row.observedAt(),
        row.observedAt().map(ages::days),
        row.ended());
  }

  private static StaleRateLine line(ExchangeRate rate, PriceAges ages) {
    return new StaleRateLine(
        rate.currency(), rate.usd(), rate.day(), rate.origin().source(), ages.days(rate.day()));
  }

  /// What the last 30 days cost, by the models of the book that price it.
  private Map<StalePrices.Model, BigDecimal> spent(PriceBook book, Instant now) {
    ReportRange range =
        new ReportRange(now.minus(SPENT_DAYS, ChronoUnit.DAYS), now.plusSeconds(1), ZoneOffset.UTC);
    Report report =
        gateway
            .queries()
            .reports()
            .report(
                ReportQuery.sums(
                    List.of(Dimension.parse("provider"), Dimension.parse("model")),
                    range,
                    List.of(),
                    REPORT_ROWS));
    Map<StalePrices.Model, BigDecimal> spent = new HashMap<>();
    for (Report.Row row : report.rows()) {
      String provider = gateway.priceName().of(row.group().getFirst());
      if (book.find(provider, row.group().getLast(), now) instanceof PriceLookup.Priced priced) {
        spent.merge(
            new StalePrices.Model(provider, priced.tariff().model()),
            row.measures().cost().toUsd(),
            BigDecimal::add);
      }
    }
    return spent;
  }
}
