package dev.weir.view.api;

import dev.weir.value.evidence.Evidence;
import dev.weir.value.pool.AllocatedMonth;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a use case's figure of a month rests on.
///
/// @param evidence its grade, by the words of gates: `ledger`, `ledger and pools`; the weakest one
///   there is where outcomes are only stated
/// @param rows paths of the API that together open to every row it was made of
record Ground(String evidence, List<String> rows) {
  static final String LEDGER = "ledger";
  static final String POOLED = "ledger and pools";

  /// The surest first.
  private static final List<String> GRADES = List.of(LEDGER, POOLED, Evidence.OPINION.code());

  Ground {
    rows = List.copyOf(rows);
  }

  /// The calls whose cost is added up, and what is due without one.
  static Ground ofCalls(String useCase, YearMonth month) {
    return new Ground(
        LEDGER,
        List.of(
            "/api/v1/calls?from=%s&to=%s&due=true&filter=%s"
                .formatted(
                    month.atDay(1),
                    month.plusMonths(1).atDay(1),
                    PathTemplate.encoded("use_case=" + useCase))));
  }

  /// The path of calls.
  ///
  /// @param from a date of UTC or an instant, as `to`
  /// @param conditions that all must hold: `use_case=triage`
  static String calls(Object from, Object to, List<String> conditions) {
    return "/api/v1/calls?from=%s&to=%s".formatted(from, to)
        + conditions.stream()
            .map(condition -> "&filter=" + PathTemplate.encoded(condition))
            .collect(Collectors.joining());
  }

  /// With what it bears of pools.
  Ground andPools(String useCase, YearMonth month, AllocatedMonth.Method method) {
    return new Ground(
        POOLED,
        and(
            "/api/v1/allocations?month=%s&method=%s&use_case=%s"
                .formatted(month, code(method), PathTemplate.encoded(useCase))));
  }

  /// Divided by the outcomes that succeeded.
  Ground andOutcomes(String useCase, YearMonth month) {
    return new Ground(evidence, and(outcomes(useCase, month, "succeeded")));
  }

  /// The successes that name neither call, session nor ticket.
  static String unlinked(String useCase, YearMonth month) {
    return outcomes(useCase, month, "unlinked");
  }

  private static String outcomes(String useCase, YearMonth month, String only) {
    return "/api/v1/outcomes?use_case=%s&from=%s&to=%s&only=%s"
        .formatted(
            PathTemplate.encoded(useCase), month.atDay(1), month.plusMonths(1).atDay(1), only);
  }

  /// Beside another one: as sure as the weaker of them.
  Ground and(Ground other) {
    return new Ground(
        GRADES.indexOf(other.evidence) > GRADES.indexOf(evidence) ? other.evidence : evidence,
        Stream.concat(rows.stream(), other.rows.stream()).distinct().toList());
  }

  /// Divided by what somebody says the outcomes are.
  Ground stated() {
    return new Ground(Evidence.OPINION.code(), rows);
  }

  private List<String> and(String path) {
    return Stream.concat(rows.stream(), Stream.of(path)).toList();
  }

  private static String code(AllocatedMonth.Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }
}
