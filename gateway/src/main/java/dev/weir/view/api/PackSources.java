package dev.weir.view.api;

import dev.weir.base.money.Money;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.value.portfolio.Commodity;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.review.Concern;
import dev.weir.value.review.Criterion;
import dev.weir.view.api.ShownShares.Shown;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where the figures of a month's pack come from: how each is known, and the path that opens to its
/// rows. Pure.
///
/// @param grades the weakest of what a use case's outcomes of the month are worth
/// @param counted what counts of that, and why
/// @param useCases of the portfolio, by id
/// @param shown the newest last
record PackSources(
    YearMonth month,
    Map<String, Evidence> grades,
    Map<String, String> counted,
    Map<String, UseCase> useCases,
    List<Shown> shown) {
  private static final String LEDGER = "ledger";
  private static final String POOLED = "ledger and pools";
  private static final String TOLD = "told";
  private static final String OPINION = Evidence.OPINION.code();

  /// Months whose values a criterion is held against, with the reviewed one.
  private static final int MONTHS = 3;

  Map<String, ReviewedSource> cost(String useCase) {
    return together(
        ledger(useCase, "day")
            .of("calls", "cost_usd", "usd_per_call", "cache_share", "input_tokens_per_call"),
        pooled(useCase).of("loaded_usd"));
  }

  Map<String, ReviewedSource> routing(String useCase) {
    return ledger(useCase, "model").of("calls", "call_share", "cost_usd", "usd_per_million");
  }

  /// @param hasBaseline whether one of the use case is known
  Map<String, ReviewedSource> outcomes(String useCase, boolean hasBaseline) {
    return together(
        outcomes(useCase, TOLD).of("outcomes"),
        value(useCase).of("value_usd"),
        experiment(useCase).of("ai_share"),
        pooled(useCase).of("usd_per_outcome"),
        hasBaseline
            ? new ReviewedSource("baseline", path("/api/v1/baselines/%s", useCase))
                .of("baseline_usd")
            : Map.of());
  }

  Map<String, ReviewedSource> bridge(String useCase) {
    return new ReviewedSource(
            POOLED,
            path("/api/v1/unit-costs/%s/bridge", useCase)
                + "?from=%s&to=%s".formatted(month.minusMonths(1), month))
        .of("usd_per_outcome");
  }

  Map<String, ReviewedSource> adoption(String useCase) {
    String rows = path("/api/v1/use-cases/%s/adoption", useCase) + "?month=" + month;
    return together(
        new ReviewedSource("roster", rows).of("eligible"),
        new ReviewedSource(LEDGER, rows)
            .of("activated", "activated_share", "monthly_active", "monthly_active_share"));
  }

  /// @param hurdle dollars that one more dollar has to bring
  Map<String, ReviewedSource> missed(String useCase, BigDecimal hurdle) {
    String rows =
        "/api/v1/missed-upside?month=%s&hurdle=%s".formatted(month, hurdle.toPlainString());
    return together(
        new ReviewedSource(LEDGER, rows).of("refused"),
        new ReviewedSource(grade(useCase), rows)
            .of("missed_usd_low", "missed_usd", "missed_usd_high"));
  }

  static ReviewedSource gate(String useCase, String to) {
    return new ReviewedSource(
        "live figures", path("/api/v1/gates/%s", useCase) + "/" + PathTemplate.encoded(to));
  }

  static Map<String, ReviewedSource> polish(String useCase, String to) {
    return new ReviewedSource(LEDGER, gate(useCase, to).rows()).of("polish_usd");
  }

  static ReviewedSource promotion(String id) {
    return new ReviewedSource("promotion", path("/api/v1/promotions/%s", id));
  }

  /// @param used the path that opens to what was counted
  static Map<String, ReviewedSource> budget(String id, String used) {
    return together(
        new ReviewedSource("rule book", path("/api/v1/budgets/%s", id)).of("limit_usd"),
        new ReviewedSource(LEDGER, used).of("used_usd", "used_share"));
  }

  Map<String, ReviewedSource> envelope() {
    String rows = "/api/v1/envelopes/comparison?month=" + month;
    return together(
        new ReviewedSource("plan", rows).of("planned_usd"),
        new ReviewedSource(LEDGER, rows).of("ledger_cost_usd"),
        new ReviewedSource("pools", rows).of("pools_usd"),
        new ReviewedSource(POOLED, rows).of("left_usd"));
  }

  Map<String, ReviewedSource> opportunity(String useCase, String evidence) {
    String rows = path("/api/v1/opportunities/%s", useCase) + "?month=" + month;
    return together(
        new ReviewedSource(evidence, rows).of("usd_per_month"),
        new ReviewedSource(OPINION, rows).of("effort_days"));
  }

  /// @param evidence of what is realised
  Map<String, ReviewedSource> saving(String useCase, String evidence) {
    return together(
        new ReviewedSource("plan", path("/api/v1/outcome-definitions/%s", useCase))
            .of("promised_usd"),
        outcomes(useCase, evidence).of("realised_usd"));
  }

  Map<String, ReviewedSource> move(String useCase) {
    return together(
        pooled(useCase).of("now_usd", "proposed_usd", "move_usd"),
        outcomes(useCase, counted(useCase)).of("marginal", "low", "high"));
  }

  static Map<String, ReviewedSource> reserve(String budget) {
    ReviewedSource spent = new ReviewedSource(LEDGER, path("/api/v1/budgets/%s", budget));
    return together(
        spent.of("spent_usd", "usd_per_hypothesis"),
        new ReviewedSource("rule book", "/api/v1/experiments").of("running"),
        new ReviewedSource("rule book", "/api/v1/reviews/policy").of("running_max"),
        new ReviewedSource("registered", "/api/v1/hypotheses").of("decided"));
  }

  /// Of the probability that a recommendation is wrong.
  ReviewedSource advice(String useCase) {
    return new ReviewedSource(counted(useCase), pooled(useCase).rows());
  }

  /// Of what it comes to to do what is recommended: by months, as many as evidence is taken from.
  ReviewedSource proposal(String useCase, int months) {
    return new ReviewedSource(
        valued(useCase), report(useCase, "month", month.minusMonths(months - 1L)));
  }

  /// Of what a policy would have said at the end of a month, and of what came in the months after.
  ///
  /// @param months from which evidence is taken and which came after, the oldest first
  Ground backTest(String useCase, List<YearMonth> months) {
    Stream<String> costs =
        months.stream().map(each -> path("/api/v1/unit-costs/%s", useCase) + "?month=" + each);
    String values =
        sums(useCase, "month", months.getFirst().atDay(1), months.getLast().plusMonths(1).atDay(1));
    return new Ground(valued(useCase), Stream.concat(costs, Stream.of(values)).toList());
  }

  private String valued(String useCase) {
    return POOLED + ", value " + counted(useCase);
  }

  /// What its calls may cost a month, as the portfolio has it.
  Optional<BigDecimal> budgetUsd(String useCase) {
    return Optional.ofNullable(useCases.get(useCase))
        .flatMap(UseCase::budgetUsd)
        .map(Money::toBigDecimal);
  }

  ReviewedSource criterion(String useCase, Criterion.Name name) {
    return switch (name) {
      case EVIDENCE -> newest(useCase, TOLD);
      case UNIT_COST_FALLS -> pooled(useCase);
      case VALUE_ABOVE_HURDLE,
          VALUE_ABOVE_COST,
          VALUE_BELOW_COST,
          VALUE_BELOW_VARIABLE,
          COST_OUTGROWS_VALUE ->
          newest(useCase, counted(useCase));
      case STRATEGIC -> declared(useCase);
      case INCONSISTENT -> newest(useCase, TOLD);
      case UNDIFFERENTIATED ->
          declared(
              useCase,
              Optional.ofNullable(useCases.get(useCase))
                  .flatMap(UseCase::commodity)
                  .map(Commodity::source)
                  .map(source -> source.name().toLowerCase(Locale.ROOT))
                  .orElse(OPINION));
    };
  }

  private ReviewedSource ledger(String useCase, String by) {
    return new ReviewedSource(LEDGER, report(useCase, by, month));
  }

  private String report(String useCase, String by, YearMonth from) {
    return "/api/v1/report?by=%s&filter=%s&from=%s&to=%s"
        .formatted(
            by,
            PathTemplate.encoded("use_case=" + useCase),
            from.atDay(1),
            month.plusMonths(1).atDay(1));
  }

  private ReviewedSource pooled(String useCase) {
    return new ReviewedSource(POOLED, path("/api/v1/unit-costs/%s", useCase) + "?month=" + month);
  }

  private ReviewedSource value(String useCase) {
    return outcomes(useCase, grade(useCase));
  }

  private ReviewedSource outcomes(String useCase, String evidence) {
    return outcomes(useCase, evidence, "day", month);
  }

  private ReviewedSource newest(String useCase, String evidence) {
    return outcomes(useCase, evidence, "month", month.minusMonths(MONTHS - 1L));
  }

  private ReviewedSource outcomes(String useCase, String evidence, String by, YearMonth from) {
    return new ReviewedSource(
        evidence, sums(useCase, by, from.atDay(1), month.plusMonths(1).atDay(1)));
  }

  private static String sums(String useCase, String by, LocalDate from, LocalDate to) {
    return "/api/v1/outcomes/sums?use_case=%s&by=%s&from=%s&to=%s"
        .formatted(PathTemplate.encoded(useCase), by, from, to);
  }

  /// What the use case's workload gives to what a recommendation is about, 0 to 1.
  Optional<BigDecimal> weight(String useCase, Concern concern) {
    return Optional.ofNullable(useCases.get(useCase))
        .flatMap(UseCase::workload)
        .map(workload ->
            switch (concern) {
              case COST -> workload.cost();
              case QUALITY -> workload.quality();
            });
  }

  /// What its owners say of it.
  ReviewedSource declared(String useCase) {
    return declared(useCase, OPINION);
  }

  private ReviewedSource declared(String useCase, String evidence) {
    return new ReviewedSource(
        evidence,
        useCases.containsKey(useCase)
            ? path("/api/v1/use-cases/%s", useCase)
            : "/api/v1/use-cases");
  }

  private ReviewedSource experiment(String useCase) {
    return new ReviewedSource(
        Evidence.RCT.code(),
        ShownShares.newest(useCase, month, shown)
            .map(each -> HypothesisRoutes.readout(each.hypothesis()))
            .orElse("/api/v1/hypotheses"));
  }

  /// Without a value that somebody has stated, an opinion's.
  private String grade(String useCase) {
    return grades.getOrDefault(useCase, Evidence.OPINION).code();
  }

  private String counted(String useCase) {
    return counted.getOrDefault(useCase, "no value is stated");
  }

  private static String path(String template, String id) {
    return template.formatted(PathTemplate.encoded(id));
  }

  @SafeVarargs
  private static Map<String, ReviewedSource> together(Map<String, ReviewedSource>... parts) {
    Map<String, ReviewedSource> all = new TreeMap<>();
    for (Map<String, ReviewedSource> part : parts) {
      all.putAll(part);
    }
    return all;
  }
}
