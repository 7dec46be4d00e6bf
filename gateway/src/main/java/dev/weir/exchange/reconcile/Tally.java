package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a book has of one place, being added up. Used by one thread.
final class Tally {
  private static final Set<String> STANDARD = Set.of("", "default", "standard", "auto");

  private final Map<String, Share> tiers = new TreeMap<>();
  BigDecimal quantity = BigDecimal.ZERO;
  BigDecimal cost = BigDecimal.ZERO;

  /// How far the money may be off because it was rounded.
  BigDecimal slack = BigDecimal.ZERO;

  /// Whether every line told a quantity.
  boolean counted = true;

  Share retried = Share.NONE;
  Share doubled = Share.NONE;
  Share late = Share.NONE;

  void add(LedgerSum sum) {
    add(sum.quantity(), sum.cost(), sum.tier());
    retried = retried.plus(sum.retried());
    doubled = doubled.plus(sum.doubled());
    late = late.plus(sum.late());
  }

  void add(BigDecimal moreQuantity, BigDecimal moreCost, String tier) {
    quantity = quantity.add(moreQuantity);
    cost = cost.add(moreCost);
    tiers.merge(tier, new Share(moreQuantity, moreCost), Share::plus);
  }

  /// Both together.
  Tally plus(Tally more) {
    Tally both = new Tally();
    for (Tally each : List.of(this, more)) {
      both.quantity = both.quantity.add(each.quantity);
      both.cost = both.cost.add(each.cost);
      both.slack = both.slack.add(each.slack);
      both.counted &= each.counted;
      both.retried = both.retried.plus(each.retried);
      both.doubled = both.doubled.plus(each.doubled);
      both.late = both.late.plus(each.late);
      each.tiers.forEach((tier, share) -> both.tiers.merge(tier, share, Share::plus));
    }
    return both;
  }

  /// Whether the book tells service tiers at all.
  boolean tellsTiers() {
    return tiers.keySet().stream().anyMatch(tier -> !tier.isEmpty());
  }

  /// By tier; what is not said is the standard one.
  Map<String, Share> byTier() {
    Map<String, Share> named = new TreeMap<>();
    tiers.forEach((tier, share) ->
        named.merge(STANDARD.contains(tier) ? "standard" : tier, share, Share::plus));
    return named;
  }

  Share share() {
    return new Share(quantity, cost);
  }
}
