package dev.weir.flow.policy;

import dev.weir.base.money.Money;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One offer, weighed against the balances of the rules that match it.
final class Bid {
  private final Offer offer;
  private final List<Standing> standings;
  private final Money allowance;

  /// The smallest room any enforced rule leaves.
  private long moneyRoom = Long.MAX_VALUE;

  private long tokenRoom = Long.MAX_VALUE;
  private long callRoom = Long.MAX_VALUE;

  Bid(Offer offer, RuleBook book, Standings balances, Instant now) {
    this.offer = offer;
    this.standings = new ArrayList<>(offer.matches().size());
    Money most = Money.ZERO;
    for (Match match : offer.matches()) {
      Standing standing = Standing.of(match, book, balances, now);
      standings.add(standing);
      if (standing.enforced()) {
        narrow(standing.measure(), standing.room().saturated());
        most = larger(most, allowanceOf(match.rule(), book, now));
      }
    }
    this.allowance = offer.estimate().boundless().isPresent() ? most : Money.ZERO;
  }

  private void narrow(Measure measure, long room) {
    switch (measure) {
      case MONEY -> moneyRoom = Math.min(moneyRoom, room);
      case TOKENS -> tokenRoom = Math.min(tokenRoom, room);
      case REQUESTS, CONCURRENT -> callRoom = Math.min(callRoom, room);
    }
  }

  static Money allowanceOf(Rule rule, RuleBook book, Instant now) {
    return rule instanceof Budget budget
        ? book.allowanceOf(budget, now).orElse(Money.ZERO)
        : Money.ZERO;
  }

  static Money larger(Money one, Money other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  Offer offer() {
    return offer;
  }

  List<Standing> standings() {
    return standings;
  }

  boolean priced() {
    return offer.estimate().tariff().isPresent();
  }

  /// Output tokens of one choice when nothing is shortened.
  long fullTokens() {
    return offer.estimate().outputTokens();
  }

  /// The enforced budget that does not admit a call without a provable bound, if one matches.
  Optional<Standing> forbidsBoundless() {
    return offer.estimate().boundless().isEmpty()
        ? Optional.empty()
        : standings.stream()
            .filter(Standing::enforced)
            .filter(Bid::lacksAllowance)
            .min(Comparator.comparing(Standing::label));
  }

  static boolean lacksAllowance(Standing standing) {
    return standing.rule() instanceof Budget budget && budget.terms().allowance().isEmpty();
  }

  /// What the call can use when each choice gives at most `maxTokens`; empty when that is beyond
  /// what one charge can be.
  Optional<Form> form(long maxTokens) {
    Estimate estimate = offer.estimate();
    try {
      Money bound = estimate.cost(maxTokens);
      Money cost = larger(bound, allowance);
      long tokens =
          Math.addExact(
              estimate.inputTokens(), Math.multiplyExact(maxTokens, (long) estimate.choices()));
      boolean free = priced() && estimate.boundless().isEmpty() && cost.isZero();
      return Optional.of(new Form(maxTokens, cost, tokens, free));
    } catch (ArithmeticException beyondRange) {
      return Optional.empty();
    }
  }

  boolean fits(Form form) {
    return form.fits(Measure.MONEY, moneyRoom)
        && form.fits(Measure.TOKENS, tokenRoom)
        && form.fits(Measure.REQUESTS, callRoom);
  }

  /// The enforced rule, first by label, that has no room for the form.
  Optional<Standing> firstInTheWay(Form form) {
    Standing first = null;
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      if (standing.enforced()
          && !form.fits(standing)
          && (first == null || standing.label().compareTo(first.label()) < 0)) {
        first = standing;
      }
    }
    return Optional.ofNullable(first);
  }

  /// The form with the longest answer between `least` and `most` tokens for which there is room.
  Optional<Form> largestFitting(long least, long most) {
    Optional<Form> whole = fitting(most);
    if (whole.isPresent() || least >= most) {
      return whole;
    }
    Optional<Form> best = fitting(least);
    if (best.isEmpty()) {
      return best;
    }
    long fits = least;
    long tooLong = most;
    while (tooLong - fits > 1) {
      long middle = fits + (tooLong - fits) / 2;
      Optional<Form> tried = fitting(middle);
      if (tried.isPresent()) {
        best = tried;
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    return best;
  }

  private Optional<Form> fitting(long maxTokens) {
    return form(maxTokens).filter(this::fits);
  }

  /// The most it can cost with answers of at most `maxTokens`; the largest amount when it is beyond
  /// what one charge can be.
  long picos(long maxTokens) {
    return form(maxTokens).map(form -> form.cost().picos()).orElse(Long.MAX_VALUE);
  }

  OptionalLong shortened(Form form) {
    return form.maxTokens() < fullTokens()
        ? OptionalLong.of(form.maxTokens())
        : OptionalLong.empty();
  }

  /// What an admitted call holds: every matching rule counts it, those in shadow mode too.
  Reservation reservation(Form form, Instant now, List<String> notes) {
    List<Hold> holds = new ArrayList<>(standings.size());
    for (Standing standing : standings) {
      Match match = standing.match();
      Rule rule = match.rule();
      holds.add(new Hold(match.balance(now), rule.measure(), form.amount(rule.measure())));
    }
    return new Reservation(form.cost(), form.tokens(), holds, notes);
  }
}
