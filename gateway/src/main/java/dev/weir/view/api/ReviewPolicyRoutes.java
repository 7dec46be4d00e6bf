package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.pack.Pack;
import dev.weir.value.review.BackTest;
import dev.weir.value.review.History;
import dev.weir.value.review.MonthFigures;
import dev.weir.value.review.Policy;
import dev.weir.value.review.PolicyText;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What reviews judge by, and what that would have said of the past.
final class ReviewPolicyRoutes {
  private static final String PATH = "/api/v1/reviews/policy";

  private final RunningGateway gateway;
  private final Changes changes;
  private final PackDraft drafts;
  private final HeldReviews held;

  ReviewPolicyRoutes(RunningGateway gateway, Changes changes, PackDraft drafts) {
    this.gateway = gateway;
    this.changes = changes;
    this.drafts = drafts;
    this.held = new HeldReviews(gateway.books(), changes);
  }

  /// docs/reviews.md; what is left out is as it usually is.
  record ReviewPolicyText() {}

  /// @param version absent while the usual one holds
  record ReviewPolicyPage(
      ObjectNode policy, Optional<Integer> version, Optional<Instant> at, Optional<String> who) {}

  /// @param judged how often each was recommended
  /// @param cameTrue how often what came was on the side that was said, of those where it is known
  record BackTestPage(
      ObjectNode policy,
      YearMonth last,
      List<BackTestLine> lines,
      Map<String, Integer> judged,
      int cameTrue,
      int cameFalse) {}

  /// @param laterUsd value less loaded cost of the months after
  /// @param evidence of its figures
  /// @param rows paths of the API that together open to what it was made of
  record BackTestLine(
      String useCase,
      YearMonth month,
      String recommendation,
      Optional<BigDecimal> misclassified,
      Optional<BigDecimal> laterUsd,
      Optional<Boolean> cameTrue,
      String evidence,
      List<String> rows) {
    static BackTestLine of(String useCase, BackTest.Line line, Ground ground) {
      return new BackTestLine(
          useCase,
          line.month(),
          line.said().code(),
          Pack.rounded(line.said().misclassified()),
          Pack.rounded(line.laterMargin()),
          line.cameTrue(),
          ground.evidence(),
          ground.rows());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("getReviewPolicy", PATH, "What reviews judge by.")
            .answers(ReviewPolicyPage.class)
            .does(_ -> policy()),
        Endpoint.change("PUT", "putReviewPolicy", PATH, "Sets what reviews judge by.")
            .versioned()
            .takes(ReviewPolicyText.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteReviewPolicy", PATH, "Back to the usual policy.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry ->
                changes.retire(Kind.REVIEW_POLICY, HeldReviews.POLICY, List.of(), inquiry)),
        Endpoint.get(
                "backtestReviews",
                "/api/v1/reviews/backtest",
                "What the policy would have said at the end of past months, against what came.")
            .asks(Parameter.text("month", "The last one, as 2026-10; if not said, the last over."))
            .answers(BackTestPage.class)
            .does(FromLedger.of(gateway).does(this::backTest)));
  }

  private Answer policy() {
    Optional<Version> version = changes.current(Kind.REVIEW_POLICY, HeldReviews.POLICY);
    return Answer.of(
        new ReviewPolicyPage(
            PolicyText.write(held.policy()),
            version.map(Version::version),
            version.map(Version::at),
            version.map(Version::who)));
  }

  private Answer put(Inquiry inquiry) {
    Policy policy = PolicyText.read(inquiry.body());
    policy
        .taper()
        .ifPresent(terms -> terms.budgets().forEach(id -> requireBudget("taper.budgets", id)));
    policy.reserve().ifPresent(terms -> requireBudget("reserve.budget", terms.budget()));
    return changes.put(Kind.REVIEW_POLICY, HeldReviews.POLICY, PolicyText.write(policy), inquiry);
  }

  private void requireBudget(String field, String id) {
    if (changes.current(Kind.BUDGET, id).isEmpty()) {
      throw new IllegalArgumentException(
          "field '%s' names a budget in force, was '%s'".formatted(field, id));
    }
  }

  private Answer backTest(Inquiry inquiry) {
    YearMonth last = Ranges.monthOrLast(inquiry);
    Policy policy = held.policy();
    int months = policy.evidence().months();
    List<BackTestLine> lines = new ArrayList<>();
    drafts
        .past(last)
        .forEach((useCase, past) ->
            BackTest.of(past.history(), policy)
                .forEach(line -> {
                  List<YearMonth> around = around(line.month(), past.history(), months);
                  lines.add(
                      BackTestLine.of(useCase, line, past.sources().backTest(useCase, around)));
                }));
    Map<String, Integer> judged = new TreeMap<>();
    lines.forEach(line -> judged.merge(line.recommendation(), 1, Integer::sum));
    return Answer.of(
        new BackTestPage(
            PolicyText.write(policy),
            last,
            lines,
            judged,
            count(lines, true),
            count(lines, false)));
  }

  /// The months of a history that a judgement read, and those that came of it.
  private static List<YearMonth> around(YearMonth judged, History history, int months) {
    return history.months().stream()
        .map(MonthFigures::month)
        .filter(each -> each.isAfter(judged.minusMonths(months)))
        .filter(each -> !each.isAfter(judged.plusMonths(months)))
        .toList();
  }

  private static int count(List<BackTestLine> lines, boolean came) {
    return (int) lines.stream().filter(line -> line.cameTrue().equals(Optional.of(came))).count();
  }
}
