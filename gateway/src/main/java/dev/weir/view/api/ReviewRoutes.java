package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.value.pack.Decision;
import dev.weir.value.pack.Narrative;
import dev.weir.value.review.PolicyText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Monthly reviews that were held, and holding one.
final class ReviewRoutes {
  private static final String PATH = "/api/v1/reviews";
  private static final String REVIEW = PATH + "/{month}";
  private static final int NARRATIVE_MAX = 20_000;
  private static final int BODY_BYTES = 1 << 20;

  /// Recommendations that nobody has to decide anything by.
  private static final Set<String> NO_CHANGE = Set.of("continue", "not_enough_evidence");

  private final RunningGateway gateway;
  private final HeldReviews held;
  private final PackDraft drafts;
  private final PromisedChanges promised;

  ReviewRoutes(RunningGateway gateway, Changes changes, PackDraft drafts) {
    this.gateway = gateway;
    this.drafts = drafts;
    this.held = new HeldReviews(gateway.books(), changes);
    this.promised = new PromisedChanges(gateway.books().facts());
  }

  /// What a review is held with.
  ///
  /// @param decisions each of one use case of the pack: docs/reviews.md
  record ReviewMinutes(List<ReviewDecisionText> decisions, Optional<String> narrative) {}

  /// @param change that carries it out; only `continue` has none
  record ReviewDecisionText(
      String useCase,
      Decision.Verdict decision,
      String decides,
      String why,
      String owner,
      LocalDate due,
      Optional<ReviewChange> change) {
    static ReviewDecisionText of(Decision decision) {
      return new ReviewDecisionText(
          decision.useCase(),
          decision.verdict(),
          decision.decides(),
          decision.why(),
          decision.owner(),
          decision.due(),
          decision
              .change()
              .map(change -> new ReviewChange(change.kind(), change.id(), change.on())));
    }
  }

  record ReviewChange(String kind, String id, LocalDate on) {}

  record ReviewList(List<ReviewLine> reviews) {}

  record ReviewLine(YearMonth month, Instant heldAt, String who, int decisions, String sha256) {}

  /// @param sha256 of the pack's JSON as it was frozen
  /// @param intact whether the pack still has that sum
  /// @param narrativeChanges its narrative beside that of the review before, line by line
  /// @param policy that it was judged by
  record ReviewPage(
      YearMonth month,
      Instant heldAt,
      String who,
      String sha256,
      boolean intact,
      Optional<String> narrative,
      List<ReviewNarrativeLine> narrativeChanges,
      List<ReviewDecisionText> decisions,
      ObjectNode pack,
      ObjectNode policy) {
    static ReviewPage of(HeldReview review, String before) {
      return new ReviewPage(
          review.month(),
          review.at(),
          review.who(),
          review.sha256(),
          review.isIntact(),
          review.narrative(),
          Narrative.between(before, review.narrative().orElse("")).stream()
              .map(line -> new ReviewNarrativeLine(line.change(), line.text()))
              .toList(),
          review.decisions().stream().map(ReviewDecisionText::of).toList(),
          review.pack(),
          review.policy());
    }
  }

  record ReviewNarrativeLine(Narrative.Change change, String text) {}

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get("listReviews", PATH, "Reviews that were held.")
            .answers(ReviewList.class)
            .does(_ -> list()),
        Endpoint.get("getReview", REVIEW, "A held review: its frozen pack, what it decided.")
            .answers(ReviewPage.class)
            .does(this::one),
        Endpoint.change(
                "POST",
                "holdReview",
                REVIEW,
                "Holds the review of a month: freezes its pack and what is decided, for ever.")
            .takes(ReviewMinutes.class, BODY_BYTES)
            .answers(ReviewPage.class)
            .does(ledger.does(this::hold)));
  }

  private Answer list() {
    return Answer.of(
        new ReviewList(
            held.all().stream()
                .map(review ->
                    new ReviewLine(
                        review.month(),
                        review.at(),
                        review.who(),
                        review.decisions().size(),
                        review.sha256()))
                .toList()));
  }

  private Answer one(Inquiry inquiry) {
    YearMonth month = month(inquiry);
    return held.of(month).map(this::page).<Answer>map(Answer::of).orElseGet(() -> missing(month));
  }

  private ReviewPage page(HeldReview review) {
    return ReviewPage.of(review, held.narrativeBefore(review.month()));
  }

  static Answer missing(YearMonth month) {
    return Answer.missing("held review of", month.toString());
  }

  private Answer hold(Inquiry inquiry, Optional<String> missing) {
    YearMonth month = month(inquiry);
    if (missing.isPresent()) {
      return Answer.unavailable("nothing was frozen: " + missing.get());
    }
    if (!month.isBefore(YearMonth.from(day(inquiry.now())))) {
      throw new IllegalArgumentException(
          "a review is held of a month that is over by %s, was '%s'"
              .formatted(day(inquiry.now()), month));
    }
    if (held.of(month).isPresent()) {
      return new Answer.Fault(
          409,
          "review_held",
          "the review of %s was held and is never changed; what was learnt since is in its restatements"
              .formatted(month));
    }
    inquiry.requireOnly(Set.of("decisions", "narrative"));
    List<Decision> decisions = Decision.read(inquiry.body().path("decisions"));
    ObjectNode pack = (ObjectNode) Json.tree(drafts.of(month, held, inquiry.now()));
    requireFits(decisions, pack, inquiry.now());
    requireAll(decisions, pack);
    ObjectNode body =
        HeldReview.body(pack, PolicyText.write(held.policy()), narrative(inquiry), decisions);
    Change change =
        Change.of(Kind.REVIEW, month.toString(), body, inquiry.who(), inquiry.why()).expecting(0);
    return Changes.answer(
        gateway.books().publish(List.of(change)),
        done -> page(HeldReview.of(done.versions().getFirst())));
  }

  private static Optional<String> narrative(Inquiry inquiry) {
    Optional<String> narrative = inquiry.optionalText("narrative");
    if (narrative.filter(text -> text.length() > NARRATIVE_MAX).isPresent()) {
      throw new IllegalArgumentException(
          "field 'narrative' has at most %d characters, was %d"
              .formatted(NARRATIVE_MAX, narrative.get().length()));
    }
    long lines = narrative.map(text -> text.lines().count()).orElse(0L);
    if (lines > Narrative.LINES_MAX) {
      throw new IllegalArgumentException(
          "field 'narrative' has at most %d lines, was %d".formatted(Narrative.LINES_MAX, lines));
    }
    return narrative;
  }

  private void requireFits(List<Decision> decisions, ObjectNode pack, Instant now) {
    Set<String> useCases =
        StreamSupport.stream(pack.path("cost").spliterator(), false)
            .map(line -> line.path("use_case").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    int number = 0;
    for (Decision decision : decisions) {
      number++;
      if (!useCases.contains(decision.useCase())) {
        throw new IllegalArgumentException(
            "decision %d: field 'use_case' is one of the pack %s, was '%s'"
                .formatted(number, useCases, decision.useCase()));
      }
      try {
        promised.require(decision, now);
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "decision %d: %s".formatted(number, wrong.getMessage()), wrong);
      }
    }
  }

  /// A review that leaves open what its pack recommends to change was not held.
  private static void requireAll(List<Decision> decisions, ObjectNode pack) {
    Set<String> decided =
        decisions.stream().map(Decision::useCase).collect(Collectors.toCollection(TreeSet::new));
    List<String> open =
        StreamSupport.stream(pack.path("recommendations").spliterator(), false)
            .filter(line -> !NO_CHANGE.contains(line.path("recommendation").asText()))
            .filter(line -> !decided.contains(line.path("use_case").asText()))
            .map(line ->
                line.path("use_case").asText() + ": " + line.path("recommendation").asText())
            .toList();
    if (!open.isEmpty()) {
      throw new IllegalArgumentException(
          "field 'decisions' decides, this way or another, whatever is recommended to change, was without %s"
              .formatted(open));
    }
  }

  static YearMonth month(Inquiry inquiry) {
    String text = inquiry.named("month");
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "a review is of a month as 2026-10, was '%s'".formatted(text), unreadable);
    }
  }

  static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /// To a tenth, half up.
  static BigDecimal days(double days) {
    return BigDecimal.valueOf(days).setScale(1, RoundingMode.HALF_UP);
  }
}
