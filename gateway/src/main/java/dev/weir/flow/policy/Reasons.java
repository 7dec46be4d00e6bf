package dev.weir.flow.policy;

import dev.weir.base.money.Total;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Refusals in words: which rule, what it counts, what stands there, when it may pass.
final class Reasons {
  /// A call held back only by others under way may pass this soon.
  private static final Duration SOON = Duration.ofSeconds(1);

  /// The one that stays in the way longest is last; zero means for ever. Equal waits: a busy
  /// budget, then a limit, then a spent budget; the rule first by id last.
  static final Comparator<Refusal> BY_WAIT =
      Comparator.comparing((Refusal refusal) -> refusal.retryAfter().isZero())
          .thenComparing(Refusal::retryAfter)
          .thenComparingInt(Reasons::weight)
          .thenComparing(Refusal::rule, Comparator.reverseOrder())
          .thenComparing(Refusal::message);

  private final Instant now;
  private final RuleBook book;
  private final Standings standings;

  Reasons(Instant now, RuleBook book, Standings standings) {
    this.now = now;
    this.book = book;
    this.standings = standings;
  }

  private static int weight(Refusal refusal) {
    if (refusal.kind() == Refusal.Kind.BUDGET_BUSY) {
      return 0;
    }
    return refusal.kind() == Refusal.Kind.LIMIT_REACHED ? 1 : 2;
  }

  static Refusal unpriced(Offer offer) {
    return Refusal.of(
        Refusal.Kind.PRICE_UNKNOWN,
        "model '%s' (asked of the provider as '%s') has no price in the price book, and unpriced calls are refused"
            .formatted(offer.model(), offer.estimate().model()));
  }

  static Refusal boundless(Offer offer, Standing standing) {
    return Refusal.byRule(
        Refusal.Kind.COST_UNBOUNDED,
        standing.rule().id(),
        "the cost of this call at '%s' has no provable bound (%s), and %s grants no allowance for such calls"
            .formatted(offer.model(), offer.estimate().boundless().orElse(""), subject(standing)),
        Duration.ZERO);
  }

  /// Why a bid has no room even in its smallest form: of all enforced rules in its way, the one
  /// that stays there longest.
  Refusal why(Bid bid, Optional<Form> smallest) {
    if (smallest.isEmpty()) {
      return Refusal.of(
          Refusal.Kind.COST_UNBOUNDED,
          "the most this call can cost at '%s' is beyond the range of one charge"
              .formatted(bid.offer().model()));
    }
    List<Refusal> all = new ArrayList<>();
    for (Standing standing : bid.standings()) {
      if (standing.enforced() && !smallest.get().fits(standing)) {
        all.add(noRoom(bid, standing, smallest.get()));
      }
    }
    return all.stream().max(BY_WAIT).orElseThrow();
  }

  /// Why one rule has no room for a form.
  Refusal noRoom(Bid bid, Standing standing, Form form) {
    long needed = form.needed(standing.measure());
    boolean heldByOthers = standing.takesWhenIdle(needed);
    Duration wait = heldByOthers ? SOON : untilRoom(standing, needed);
    Refusal.Kind kind =
        switch (standing.rule()) {
          case Limit _ -> Refusal.Kind.LIMIT_REACHED;
          case Budget _ -> heldByOthers ? Refusal.Kind.BUDGET_BUSY : Refusal.Kind.BUDGET_SPENT;
        };
    return Refusal.byRule(
        kind, standing.rule().id(), message(bid, standing, form, heldByOthers), wait);
  }

  /// Zero when waiting does not help.
  private Duration untilRoom(Standing standing, long needed) {
    if (!standing.takesWhenEmpty(needed)) {
      return Duration.ZERO;
    }
    return switch (standing.rule().window()) {
      case Window.Total _ -> Duration.ZERO;
      case Window.Calendar calendar -> until(calendar.resetsAt(now).orElseThrow());
      case Window.Rolling rolling -> until(roomIn(rolling, standing, needed));
    };
  }

  /// The first instant at which enough slices have left, found by halving: what still counts only
  /// shrinks.
  private Instant roomIn(Window.Rolling window, Standing standing, long needed) {
    Instant first =
        Instant.ofEpochSecond(window.firstSlice(now)).plus(window.slice()).plus(window.length());
    long step = window.slice().toSeconds();
    long tooEarly = -1;
    long enough = window.length().toSeconds() / step + 1;
    while (enough - tooEarly > 1) {
      long middle = tooEarly + (enough - tooEarly) / 2;
      Instant at = first.plusSeconds(middle * step);
      Total used =
          standings.settled(standing.match(), at).plus(standings.reserved(standing.match(), at));
      if (used.plus(needed).compareTo(standing.cap()) <= 0) {
        enough = middle;
      } else {
        tooEarly = middle;
      }
    }
    return first.plusSeconds(enough * step);
  }

  private Duration until(Instant end) {
    Duration exact = Duration.between(now, end);
    Duration whole = exact.truncatedTo(ChronoUnit.SECONDS);
    return whole.equals(exact) ? whole : whole.plusSeconds(1);
  }

  private String message(Bid bid, Standing standing, Form form, boolean heldByOthers) {
    boolean byLength =
        standing.rule().measure() == Measure.MONEY || standing.rule().measure() == Measure.TOKENS;
    String shortest =
        byLength && form.maxTokens() < bid.fullTokens() ? ", its answer cut as far as allowed" : "";
    return "%s: %s used and %s held by calls under way, of %s; this call at '%s' needs %s%s; %s"
        .formatted(
            subject(standing),
            amount(standing, standing.settled()),
            amount(standing, standing.reserved()),
            cap(standing),
            bid.offer().model(),
            amount(standing, Total.of(form.amount(standing.measure()))),
            shortest,
            heldByOthers ? "it may pass when those calls end" : ending(standing));
  }

  private static String subject(Standing standing) {
    String value = standing.match().value();
    String per = standing.rule().scope().per().orElse("");
    String whose = value.isEmpty() ? "" : " for %s=%s".formatted(per, value);
    return switch (standing.rule()) {
      case Budget budget -> "budget '%s'%s".formatted(budget.id(), whose);
      case Limit limit -> "limit '%s'%s".formatted(limit.id(), whose);
    };
  }

  private String cap(Standing standing) {
    String cap = amount(standing, standing.cap());
    String asSet =
        book.asSet(standing.rule(), now).map(set -> ", set as " + set.amount()).orElse("");
    return switch (standing.rule()) {
      case Limit _ -> cap + asSet;
      case Budget budget ->
          "%s (stop at %s of %s)"
              .formatted(cap, budget.terms().stop(), limit(standing, budget, asSet));
    };
  }

  /// What was set in another currency is only that part of a limit which no raise adds.
  private String limit(Standing standing, Budget budget, String asSet) {
    String limit = amount(standing, standing.limit());
    Total raises = book.raisesOf(budget, standing.match().value(), now);
    if (asSet.isEmpty() || raises.equals(Total.ZERO)) {
      return limit + asSet;
    }
    return "%s: %s%s, and raises of %s"
        .formatted(
            limit,
            amount(standing, standing.limit().minus(raises)),
            asSet,
            amount(standing, raises));
  }

  private String ending(Standing standing) {
    Window window = standing.rule().window();
    return switch (window) {
      case Window.Total _ -> "it does not start anew";
      case Window.Rolling rolling -> "window '%s'".formatted(rolling.text());
      case Window.Calendar calendar ->
          "window '%s' ends %s"
              .formatted(
                  calendar.text(),
                  calendar.resetsAt(now).orElseThrow().atZone(calendar.zone()).toOffsetDateTime());
    };
  }

  private static String amount(Standing standing, Total amount) {
    return switch (standing.measure()) {
      case MONEY -> amount.toUsd().stripTrailingZeros().toPlainString() + " USD";
      case TOKENS -> amount + " tokens";
      case REQUESTS -> amount + " requests";
      case CONCURRENT -> amount + " calls at once";
    };
  }

  /// For notes of rules in shadow mode.
  static String text(Refusal refusal) {
    return "would refuse %s, %s".formatted(refusal.kind().code(), refusal.message());
  }

  /// What a ladder in shadow mode would do to a form; empty if nothing.
  static Optional<String> text(Reached reached, Bid bid, Form form, Optional<String> uncuttable) {
    if (!reached.substitutes().isEmpty()
        && !reached.substitutes().containsKey(bid.offer().model())) {
      return Optional.of("would try " + String.join(", ", reached.substitutes().keySet()));
    }
    return reached
        .shorten()
        .filter(cut -> uncuttable.isEmpty() && cut.maxTokens() < form.maxTokens())
        .map(cut -> "would shorten to max_tokens=" + cut.maxTokens());
  }
}
