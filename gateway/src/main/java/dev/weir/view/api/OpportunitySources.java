package dev.weir.view.api;

import dev.weir.value.opportunity.Input;
import dev.weir.value.opportunity.Term;
import dev.weir.value.pack.ReviewedSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where the figures of an opportunity come from, and the paths that open to their rows. Pure.
record OpportunitySources(String useCase, YearMonth month) {

  /// Of a line: all of them are made of the inputs, which its page has.
  ///
  /// @param evidence why so much of the benefit counts
  Map<String, ReviewedSource> line(String evidence) {
    return opportunity(evidence)
        .of(
            "simple_usd_per_month",
            "full_usd_per_month",
            "p10_usd_per_month",
            "p90_usd_per_month",
            "above_zero",
            "value_usd",
            "value_uncut_usd",
            "knowing_usd");
  }

  /// Of calls that limits refused, and of those that they did not.
  Map<String, ReviewedSource> throttled() {
    Map<String, ReviewedSource> all = new TreeMap<>(ledger("day").of("served"));
    all.putAll(ledger("refusal_kind").of("refused", "refused_least"));
    return all;
  }

  /// Of what those that were refused could have been worth.
  ///
  /// @param evidence why so much of the benefit counts
  Map<String, ReviewedSource> missed(String evidence) {
    return opportunity(evidence)
        .of(
            "value_per_usd_low",
            "value_per_usd",
            "value_per_usd_high",
            "missed_usd_low",
            "missed_usd",
            "missed_usd_high");
  }

  private ReviewedSource ledger(String by) {
    return new ReviewedSource(
        Ground.LEDGER,
        "/api/v1/report?by=%s&filter=%s&filter=%s&%s"
            .formatted(
                by,
                PathTemplate.encoded("use_case=" + useCase),
                PathTemplate.encoded("purpose=primary"),
                days(month)));
  }

  private ReviewedSource opportunity(String evidence) {
    return new ReviewedSource(evidence, path("/api/v1/opportunities/%s") + "?month=" + month);
  }

  /// Of an input; none where somebody stated it, or nobody: it is made of nothing else.
  List<String> rows(Input input) {
    return switch (input.origin()) {
      case BASELINE -> List.of(path("/api/v1/baselines/%s"));
      case LEDGER ->
          List.of(
              input.term() == Term.ADOPTION
                  ? path("/api/v1/use-cases/%s/adoption") + "?month=" + month
                  : "/api/v1/report?by=month&filter=%s&%s"
                      .formatted(
                          PathTemplate.encoded("use_case=" + useCase),
                          days(month.minusMonths(KnownInputs.MONTHS - 1L))));
      case OUTCOMES ->
          List.of(path("/api/v1/outcomes/sums?use_case=%s") + "&by=day&" + days(month));
      case POOLS ->
          Stream.iterate(month, each -> each.minusMonths(1))
              .limit(KnownInputs.MONTHS)
              .map(each ->
                  "/api/v1/allocations?month=%s&use_case=%s"
                      .formatted(each, PathTemplate.encoded(useCase)))
              .toList();
      case STATED, ASSUMED -> List.of();
    };
  }

  /// From the first day of a month to the last one of the figures' month.
  private String days(YearMonth first) {
    return "from=%s&to=%s".formatted(first.atDay(1), month.plusMonths(1).atDay(1));
  }

  private String path(String template) {
    return template.formatted(PathTemplate.encoded(useCase));
  }
}
