package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Finds the constant factor by which a bill's prices of one model's meter differ from the
/// ledger's: one that fits two lines at least, two thirds of all, and more of them than no factor
/// does.
final class Factor {
  private static final MathContext DIGITS = new MathContext(24);
  private static final int ROUND_DIGITS = 10;

  private Factor() {}

  /// @param gaps of one model's meter whose quantities agree
  static Optional<BigDecimal> of(List<Gap> gaps) {
    List<Gap> charged =
        gaps.stream()
            .filter(gap -> gap.ledger.cost.signum() > 0 && gap.other.cost.signum() > 0)
            .toList();
    long plain = fits(charged, BigDecimal.ONE, BigDecimal.ZERO).size();
    List<Gap> best = List.of();
    for (Gap gap : charged) {
      BigDecimal ratio = gap.other.cost.divide(gap.ledger.cost, DIGITS);
      List<Gap> fitting = fits(charged, ratio, gap.other.slack.divide(gap.ledger.cost, DIGITS));
      best = fitting.size() > best.size() ? fitting : best;
    }
    return best.size() < 2 || best.size() <= plain || best.size() * 3 < charged.size() * 2
        ? Optional.empty()
        : Optional.of(simplest(best));
  }

  private static List<Gap> fits(List<Gap> gaps, BigDecimal ratio, BigDecimal unsure) {
    return gaps.stream()
        .filter(gap -> {
          BigDecimal off = gap.other.cost.subtract(ratio.multiply(gap.ledger.cost)).abs();
          BigDecimal slack = gap.other.slack.add(unsure.multiply(gap.ledger.cost));
          return off.compareTo(slack) <= 0;
        })
        .toList();
  }

  /// With the fewest digits that still fit every line.
  private static BigDecimal simplest(List<Gap> fitting) {
    BigDecimal billed = sum(fitting, false);
    BigDecimal ours = sum(fitting, true);
    BigDecimal exact = billed.divide(ours, DIGITS);
    for (int digits = 0; digits <= ROUND_DIGITS; digits++) {
      BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN);
      boolean fitsAll = fits(fitting, rounded, BigDecimal.ZERO).size() == fitting.size();
      if (fitsAll && rounded.compareTo(BigDecimal.ONE) != 0) {
        return rounded;
      }
    }
    return exact;
  }

  private static BigDecimal sum(List<Gap> gaps, boolean ours) {
    return gaps.stream()
        .map(gap -> ours ? gap.ledger.cost : gap.other.cost)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
