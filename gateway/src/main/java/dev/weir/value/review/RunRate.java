package dev.weir.value.review;

import static java.math.RoundingMode.FLOOR;
import static java.math.RoundingMode.HALF_EVEN;

import dev.weir.base.stats.Unanswered;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a use case costs and brings a month.
///
/// @param calls what grows with volume
/// @param loaded with the pools' shares
/// @param value as told, of which only the share counts that an experiment has shown
record RunRate(
    YearMonth first, YearMonth last, BigDecimal calls, BigDecimal loaded, BigDecimal value) {
  private static final int CENTS = 2;

  /// Of a history with enough evidence: its newest months have costs and outcomes.
  static RunRate of(History history, Policy policy) {
    List<MonthFigures> months = Margin.newest(history.months(), policy.evidence().months());
    BigDecimal calls = BigDecimal.ZERO;
    BigDecimal loaded = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    for (MonthFigures each : months) {
      BigDecimal all = each.cost().loaded().known().orElseThrow();
      loaded = loaded.add(all);
      calls = calls.add(each.cost().variable().known().orElseThrow().min(all));
      value = value.add(BigDecimal.valueOf(each.benefit().value().known().orElseThrow().sum()));
    }
    double shown = Attribution.of(history).shown().map(share -> share.value()).orElse(1.0);
    int count = months.size();
    return new RunRate(
        months.getFirst().month(),
        months.getLast().month(),
        mean(calls, count),
        mean(loaded, count),
        mean(value.multiply(BigDecimal.valueOf(shown)), count));
  }

  private static BigDecimal mean(BigDecimal sum, int count) {
    return sum.divide(BigDecimal.valueOf(count), CENTS, HALF_EVEN);
  }

  /// As many steps more for calls as leave the lower bound of the next dollar's return above the
  /// hurdle, up to the policy's cap.
  Proposal scaled(History history, Policy policy, Optional<BigDecimal> budget) {
    double hurdle = 1 + policy.doubleDown().margin();
    Reallocation.Return next;
    try {
      next = Reallocation.marginal(history, policy);
    } catch (Unanswered why) {
      return new Proposal.None("the return of a dollar more is not known: " + why.getMessage());
    }
    BigDecimal step = BigDecimal.valueOf(policy.moves().step());
    int most = BigDecimal.valueOf(policy.moves().shareMax()).divide(step, 0, FLOOR).intValueExact();
    int steps = 0;
    while (steps < most && next.lowAt(costAt(step, steps + 1)) > hurdle) {
      steps++;
    }
    return steps == 0
        ? new Proposal.None(
            "no step more is proposed: a dollar more is shown to bring %s at least and is to bring more than %s; one moves by %s %% at most"
                .formatted(plain(next.low()), plain(hurdle), percent(policy.moves().shareMax())))
        : raised(step.multiply(BigDecimal.valueOf(steps)), steps == most, hurdle, budget);
  }

  /// Loaded cost after so many steps: pools stay what they are.
  private double costAt(BigDecimal step, int steps) {
    return loaded
        .add(calls.multiply(step, MathContext.DECIMAL64).multiply(BigDecimal.valueOf(steps)))
        .doubleValue();
  }

  private Proposal raised(
      BigDecimal share, boolean isCapped, double hurdle, Optional<BigDecimal> budget) {
    BigDecimal usd = calls.multiply(BigDecimal.ONE.add(share)).setScale(CENTS, HALF_EVEN);
    String basis =
        "calls cost %s a month (mean of %s to %s); %s %% more is %s"
            .formatted(
                calls,
                first,
                last,
                percent(share.doubleValue()),
                isCapped
                    ? "the most one moves by, and a dollar more still brings more than "
                        + plain(hurdle)
                    : "as far as a dollar more is shown to bring more than " + plain(hurdle));
    return budget
        .filter(now -> now.compareTo(usd) >= 0)
        .<Proposal>map(now ->
            new Proposal.None(
                "its budget of %s lets it grow to %s already: %s"
                    .formatted(now.toPlainString(), usd, basis)))
        .orElseGet(() -> new Proposal.Budget(usd, basis));
  }

  /// What it costs less what it brings; of that at once what its calls do.
  Proposal ended() {
    BigDecimal saving = loaded.subtract(value);
    BigDecimal atOnce = calls.subtract(value);
    BigDecimal pools = loaded.subtract(calls);
    String basis =
        "it costs %s a month, %s of it by calls, and brings %s (means of %s to %s)"
            .formatted(loaded, calls, value, first, last);
    if (saving.signum() <= 0) {
      return new Proposal.None(basis + ": as told it brings more than it costs");
    }
    return new Proposal.Saving(
        saving,
        atOnce.signum() > 0
            ? "%s: ending the calls saves %s at once; the rest, its share of pools, once that is given up"
                .formatted(basis, atOnce)
            : "%s: ending the calls alone loses %s; it saves once its share of pools, %s, is given up too"
                .formatted(basis, atOnce.negate(), pools));
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
