package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import dev.weir.flow.agreement.Terms.Volume.Count;
import dev.weir.flow.agreement.Terms.Volume.Tier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Discounts by what a period has seen: each day's spend has the discount of the tiers it falls in.
final class VolumeDues {
  private final Working working;
  private final Terms.Volume terms;

  VolumeDues(Working working, Terms.Volume terms) {
    this.working = working;
    this.terms = terms;
  }

  List<Due> dues() {
    Days counted =
        new Days(working.agreement().countsFrom(working.days().from()), working.days().to());
    Map<LocalDate, BigDecimal> volumes = volumes(counted);
    Map<Days, BigDecimal> totals = new HashMap<>();
    volumes.forEach(
        (day, volume) -> totals.merge(terms.per().around(day), volume, BigDecimal::add));
    List<Due> dues = new ArrayList<>();
    Map<Days, BigDecimal> seen = new HashMap<>();
    volumes.forEach((day, volume) -> {
      Days period = terms.per().around(day);
      BigDecimal before = seen.getOrDefault(period, BigDecimal.ZERO);
      BigDecimal after = before.add(volume);
      seen.put(period, after);
      BigDecimal share =
          terms.cliff()
              ? reached(totals.getOrDefault(period, BigDecimal.ZERO))
              : share(before, after);
      if (working.days().has(day)) {
        dues.addAll(due(day, share));
      }
    });
    return dues;
  }

  /// By day, in order; none below 0.
  private Map<LocalDate, BigDecimal> volumes(Days counted) {
    Map<LocalDate, BigDecimal> volumes = new LinkedHashMap<>();
    counted.each().forEach(day -> volumes.put(day, BigDecimal.ZERO));
    if (terms.by() == Count.USD) {
      volumes.replaceAll((day, _) -> working.spend().on(day).max(BigDecimal.ZERO));
      return volumes;
    }
    working.consumption().daily(working.agreement().covered(), counted).stream()
        .forEach(use ->
            volumes.merge(use.day(), BigDecimal.valueOf(use.tokens().sum()), BigDecimal::add));
    volumes.replaceAll((_, volume) -> volume.max(BigDecimal.ZERO));
    return volumes;
  }

  private List<Due> due(LocalDate day, BigDecimal share) {
    BigDecimal spent = working.spend().on(day);
    if (spent.signum() <= 0) {
      return List.of();
    }
    Money discount = working.money(spent.multiply(share).negate());
    return working
        .spend()
        .shared(
            discount,
            day,
            (part, amount) -> working.daily(DueKind.VOLUME_DISCOUNT, day, part, 1, amount));
  }

  private BigDecimal reached(BigDecimal volume) {
    return terms.tiers().reversed().stream()
        .filter(tier -> volume.compareTo(tier.over()) > 0)
        .findFirst()
        .map(tier -> tier.discountPercent().multiply(Working.PERCENT))
        .orElse(BigDecimal.ZERO);
  }

  /// Of what lies between two volumes, how much its tiers take off in all.
  private BigDecimal share(BigDecimal before, BigDecimal after) {
    BigDecimal volume = after.subtract(before);
    if (volume.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal taken = BigDecimal.ZERO;
    for (int i = 0; i < terms.tiers().size(); i++) {
      Tier tier = terms.tiers().get(i);
      BigDecimal end =
          i + 1 < terms.tiers().size() ? terms.tiers().get(i + 1).over().min(after) : after;
      BigDecimal within = end.subtract(tier.over().max(before)).max(BigDecimal.ZERO);
      taken = taken.add(within.multiply(tier.discountPercent()).multiply(Working.PERCENT));
    }
    return taken.divide(volume, MathContext.DECIMAL128);
  }
}
