package dev.weir.view.api;

import dev.weir.exchange.chargeback.Payer;
import dev.weir.value.envelope.Months;
import dev.weir.value.pack.ReviewedSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where the figures of a comparison of envelopes come from, and the paths that open to their rows:
/// of a month to the lines of the chargeback and of allocations, of a year to the comparison with
/// its months. What follows from other figures opens to where they stand together. Pure.
record EnvelopeSources(Months months) {
  private static final String LEDGER = "ledger";
  private static final String POOLS = "pools";
  private static final String LEDGER_COST = "ledger_cost_usd";
  private static final String POOLS_COST = "pools_usd";

  /// The comparisons of its months, whose costs add up to a year's; none of a month.
  List<String> parts() {
    return isMonth()
        ? List.of()
        : Stream.iterate(months.first(), month -> month.plusMonths(1))
            .takeWhile(month -> !month.isAfter(months.last()))
            .map(month -> "/api/v1/envelopes/comparison?month=" + month)
            .toList();
  }

  Map<String, ReviewedSource> row(String costCentre) {
    return with(
        ledger("&payer=" + PathTemplate.encoded(Payer.CostCentre.PREFIX + costCentre)),
        pools("&cost_centre=" + PathTemplate.encoded(costCentre)),
        "loaded_usd",
        "left_usd",
        "used",
        "expected_usd");
  }

  /// @param payer who bears it, or pools alone: then no payer of the chargeback
  Map<String, ReviewedSource> outside(String payer) {
    Map<String, ReviewedSource> all = new TreeMap<>(pools("").of(POOLS_COST));
    if (!payer.equals(CentreCosts.NO_CENTRE) && !payer.equals(CentreCosts.UNALLOCATED)) {
      all.putAll(ledger("&payer=" + PathTemplate.encoded(payer)).of(LEDGER_COST));
    }
    return all;
  }

  Map<String, ReviewedSource> total() {
    return with(
        ledger(""),
        pools(""),
        "loaded_usd",
        "expected_loaded_usd",
        "of_cost_centres_usd",
        "left_usd",
        "used",
        "expected_usd");
  }

  private Map<String, ReviewedSource> with(
      ReviewedSource ledger, ReviewedSource pools, String... derived) {
    Map<String, ReviewedSource> all =
        new TreeMap<>(new ReviewedSource("plan, ledger and pools", itself()).of(derived));
    all.putAll(
        new ReviewedSource("plan", "/api/v1/envelopes?year=" + months.first().getYear())
            .of("planned_usd"));
    all.putAll(ledger.of(LEDGER_COST));
    all.putAll(pools.of(POOLS_COST));
    return all;
  }

  private ReviewedSource ledger(String of) {
    return new ReviewedSource(
        LEDGER, isMonth() ? "/api/v1/chargeback?month=" + months.first() + of : itself());
  }

  private ReviewedSource pools(String of) {
    return new ReviewedSource(
        POOLS,
        isMonth()
            ? "/api/v1/allocations?month=%s&method=step_down%s".formatted(months.first(), of)
            : itself());
  }

  private String itself() {
    return "/api/v1/envelopes/comparison?"
        + (isMonth() ? "month=" + months.first() : "year=" + months.first().getYear());
  }

  private boolean isMonth() {
    return months.first().equals(months.last());
  }
}
