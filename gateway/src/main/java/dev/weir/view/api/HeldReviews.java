package dev.weir.view.api;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.pack.Decision;
import dev.weir.value.pack.Pack.ReviewedDue;
import dev.weir.value.review.Policy;
import dev.weir.value.review.PolicyText;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The reviews that were held, what they decided, and how far that is. Blocks.
final class HeldReviews {
  static final String POLICY = "policy";

  private final PromisedChanges promised;
  private final Changes changes;

  HeldReviews(Books books, Changes changes) {
    this.promised = new PromisedChanges(books.facts());
    this.changes = changes;
  }

  /// How far a decision is.
  enum Standing {
    OPEN,
    OVERDUE,
    DONE
  }

  /// A decision with what became of it.
  ///
  /// @param closure that it was carried out
  /// @param changedRule whether somebody has made the change it names since
  record Tracked(
      HeldReview review,
      Decision decision,
      Optional<Version> closure,
      boolean changedRule,
      Standing standing) {}

  /// In force, or the usual one.
  Policy policy() {
    return changes
        .current(Kind.REVIEW_POLICY, POLICY)
        .map(version -> PolicyText.read(version.body()))
        .orElse(Policy.USUAL);
  }

  Optional<HeldReview> of(YearMonth month) {
    return changes.current(Kind.REVIEW, month.toString()).map(HeldReview::of);
  }

  /// What the review before said of itself; empty where none said anything.
  String narrativeBefore(YearMonth month) {
    return all().stream()
        .filter(review -> review.month().isBefore(month))
        .reduce((_, newer) -> newer)
        .flatMap(HeldReview::narrative)
        .orElse("");
  }

  /// The oldest first.
  List<HeldReview> all() {
    return changes.current(Kind.REVIEW).stream()
        .map(HeldReview::of)
        .sorted(Comparator.comparing(HeldReview::month))
        .toList();
  }

  /// Decisions of all reviews, the oldest first.
  List<Tracked> tracked(LocalDate today) {
    Map<String, Version> closures =
        changes.current(Kind.REVIEW_CLOSURE).stream()
            .collect(Collectors.toMap(Version::id, Function.identity()));
    return all().stream()
        .flatMap(review ->
            review.decisions().stream()
                .map(decision ->
                    tracked(
                        review,
                        decision,
                        Optional.ofNullable(closures.get(id(review.month(), decision.useCase()))),
                        today)))
        .toList();
  }

  /// Of a closure.
  static String id(YearMonth month, String useCase) {
    return month + "/" + useCase;
  }

  private Tracked tracked(
      HeldReview review, Decision decision, Optional<Version> closure, LocalDate today) {
    Standing standing =
        closure.isPresent()
            ? Standing.DONE
            : today.isAfter(decision.due()) ? Standing.OVERDUE : Standing.OPEN;
    boolean isMade =
        decision.change().filter(change -> promised.isMade(change, review.at())).isPresent();
    return new Tracked(review, decision, closure, isMade, standing);
  }

  /// What earlier reviews decided and nobody has carried out, as a later pack has it.
  List<ReviewedDue> open(YearMonth month, LocalDate today) {
    return tracked(today).stream()
        .filter(each -> each.standing() != Standing.DONE)
        .filter(each -> each.review().month().isBefore(month))
        .map(each ->
            new ReviewedDue(
                each.decision().useCase(),
                "%s, decided for %s"
                    .formatted(each.decision().verdict().code(), each.review().month()),
                each.decision().owner(),
                each.decision().due(),
                each.standing() == Standing.OVERDUE))
        .toList();
  }
}
