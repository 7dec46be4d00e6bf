package dev.weir.view.api;

import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Sum;
import dev.weir.value.evidence.Counted;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.outcome.Kpi;
import dev.weir.value.outcome.KpiFigure;
import dev.weir.value.outcome.KpiFigure.Answer.Known;
import dev.weir.value.outcome.KpiFigure.Answer.Unknown;
import dev.weir.value.outcome.OutcomeDefinition;
import dev.weir.value.outcome.OutcomeDefinition.Target;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.ReportRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What outcomes add up to, and what their KPIs say.
final class OutcomeSumRoutes {
  private static final String PATH = "/api/v1/outcomes";
  private static final int GROUPS_MAX = 10_000;
  private static final int LINES_MAX = 100;
  private static final int DECIMALS = 6;
  private static final Set<By> ASKED = EnumSet.range(By.USE_CASE, By.CALL);

  private final OutcomeSums sums;
  private final DefinitionRoutes definitions;
  private final ShownShares shares;

  OutcomeSumRoutes(RunningGateway gateway, DefinitionRoutes definitions, ShownShares shares) {
    this.shares = shares;
    this.sums = gateway.outcomes().sums();
    this.definitions = definitions;
  }

  /// @param outcomes how many; a shared one counts for each use case with a share in it, and once
  ///   where all use cases are added up together
  /// @param shares of a shared one what is the use case's: what gates and unit costs count
  /// @param quantity of units, of a shared outcome its share
  /// @param statedUsd value as it was stated or found
  /// @param claimableUsd what the grades of evidence leave of it
  /// @param statedByEvidence `statedUsd` by grade
  /// @param evidenceShares what each grade leaves of it
  /// @param unvalued successes of which nobody has said what they are worth
  /// @param failedUsd what failures were told to have cost; in no other figure
  record OutcomeTotal(
      long outcomes,
      long successes,
      BigDecimal shares,
      BigDecimal successfulShares,
      BigDecimal quantity,
      BigDecimal successfulQuantity,
      BigDecimal statedUsd,
      BigDecimal claimableUsd,
      Map<String, BigDecimal> statedByEvidence,
      Map<String, BigDecimal> evidenceShares,
      long unvalued,
      BigDecimal failedUsd) {
    static OutcomeTotal of(Sum sum) {
      Map<String, BigDecimal> byEvidence = new TreeMap<>();
      sum.stated().forEach((grade, usd) -> byEvidence.put(grade.code(), usd));
      return new OutcomeTotal(
          sum.count(),
          sum.successes(),
          sum.shares(),
          sum.successfulShares(),
          sum.quantity(),
          sum.successfulQuantity(),
          sum.value(),
          sum.cut(),
          byEvidence,
          SettingsRoutes.byGrade(sum.haircut()),
          sum.unvalued(),
          sum.failedUsd());
    }
  }

  /// @param key the use case, month, day, user, session, ticket or call; empty where it is not said
  /// @param rows the path of the outcomes it adds up
  record OutcomeGroup(String key, OutcomeTotal sum, String rows) {}

  /// @param cut whether there are more groups than an answer has
  record OutcomeGroups(String by, List<OutcomeGroup> groups, boolean cut) {}

  /// A use case's month.
  ///
  /// @param now what is in force
  /// @param counted what gates, reviews and opportunities count of its value today
  /// @param atMonthsEnd what was known then; nothing = the month is not over
  /// @param restatements what came later, the first 100 rows
  /// @param targetPerMonth successful units aimed at
  /// @param targetReached its share that there is, 0 to any
  /// @param rows the way to the rows it is the sum of
  record OutcomeSummary(
      String useCase,
      YearMonth month,
      String unit,
      OutcomeTotal now,
      CountedPage counted,
      Optional<OutcomeTotal> atMonthsEnd,
      List<OutcomeRestatement> restatements,
      List<KpiPage> kpis,
      Optional<BigDecimal> targetPerMonth,
      Optional<BigDecimal> targetReached,
      String rows) {}

  /// What of a stated value counts.
  ///
  /// @param parts of 1 that is stated, by each grade there is
  /// @param shownShare in them, that an experiment has shown to be the AI's
  /// @param rows the readout that showed it
  record CountedPage(
      BigDecimal usd,
      Map<String, BigDecimal> parts,
      Optional<BigDecimal> shownShare,
      String why,
      Optional<String> rows) {
    static CountedPage of(Sum sum, Counting counting) {
      Map<String, BigDecimal> parts = new TreeMap<>();
      sum.stated().keySet().forEach(grade -> parts.put(grade.code(), counting.part(grade)));
      Counted counted = counting.of(sum.stated());
      return new CountedPage(
          counted.usd(),
          parts,
          counted.shown().map(ShownShare::exact),
          counted.why(),
          counted.shown().map(share -> HypothesisRoutes.readout(share.hypothesis())));
    }
  }

  record OutcomeRestatement(
      long row,
      String outcomeId,
      String kind,
      BigDecimal quantity,
      BigDecimal statedUsd,
      Instant at,
      String who,
      String why) {}

  /// @param figures by name: `share`; `mean`, `median`, `p95`; `top_two`
  /// @param distribution of a scale: how often each answer was given
  /// @param standing to the goal: `met`, `missed`, `open` while the interval holds it, `no_goal`
  /// @param sources of figures and of the distribution
  record KpiPage(
      String name,
      String kind,
      long values,
      Map<String, KpiNumber> figures,
      Map<String, Long> distribution,
      Optional<String> goal,
      String standing,
      Map<String, ReviewedSource> sources) {}

  /// A figure with its interval, or why there is none.
  ///
  /// @param method of the interval, which has a confidence of 95 %
  record KpiNumber(
      Optional<BigDecimal> value,
      Optional<BigDecimal> low,
      Optional<BigDecimal> high,
      Optional<String> method,
      Optional<String> unanswered) {
    static KpiNumber of(KpiFigure.Answer answer) {
      return switch (answer) {
        case Known(var estimate) ->
            new KpiNumber(
                Optional.of(rounded(estimate.value())),
                Optional.of(rounded(estimate.low())),
                Optional.of(rounded(estimate.high())),
                Optional.of(estimate.method().name().toLowerCase(Locale.ROOT)),
                Optional.empty());
        case Unknown(String why) ->
            new KpiNumber(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(why));
      };
    }

    private static BigDecimal rounded(double value) {
      return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("sumOutcomes", PATH + "/sums", "What outcomes in force add up to.")
            .asks(
                Parameter.text("use_case", "Of this one only."),
                Parameter.text(
                    "by", "use_case (default), month, day, user, session, ticket or call."),
                Ranges.FROM,
                Ranges.TO,
                Ranges.ZONE)
            .answers(OutcomeGroups.class)
            .does(this::groups),
        Endpoint.get(
                "summariseOutcomes",
                PATH + "/{id}/summary",
                "A use case's month: sums, KPIs, and what came after its end.")
            .asks(Parameter.text("month", "Of UTC, as 2026-10; the current one if not said."))
            .answers(OutcomeSummary.class)
            .does(this::summary));
  }

  /// The use case and the time that are asked for.
  static Span span(Inquiry inquiry) {
    ReportRange range = Ranges.of(inquiry);
    return new Span(inquiry.asked("use_case").orElse(""), range.from(), range.to());
  }

  private Answer groups(Inquiry inquiry) {
    String code = inquiry.asked("by").orElse("use_case");
    By by =
        Arrays.stream(By.values())
            .filter(each -> ASKED.contains(each) && code(each).equals(code))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "parameter 'by' is use_case, month, day, user, session, ticket or call, was '%s'"
                        .formatted(code)));
    Span span = span(inquiry);
    List<OutcomeGroup> groups = new ArrayList<>();
    boolean[] cut = {false};
    sums.each(
        by,
        span,
        OutcomeSums.NOW,
        group -> {
          if (groups.size() < GROUPS_MAX) {
            groups.add(
                new OutcomeGroup(
                    group.key(), OutcomeTotal.of(group.sum()), rows(by, group.key(), span)));
          } else {
            cut[0] = true;
          }
        });
    return Answer.of(new OutcomeGroups(code, groups, cut[0]));
  }

  /// The way to the outcomes of a group.
  private static String rows(By by, String key, Span span) {
    return switch (by) {
      case USE_CASE -> rows(new Span(key, span.from(), span.to()));
      case MONTH -> rows(within(span, YearMonth.parse(key)));
      case DAY -> rows(within(span, LocalDate.parse(key), LocalDate.parse(key).plusDays(1)));
      case USER, SESSION, TICKET, CALL ->
          rows(span)
              + "&%s=%s"
                  .formatted(
                      by == By.USER || by == By.TICKET ? code(by) : code(by) + "_id",
                      encoded(key.isEmpty() ? Dimension.NONE : key));
      case NOTHING, SESSION_ALONE, TICKET_ALONE ->
          throw new IllegalStateException("nobody asks for sums by " + by);
    };
  }

  private static Span within(Span span, YearMonth month) {
    return within(span, month.atDay(1), month.plusMonths(1).atDay(1));
  }

  private static Span within(Span span, LocalDate first, LocalDate next) {
    Instant from = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = next.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Span(
        span.useCase(),
        from.isBefore(span.from()) ? span.from() : from,
        to.isAfter(span.to()) ? span.to() : to);
  }

  private static String rows(Span span) {
    String useCase = span.useCase().isEmpty() ? "" : "use_case=" + encoded(span.useCase()) + "&";
    return "%s?%sfrom=%s&to=%s".formatted(PATH, useCase, span.from(), span.to());
  }

  private static String encoded(String text) {
    return PathTemplate.encoded(text);
  }

  private static String code(By by) {
    return by.name().toLowerCase(Locale.ROOT);
  }

  private Answer summary(Inquiry inquiry) {
    String useCase = inquiry.id();
    Optional<OutcomeDefinition> definition = definitions.definition(useCase);
    if (definition.isEmpty()) {
      return Answer.missing("outcome of use case", useCase);
    }
    YearMonth month = Ranges.monthOrThis(inquiry);
    Span span = Span.of(useCase, month);
    boolean over = !inquiry.now().isBefore(span.to());
    Sum now = sums.total(span, OutcomeSums.NOW);
    Optional<BigDecimal> target = definition.get().target().flatMap(OutcomeSumRoutes::perMonth);
    return Answer.of(
        new OutcomeSummary(
            useCase,
            month,
            definition.get().unit(),
            OutcomeTotal.of(now),
            CountedPage.of(now, shares.counting(useCase, inquiry.now())),
            over ? Optional.of(OutcomeTotal.of(sums.total(span, span.to()))) : Optional.empty(),
            over ? restatements(span) : List.of(),
            definition.get().kpis().stream().map(kpi -> page(kpi, span)).toList(),
            target,
            target.map(aim -> now.successfulQuantity().divide(aim, 4, RoundingMode.HALF_UP)),
            rows(span)));
  }

  private static Optional<BigDecimal> perMonth(Target target) {
    return switch (target) {
      case Target.PerMonth(BigDecimal quantity) -> Optional.of(quantity);
      case Target.OfKpi _ -> Optional.empty();
    };
  }

  private List<OutcomeRestatement> restatements(Span span) {
    return sums.restatements(span, span.to(), LINES_MAX).stream()
        .map(line ->
            new OutcomeRestatement(
                line.row(),
                line.outcome(),
                line.kind(),
                line.quantity(),
                line.usd(),
                line.at(),
                line.who(),
                line.why()))
        .toList();
  }

  private KpiPage page(Kpi kpi, Span span) {
    KpiFigure figure = sums.kpi(kpi, span, OutcomeSums.NOW);
    Map<String, KpiNumber> figures = new TreeMap<>();
    Map<String, Long> distribution = new TreeMap<>();
    switch (figure) {
      case KpiFigure.Truth truth -> figures.put("share", KpiNumber.of(truth.share()));
      case KpiFigure.Measure measure -> {
        figures.put("mean", KpiNumber.of(measure.mean()));
        figures.put("median", KpiNumber.of(measure.median()));
        figures.put("p95", KpiNumber.of(measure.p95()));
      }
      case KpiFigure.Scale scale -> {
        figures.put("top_two", KpiNumber.of(scale.topTwo()));
        scale
            .distribution()
            .forEach((answer, count) -> distribution.put("%02d".formatted(answer), count));
      }
    }
    return new KpiPage(
        kpi.name(),
        kpi.kind().code(),
        figure.count(),
        figures,
        distribution,
        kpi.goal()
            .map(
                goal -> (goal.atLeast() ? "at least " : "at most ") + goal.bound().toPlainString()),
        figure.standing(kpi.goal()).name().toLowerCase(Locale.ROOT),
        new ReviewedSource("told", rows(span))
            .of(
                Stream.concat(figures.keySet().stream(), Stream.of("values", "distribution"))
                    .toArray(String[]::new)));
  }
}
