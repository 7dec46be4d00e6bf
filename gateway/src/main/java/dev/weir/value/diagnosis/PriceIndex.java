package dev.weir.value.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What prices did to a constant workload, over models and meters that were used in both months:
/// 1.1 = 10 % dearer. Six decimals; absent where there is none such.
///
/// @param laspeyres the earlier month's workload at both months' prices (Laspeyres 1871)
/// @param paasche the later month's (Paasche 1874)
/// @param fisher the root of their product (Fisher 1922)
/// @param coveredBefore the part of the earlier month's cost that it is about; six decimals
/// @param without model and meter that only one of the months has
public record PriceIndex(
    Optional<BigDecimal> laspeyres,
    Optional<BigDecimal> paasche,
    Optional<BigDecimal> fisher,
    Optional<BigDecimal> coveredBefore,
    Optional<BigDecimal> coveredAfter,
    List<String> without) {
  private static final MathContext EXACT = new MathContext(40);
  private static final int DECIMALS = 6;

  public PriceIndex {
    without = List.copyOf(without);
  }

  public static PriceIndex of(MonthOfUse before, MonthOfUse after) {
    SortedMap<String, MeterUse> was = Basket.of(before);
    SortedMap<String, MeterUse> is = Basket.of(after);
    BigDecimal spentBefore = BigDecimal.ZERO;
    BigDecimal spentAfter = BigDecimal.ZERO;
    BigDecimal beforeAtNew = BigDecimal.ZERO;
    BigDecimal afterAtOld = BigDecimal.ZERO;
    for (var each : was.entrySet()) {
      MeterUse now = is.getOrDefault(each.getKey(), MeterUse.NONE);
      if (now.quantity().signum() > 0) {
        spentBefore = spentBefore.add(each.getValue().usd());
        spentAfter = spentAfter.add(now.usd());
        beforeAtNew = beforeAtNew.add(at(now, each.getValue().quantity()));
        afterAtOld = afterAtOld.add(at(each.getValue(), now.quantity()));
      }
    }
    Optional<BigDecimal> laspeyres = quotient(beforeAtNew, spentBefore);
    Optional<BigDecimal> paasche = quotient(spentAfter, afterAtOld);
    return new PriceIndex(
        laspeyres.map(PriceIndex::rounded),
        paasche.map(PriceIndex::rounded),
        laspeyres.flatMap(
            a -> paasche.map(b -> rounded(a.multiply(b).max(BigDecimal.ZERO).sqrt(EXACT)))),
        quotient(spentBefore, ledger(before)).map(PriceIndex::rounded),
        quotient(spentAfter, ledger(after)).map(PriceIndex::rounded),
        without(was, is));
  }

  private static BigDecimal at(MeterUse price, BigDecimal quantity) {
    return price.usd().multiply(quantity).divide(price.quantity(), EXACT);
  }

  private static BigDecimal ledger(MonthOfUse use) {
    return use.rows().stream().map(UseRow::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<String> without(
      SortedMap<String, MeterUse> was, SortedMap<String, MeterUse> is) {
    List<String> without = new ArrayList<>();
    was.keySet().stream().filter(item -> !is.containsKey(item)).forEach(without::add);
    is.keySet().stream().filter(item -> !was.containsKey(item)).forEach(without::add);
    return without.stream().sorted().toList();
  }

  private static Optional<BigDecimal> quotient(BigDecimal over, BigDecimal under) {
    return under.signum() == 0 ? Optional.empty() : Optional.of(over.divide(under, EXACT));
  }

  private static BigDecimal rounded(BigDecimal index) {
    return index.setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }
}
