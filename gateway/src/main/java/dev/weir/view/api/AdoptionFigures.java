package dev.weir.view.api;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Proportion;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.adoption.Adoption;
import dev.weir.value.adoption.Roster;
import dev.weir.value.adoption.RosterText;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.FigureSource;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.view.report.AdoptionSums;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a roster and the ledger tell of who uses a use case.
final class AdoptionFigures implements FigureSource {
  private final Changes changes;
  private final AdoptionSums sums;

  AdoptionFigures(Changes changes, AdoptionSums sums) {
    this.changes = changes;
    this.sums = sums;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(
        Metric.ELIGIBLE_USERS,
        Metric.WEEKLY_ACTIVE_SHARE,
        Metric.ACTIVATION_SHARE,
        Metric.RETENTION_SHARE);
  }

  @Override
  public Figures at(Asked asked) {
    LocalDate to = LocalDate.ofInstant(asked.to(), ZoneOffset.UTC);
    Optional<Version> roster = changes.current(Kind.ROSTER, asked.useCase());
    return roster.isEmpty()
        ? (metric, _) ->
            new Figure.Unknown(
                "%s needs a roster, and use case '%s' has none"
                    .formatted(metric.code(), asked.useCase()),
                "/api/v1/rosters")
        : of(RosterText.read(asked.useCase(), roster.get().body()), to);
  }

  /// A month is read when a figure of it is asked for first; how many are eligible, the roster
  /// says.
  private Figures of(Roster roster, LocalDate to) {
    LocalDate monday = lastMonday(to);
    YearMonth week = YearMonth.from(monday.plusDays(3));
    YearMonth month = YearMonth.from(to.minusDays(1));
    Map<YearMonth, Adoption> read = new HashMap<>();
    Function<YearMonth, Adoption> of =
        each -> read.computeIfAbsent(each, it -> sums.of(roster, it, to));
    long eligible = roster.eligible().count();
    Map<Metric, Function<Confidence, Figure>> told = new EnumMap<>(Metric.class);
    told.put(
        Metric.ELIGIBLE_USERS,
        _ ->
            new Figure.Known(
                BigDecimal.valueOf(eligible),
                Optional.empty(),
                eligible,
                "roster",
                rows(roster, month)));
    told.put(
        Metric.WEEKLY_ACTIVE_SHARE,
        at -> share(active(of.apply(week), monday), eligible, at, rows(roster, week)));
    told.put(
        Metric.ACTIVATION_SHARE,
        at -> share(of.apply(month).activated(), eligible, at, rows(roster, month)));
    told.put(Metric.RETENTION_SHARE, at -> retention(of.apply(month), to, at, rows(roster, month)));
    return (metric, confidence) -> Objects.requireNonNull(told.get(metric)).apply(confidence);
  }

  /// Of the last week of Monday to Sunday that is over.
  private static LocalDate lastMonday(LocalDate to) {
    return to.minusWeeks(1).minusDays(to.getDayOfWeek().getValue() - 1L);
  }

  private static long active(Adoption month, LocalDate monday) {
    return month.weeks().stream()
        .filter(week -> week.monday().equals(monday))
        .mapToLong(Adoption.Week::active)
        .sum();
  }

  /// Of those whose first week and the next one are over, who called in the next one.
  private static Figure retention(
      Adoption month, LocalDate to, Confidence confidence, String rows) {
    long users = 0;
    long back = 0;
    for (Adoption.Cohort cohort : month.cohorts()) {
      if (!cohort.monday().plusWeeks(2).isAfter(to) && cohort.active().size() > 1) {
        users += cohort.users();
        back += cohort.active().get(1);
      }
    }
    return users == 0
        ? new Figure.Unknown("retention needs a user whose second week is over, was none", rows)
        : share(back, users, confidence, rows);
  }

  private static Figure share(long hits, long count, Confidence confidence, String rows) {
    Proportion share = new Proportion(Math.min(hits, count), count);
    return new Figure.Known(
        Figure.decimal(share.share()),
        Optional.of(Figure.Bounds.of(share.atLeast(confidence), share.atMost(confidence))),
        count,
        "ledger",
        rows);
  }

  private static String rows(Roster roster, YearMonth month) {
    return "/api/v1/use-cases/%s/adoption?month=%s"
        .formatted(PathTemplate.encoded(roster.useCase()), month);
  }
}
