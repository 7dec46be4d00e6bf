package dev.weir.view.api;

import dev.weir.value.pack.Restatement;
import dev.weir.value.review.Policy;
import dev.weir.value.review.Taper;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.ReportQuery;
import dev.weir.view.report.ReportRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which months have a review, and which wait for one.
final class ReviewMonthRoutes {
  private static final String RESTATED = "restated";

  /// Of these many months back, which were called in is looked up.
  private static final int MONTHS = 13;

  private static final int RESTATED_MAX = 12;

  private final RunningGateway gateway;
  private final HeldReviews held;
  private final PackDraft drafts;

  ReviewMonthRoutes(RunningGateway gateway, Changes changes, PackDraft drafts) {
    this.gateway = gateway;
    this.drafts = drafts;
    this.held = new HeldReviews(gateway.books(), changes);
  }

  /// How far the review of a month is.
  enum ReviewStanding {
    /// The month is not over.
    RUNNING,
    /// Nobody has held it.
    OPEN,
    /// Nobody has, and it was due.
    MISSED,
    HELD
  }

  /// The newest first.
  record ReviewMonthList(List<ReviewMonth> months) {}

  /// @param due the first day on which it is missed; absent where the policy has no taper
  /// @param decisions how many were made
  /// @param restated figures that are others today; of as many held ones as was asked for
  record ReviewMonth(
      YearMonth month,
      ReviewStanding standing,
      Optional<LocalDate> due,
      Optional<Instant> heldAt,
      Optional<String> who,
      Optional<Integer> decisions,
      Optional<Integer> restated) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listReviewMonths",
                "/api/v1/reviews/months",
                "Months that had calls in the last 13, or a review, and how far that is.")
            .asks(
                Parameter.number(
                    RESTATED,
                    "For how many held reviews, the newest first, what was learnt since is counted:"
                        + " at most 12. Default: 0."))
            .answers(ReviewMonthList.class)
            .does(FromLedger.of(gateway).does(this::list)));
  }

  private Answer list(Inquiry inquiry) {
    int restated = inquiry.number(RESTATED, 0);
    if (restated < 0 || restated > RESTATED_MAX) {
      throw new IllegalArgumentException(
          "parameter '%s' is 0 to %d, was %d".formatted(RESTATED, RESTATED_MAX, restated));
    }
    Map<YearMonth, HeldReview> reviews =
        held.all().stream().collect(Collectors.toMap(HeldReview::month, Function.identity()));
    Set<YearMonth> counted =
        reviews.keySet().stream()
            .sorted(Comparator.reverseOrder())
            .limit(restated)
            .collect(Collectors.toSet());
    Optional<Policy.TaperTerms> taper = held.policy().taper();
    Instant now = inquiry.now();
    return Answer.of(
        new ReviewMonthList(
            months(reviews.keySet(), taper, now)
                .map(month -> {
                  Optional<HeldReview> review = Optional.ofNullable(reviews.get(month));
                  return line(
                      month,
                      review,
                      taper.filter(terms -> !month.isBefore(terms.from())),
                      review.filter(_ -> counted.contains(month)).map(it -> restatements(it, now)),
                      now);
                })
                .toList()));
  }

  private static ReviewMonth line(
      YearMonth month,
      Optional<HeldReview> review,
      Optional<Policy.TaperTerms> taper,
      Optional<Integer> restated,
      Instant now) {
    Optional<Instant> due = taper.map(terms -> Taper.due(terms, month));
    boolean isOver = month.isBefore(YearMonth.from(ReviewRoutes.day(now)));
    ReviewStanding standing =
        review.isPresent()
            ? ReviewStanding.HELD
            : !isOver
                ? ReviewStanding.RUNNING
                : due.filter(it -> !it.isAfter(now)).isPresent()
                    ? ReviewStanding.MISSED
                    : ReviewStanding.OPEN;
    return new ReviewMonth(
        month,
        standing,
        due.map(ReviewRoutes::day),
        review.map(HeldReview::at),
        review.map(HeldReview::who),
        review.map(it -> it.decisions().size()),
        restated);
  }

  private int restatements(HeldReview review, Instant now) {
    return Restatement.between(review.pack(), Json.tree(drafts.of(review.month(), held, now)))
        .size();
  }

  /// The newest first: those with calls, from the taper's beginning on all of them, and whatever
  /// was held.
  private Stream<YearMonth> months(
      Set<YearMonth> reviewed, Optional<Policy.TaperTerms> taper, Instant now) {
    YearMonth current = YearMonth.from(ReviewRoutes.day(now));
    Set<YearMonth> called = called(current, now);
    TreeSet<YearMonth> all = new TreeSet<>(Comparator.reverseOrder());
    all.addAll(reviewed);
    IntStream.range(0, MONTHS)
        .mapToObj(current::minusMonths)
        .filter(month ->
            called.contains(month)
                || taper.filter(terms -> !month.isBefore(terms.from())).isPresent())
        .forEach(all::add);
    return all.stream();
  }

  private Set<YearMonth> called(YearMonth current, Instant now) {
    ReportRange range =
        new ReportRange(
            current.minusMonths(MONTHS - 1L).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            now.plusSeconds(1),
            ZoneOffset.UTC);
    return gateway
        .queries()
        .reports()
        .report(ReportQuery.sums(List.of(Dimension.parse("month")), range, List.of(), MONTHS))
        .rows()
        .stream()
        .map(row -> YearMonth.parse(row.group().getFirst()))
        .collect(Collectors.toSet());
  }
}
