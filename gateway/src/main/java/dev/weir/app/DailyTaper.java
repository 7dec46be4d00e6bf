package dev.weir.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.review.Policy;
import dev.weir.value.review.PolicyText;
import dev.weir.value.review.Taper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Lowers budgets step by step while reviews that are due are not held, and restores them once they
/// are. What was set is the measure: of that a share is left. A person who sets it renews it; a
/// step that Weir makes by itself, as of a ramp, does not. Owned by the thread that looks.
final class DailyTaper {
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final int DECIMALS = 12;

  private final Books books;
  private final InstantSource clock;
  private final System.Logger log;

  DailyTaper(Books books, InstantSource clock, System.Logger log) {
    this.books = books;
    this.clock = clock;
    this.log = log;
  }

  Repeated watched() {
    return new Repeated("daily-taper", EVERY, this::look, clock, log);
  }

  /// Publishes what is not as it is to be; a second look publishes nothing.
  void look() {
    Optional<Policy.TaperTerms> terms = terms();
    Set<YearMonth> held =
        books.facts().current(Kind.REVIEW).stream()
            .filter(version -> !version.retired())
            .map(version -> YearMonth.parse(version.id()))
            .collect(Collectors.toSet());
    Instant now = clock.instant();
    books.facts().current(Kind.BUDGET).stream()
        .filter(version -> !version.retired())
        .filter(version -> isOurs(version) || isTapered(terms, version))
        .forEach(version -> look(version, terms, held, now));
  }

  /// Each by itself: what is wrong with one is left to it.
  private void look(
      Version budget, Optional<Policy.TaperTerms> terms, Set<YearMonth> held, Instant now) {
    try {
      change(budget, terms, held, now)
          .ifPresent(change -> tell(budget.id(), books.publish(List.of(change))));
    } catch (ArithmeticException | IllegalArgumentException wrong) {
      log.log(
          System.Logger.Level.WARNING,
          "budget ''{0}'' is not tapered: {1}",
          budget.id(),
          wrong.getMessage());
    }
  }

  private Optional<Policy.TaperTerms> terms() {
    return books
        .facts()
        .current(Kind.REVIEW_POLICY, "policy")
        .filter(version -> !version.retired())
        .flatMap(version -> PolicyText.read(version.body()).taper());
  }

  private static boolean isTapered(Optional<Policy.TaperTerms> terms, Version budget) {
    return terms.filter(known -> known.budgets().contains(budget.id())).isPresent();
  }

  private static boolean isOurs(Version version) {
    return Taper.isOf(version.who(), version.why());
  }

  private Optional<Change> change(
      Version budget, Optional<Policy.TaperTerms> terms, Set<YearMonth> held, Instant now) {
    List<Version> history = books.facts().history(Kind.BUDGET, budget.id());
    Version set = history.stream().filter(version -> !isOurs(version)).findFirst().orElseThrow();
    Version renewed =
        history.stream()
            .filter(version -> !version.who().equals(Taper.WHO))
            .findFirst()
            .orElse(history.getLast());
    List<YearMonth> missed =
        isTapered(terms, budget)
            ? Taper.missed(terms.orElseThrow(), held, renewed.at(), now)
            : List.of();
    BigDecimal share = terms.map(known -> Taper.share(known, missed.size())).orElse(BigDecimal.ONE);
    ObjectNode wanted = scaled(set.body(), share);
    return wanted.equals(budget.body())
        ? Optional.empty()
        : Optional.of(
            Change.of(
                    Kind.BUDGET, budget.id(), wanted, Taper.WHO, Taper.why(why(missed, share, set)))
                .expecting(budget.version()));
  }

  private static String why(List<YearMonth> missed, BigDecimal share, Version set) {
    return missed.isEmpty()
        ? "no review is missing, version %d holds again".formatted(set.version())
        : "%s of version %d is left, the review of %s was not held"
            .formatted(
                share.movePointRight(2).stripTrailingZeros().toPlainString() + " %",
                set.version(),
                missed.stream().map(YearMonth::toString).collect(Collectors.joining(", ")));
  }

  /// A budget with a share of its limit, in whatever currency that is, rounded down to a millionth
  /// of a millionth.
  private static ObjectNode scaled(ObjectNode body, BigDecimal share) {
    ObjectNode scaled = body.deepCopy();
    if (share.compareTo(BigDecimal.ONE) == 0) {
      return scaled;
    }
    if (body.hasNonNull("limit_usd")) {
      return scaled.put("limit_usd", scaled(body.path("limit_usd").asText(), share));
    }
    String[] amount = body.path("limit").asText().split(" ", 2);
    return scaled.put("limit", scaled(amount[0], share) + " " + amount[1]);
  }

  private static String scaled(String amount, BigDecimal share) {
    return new BigDecimal(amount)
        .multiply(share)
        .setScale(DECIMALS, RoundingMode.FLOOR)
        .stripTrailingZeros()
        .toPlainString();
  }

  private void tell(String budget, Books.Published published) {
    switch (published) {
      case Books.Published.Done done ->
          done.versions()
              .forEach(version ->
                  log.log(
                      System.Logger.Level.WARNING,
                      "budget ''{0}'': {1}",
                      version.id(),
                      version.why()));
      case Books.Published.Conflict _ ->
          log.log(
              System.Logger.Level.INFO,
              "budget ''{0}'' was just changed; it is looked at again",
              budget);
      case Books.Published.Invalid invalid -> warn(budget, invalid.message());
      case Books.Published.Forbidden forbidden -> warn(budget, forbidden.message());
      case Books.Published.Unable unable -> warn(budget, unable.message());
    }
  }

  private void warn(String budget, String why) {
    log.log(System.Logger.Level.WARNING, "budget ''{0}'' is not tapered yet: {1}", budget, why);
  }
}
