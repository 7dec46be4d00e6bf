package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.pack.Decision;
import dev.weir.value.pack.Decision.NamedChange;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.view.api.HeldReviews.Standing;
import dev.weir.view.api.HeldReviews.Tracked;
import dev.weir.view.api.ReviewRoutes.ReviewChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What reviews decided, until it is carried out, and how long deciding took.
final class ReviewFollowUpRoutes {
  private static final String PATH = "/api/v1/reviews/decisions";

  private final RunningGateway gateway;
  private final HeldReviews held;

  ReviewFollowUpRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.held = new HeldReviews(gateway.books(), changes);
  }

  /// @param latencyDays mean over decisions that followed a recommendation; absent without any
  /// @param sources of figures
  record DecisionList(
      List<DecisionLine> decisions,
      int open,
      int overdue,
      int done,
      Optional<BigDecimal> latencyDays,
      Map<String, ReviewedSource> sources) {}

  /// @param changedRule whether somebody has made the change it names since
  /// @param latencyDays from the end of the first month that recommended the same to the review
  /// @param doneAt when it was told to be carried out
  /// @param sources of figures
  record DecisionLine(
      YearMonth month,
      String useCase,
      Decision.Verdict decision,
      Standing standing,
      String decides,
      String owner,
      LocalDate due,
      Optional<ReviewChange> change,
      boolean changedRule,
      Optional<BigDecimal> latencyDays,
      Optional<Instant> doneAt,
      Optional<String> note,
      Map<String, ReviewedSource> sources) {
    static DecisionLine of(Tracked tracked) {
      Decision decision = tracked.decision();
      return new DecisionLine(
          tracked.review().month(),
          decision.useCase(),
          decision.verdict(),
          tracked.standing(),
          decision.decides(),
          decision.owner(),
          decision.due(),
          decision
              .change()
              .map(change -> new ReviewChange(change.kind(), change.id(), change.on())),
          tracked.changedRule(),
          tracked.review().latencyDays(decision).map(ReviewRoutes::days),
          tracked.closure().map(Version::at),
          tracked.closure().map(closure -> closure.body().path("note").asText()),
          latency("/" + tracked.review().month()));
    }
  }

  record ClosureText(String note) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listDecisions", PATH, "What reviews decided, and how far that is.")
            .answers(DecisionList.class)
            .does(this::list),
        Endpoint.change(
                "POST",
                "closeDecision",
                "/api/v1/reviews/{month}/decisions/{decision}/closure",
                "Says that a decision was carried out.")
            .ofUseCase(inquiry -> Set.of(inquiry.named("decision")))
            .takes(ClosureText.class)
            .answers(Pages.Changed.class)
            .does(this::close));
  }

  private Answer list(Inquiry inquiry) {
    List<Tracked> all = held.tracked(ReviewRoutes.day(inquiry.now()));
    OptionalDouble latency =
        all.stream()
            .flatMap(each -> each.review().latencyDays(each.decision()).stream())
            .mapToDouble(Double::doubleValue)
            .average();
    return Answer.of(
        new DecisionList(
            all.stream().map(DecisionLine::of).toList(),
            count(all, Standing.OPEN),
            count(all, Standing.OVERDUE),
            count(all, Standing.DONE),
            latency.isPresent()
                ? Optional.of(ReviewRoutes.days(latency.getAsDouble()))
                : Optional.empty(),
            latency("")));
  }

  /// Counted from what a pack said to when its review was held.
  private static Map<String, ReviewedSource> latency(String review) {
    return new ReviewedSource("reviews held", "/api/v1/reviews" + review).of("latency_days");
  }

  private static int count(List<Tracked> all, Standing standing) {
    return (int) all.stream().filter(each -> each.standing() == standing).count();
  }

  private Answer close(Inquiry inquiry) {
    YearMonth month = ReviewRoutes.month(inquiry);
    String useCase = inquiry.named("decision");
    Optional<Tracked> decided =
        held.tracked(ReviewRoutes.day(inquiry.now())).stream()
            .filter(each -> each.review().month().equals(month))
            .filter(each -> each.decision().useCase().equals(useCase))
            .findFirst();
    if (decided.isEmpty()) {
      return Answer.missing("decision", HeldReviews.id(month, useCase));
    }
    if (decided.get().standing() == Standing.DONE) {
      return new Answer.Fault(
          409,
          "decision_closed",
          "the decision '%s' was carried out already; that is said once"
              .formatted(HeldReviews.id(month, useCase)));
    }
    Optional<NamedChange> promised = decided.get().decision().change();
    if (promised.isPresent() && !decided.get().changedRule()) {
      return new Answer.Fault(
          409,
          "rule_unchanged",
          "the decision '%s' is carried out by field 'change', and %s '%s' was not changed since %s"
              .formatted(
                  HeldReviews.id(month, useCase),
                  promised.get().kind(),
                  promised.get().id(),
                  decided.get().review().at()));
    }
    inquiry.requireOnly(Set.of("note"));
    ObjectNode body = Json.object().put("note", inquiry.text("note"));
    Change change =
        Change.of(
                Kind.REVIEW_CLOSURE,
                HeldReviews.id(month, useCase),
                body,
                inquiry.who(),
                inquiry.why())
            .expecting(0);
    return Changes.answer(
        gateway.books().publish(List.of(change)),
        done -> Changes.changed(done.versions().getFirst()));
  }
}
