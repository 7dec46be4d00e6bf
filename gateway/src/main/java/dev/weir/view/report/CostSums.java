package dev.weir.view.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a report about cost adds up over groups of the view `spend`: counts and cost always, of the
/// rest what its columns are made of. What is not asked for is 0, and no column shows it.
final class CostSums {
  private static final List<String> ALWAYS =
      List.of("calls", "attempts", "billed", "refusals", "cost");

  /// @param figure the column that is made of it
  private record Sum(String figure, String name, String of) {
    Sum(String figure, String name) {
      this(figure, name, "sum(" + name + ")");
    }
  }

  private static final List<Sum> ASKED_FOR =
      List.of(
          new Sum("input_tokens", "input_tokens"),
          new Sum("cache_read_tokens", "cache_read_tokens"),
          new Sum("cache_write_5m_tokens", "cache_write_5m_tokens"),
          new Sum("cache_write_1h_tokens", "cache_write_1h_tokens"),
          new Sum("output_tokens", "output_tokens"),
          new Sum("reasoning_tokens", "reasoning_tokens"),
          new Sum("bound_tokens", "bound_tokens"),
          new Sum("cost_counted_usd", "cost_counted"),
          new Sum("estimated_share", "cost_estimated"),
          new Sum("unattributed_share", "cost_unattributed"),
          new Sum("safety_cost_usd", "cost_safety"),
          new Sum("retry_cost_usd", "cost_retry"),
          new Sum("reconciled_usd", "cost_reconciled", "sum(cost) FILTER (is_reconciled)"),
          new Sum("invoiced_usd", "cost_invoiced", "sum(cost) FILTER (is_invoiced)"),
          new Sum("partly_unpriced", "partly_unpriced"));

  private static final String QUANTILES =
      "quantile_cont(ttft_micros, 0.5) AS ttft_p50, quantile_cont(ttft_micros, 0.95) AS ttft_p95";

  private static final String NO_QUANTILES = "NULL AS ttft_p50, NULL AS ttft_p95";

  private CostSums() {}

  /// As columns of a statement.
  static String of(ReportQuery query) {
    Stream<String> always =
        ALWAYS.stream().map(name -> "coalesce(sum(%1$s), 0) AS %1$s".formatted(name));
    Stream<String> asked =
        ASKED_FOR.stream()
            .map(sum ->
                query.has(sum.figure)
                    ? "coalesce(%s, 0) AS %s".formatted(sum.of, sum.name)
                    : "0 AS " + sum.name);
    String quantiles =
        query.figures().stream().anyMatch(Figure::isQuantile) ? QUANTILES : NO_QUANTILES;
    return Stream.of(always, asked, Stream.of(quantiles))
        .flatMap(each -> each)
        .collect(Collectors.joining(", "));
  }
}
