package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks for the causes of gaps between the ledger and a bill: first those of quantities, each at
/// the ledger's own price, then those of prices, then rounding. Used once.
final class Amounts {
  private static final MathContext DIGITS = new MathContext(30);
  private static final int SCALE = 12;

  private final Keys keys;

  /// What the provider's usage has of strange keys, by place without key.
  private final Map<Place, BigDecimal> strange = new TreeMap<>();

  /// @param usage gaps between the ledger and the provider's usage
  Amounts(Keys keys, List<Gap> usage) {
    this.keys = keys;
    for (Gap gap : usage) {
      if (keys.isStrange(gap.place.key())) {
        strange.merge(gap.place.withoutKey(), gap.other.quantity, BigDecimal::add);
      }
    }
  }

  void explain(List<Gap> gaps) {
    Series.byDay(gaps).forEach(this::explainSeries);
  }

  private void explainSeries(List<Gap> days) {
    if (keys.isStrange(days.getFirst().place.key())) {
      days.forEach(gap ->
          gap.explain(
              Cause.BYPASS, gap.quantity, gap.amount, "used with a key the gateway does not have"));
      return;
    }
    bypass(days);
    days.forEach(Marks::explain);
    days.forEach(Amounts::tiers);
    Optional<BigDecimal> factor = Factor.of(days.stream().filter(Amounts::isPlain).toList());
    BigDecimal times = factor.orElse(BigDecimal.ONE);
    shifts(days, times);
    factor.ifPresent(found -> days.forEach(gap -> contract(gap, found)));
    days.forEach(Amounts::round);
  }

  private static boolean isPlain(Gap gap) {
    return gap.parts.isEmpty() && !gap.isOpen();
  }

  /// What strange keys used may be on the bill, which does not tell keys apart: it is if the bill
  /// has more on those days, rather as much than nothing.
  private void bypass(List<Gap> days) {
    BigDecimal used = BigDecimal.ZERO;
    BigDecimal open = BigDecimal.ZERO;
    for (Gap gap : days) {
      BigDecimal here = strangeAt(gap);
      used = used.add(here);
      if (here.signum() != 0) {
        open = open.add(gap.other.counted ? gap.quantity : here);
      }
    }
    if (used.signum() <= 0 || open.add(open).compareTo(used) < 0) {
      return;
    }
    for (Gap gap : days) {
      BigDecimal here = strangeAt(gap);
      boolean alone = gap.ledger.share().isNothing() && gap.other.quantity.compareTo(here) == 0;
      gap.explain(
          Cause.BYPASS,
          here,
          alone ? gap.amount : cost(here, gap, days),
          "the provider's usage has it on a key the gateway does not have");
    }
  }

  private BigDecimal strangeAt(Gap gap) {
    return strange.getOrDefault(gap.place, BigDecimal.ZERO);
  }

  /// A quantity at the ledger's price of the day, else of all days, else at the bill's.
  private static BigDecimal cost(BigDecimal quantity, Gap gap, List<Gap> days) {
    Share ours = gap.ledger.share();
    if (ours.quantity().signum() <= 0) {
      ours = days.stream().map(each -> each.ledger.share()).reduce(Share.NONE, Share::plus);
    }
    if (ours.quantity().signum() <= 0) {
      ours = gap.other.share();
    }
    return ours.quantity().signum() <= 0
        ? BigDecimal.ZERO
        : rounded(ours.cost().multiply(quantity).divide(ours.quantity(), DIGITS));
  }

  private static BigDecimal rounded(BigDecimal amount) {
    return amount.setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  /// The same quantity served at other tiers: what went to a tier at the bill's price there, what
  /// left one at the ledger's.
  private static void tiers(Gap gap) {
    if (!gap.other.tellsTiers() || !gap.other.counted || gap.isOpen() || !gap.parts.isEmpty()) {
      return;
    }
    Map<String, Share> ours = gap.ledger.byTier();
    Map<String, Share> theirs = gap.other.byTier();
    List<String> names = new ArrayList<>(ours.keySet());
    theirs.keySet().stream().filter(tier -> !ours.containsKey(tier)).forEach(names::add);
    BigDecimal money = BigDecimal.ZERO;
    List<String> moved = new ArrayList<>();
    for (String tier : names) {
      Share our = ours.getOrDefault(tier, Share.NONE);
      Share their = theirs.getOrDefault(tier, Share.NONE);
      BigDecimal more = their.quantity().subtract(our.quantity());
      if (more.signum() != 0) {
        Share price = more.signum() > 0 ? their : our;
        money = money.add(price.cost().multiply(more).divide(price.quantity(), DIGITS));
        moved.add("%s %s%s".formatted(tier, more.signum() > 0 ? "+" : "", more.toPlainString()));
      }
    }
    if (!moved.isEmpty()) {
      gap.explain(
          Cause.TIER, BigDecimal.ZERO, rounded(money), "by tier: " + String.join(", ", moved));
    }
  }

  private static void shifts(List<Gap> days, BigDecimal times) {
    boolean counted = days.stream().allMatch(gap -> gap.other.counted);
    Shifts shifts =
        counted
            ? Shifts.OF_QUANTITIES
            : new Shifts(gap -> open(gap, times), gap -> gap.other.slack);
    for (int i = 0; i < days.size(); i++) {
      List<Gap> run = shifts.run(days, i);
      BigDecimal left = BigDecimal.ZERO;
      BigDecimal slack = BigDecimal.ZERO;
      for (Gap gap : run) {
        left = left.add(open(gap, times));
        slack = slack.add(gap.other.slack);
      }
      boolean closes = left.abs().compareTo(slack) <= 0;
      for (Gap gap : run) {
        BigDecimal money = closes ? rounded(open(gap, times)) : cost(gap.quantity, gap, days);
        gap.explain(Cause.DAY_SHIFT, gap.quantity, money, Shifts.NOTE);
      }
    }
  }

  /// What is open of the money, at the ledger's prices.
  private static BigDecimal open(Gap gap, BigDecimal times) {
    return gap.other.cost.divide(times, DIGITS).subtract(gap.atOurPrices());
  }

  private static void contract(Gap gap, BigDecimal times) {
    gap.explain(
        Cause.CONTRACT_PRICE,
        BigDecimal.ZERO,
        rounded(gap.atOurPrices().multiply(times.subtract(BigDecimal.ONE))),
        "billed at %s times the ledger's price".formatted(shown(times)));
  }

  private static String shown(BigDecimal times) {
    return times
        .round(new MathContext(8, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static void round(Gap gap) {
    if (!gap.isOpen() && gap.amount.abs().compareTo(gap.other.slack) <= 0) {
      gap.explain(
          Cause.ROUNDING, BigDecimal.ZERO, gap.amount, "less than half of the bill's last digit");
    }
  }
}
