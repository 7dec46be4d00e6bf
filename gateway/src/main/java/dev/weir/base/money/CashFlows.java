package dev.weir.base.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Money that goes and comes at the ends of equal periods, in decimals of 34 digits; who shows a
/// figure rounds it.
///
/// @param flows of periods 0, 1, 2 …; that of period 0 is at once and not discounted
public record CashFlows(List<BigDecimal> flows) {
  private static final MathContext DIGITS = MathContext.DECIMAL128;
  private static final int MONTHS = 12;

  /// Of Newton's method from a double's sixteen digits; each doubles them.
  private static final int STEPS = 3;

  /// Of ln(1 + r), far beyond what interest is.
  private static final double LOG_MOST = 50;

  private static final int HALVINGS = 100;
  private static final MathContext SEARCHED = new MathContext(12);

  public CashFlows {
    flows = List.copyOf(flows);
    if (flows.isEmpty()) {
      throw new IllegalArgumentException("cash flows are of 1 period at least, was 0");
    }
  }

  /// The rate of a month of which twelve are `annual`: `(1 + r)^(1/12) − 1`, not r/12.
  ///
  /// @param annual above −1; 0.1 for 10 %
  public static BigDecimal monthlyRate(BigDecimal annual) {
    return root(factor(annual), MONTHS).subtract(BigDecimal.ONE);
  }

  /// By Newton's method.
  private static BigDecimal root(BigDecimal of, int degree) {
    BigDecimal root = BigDecimal.valueOf(Math.pow(of.doubleValue(), 1.0 / degree));
    for (int step = 0; step < STEPS; step++) {
      BigDecimal rest = of.divide(root.pow(degree - 1, DIGITS), DIGITS);
      root =
          root.multiply(BigDecimal.valueOf(degree - 1L))
              .add(rest)
              .divide(BigDecimal.valueOf(degree), DIGITS);
    }
    return root;
  }

  /// The modified internal rate of return of a period, which exists where an internal rate may be
  /// absent or many: `(what comes, with interest to the end ÷ what goes, discounted to the
  /// start)^(1/n) − 1`. Nothing where nothing comes, nothing goes, or all is at once.
  ///
  /// @param finance rate of a period at which what goes is financed
  /// @param reinvestment rate of a period that what has come earns
  public Optional<BigDecimal> modifiedRateOfReturn(BigDecimal finance, BigDecimal reinvestment) {
    int last = flows.size() - 1;
    BigDecimal gone = BigDecimal.ZERO;
    BigDecimal come = BigDecimal.ZERO;
    for (int t = 0; t <= last; t++) {
      BigDecimal flow = flows.get(t);
      if (flow.signum() < 0) {
        gone = gone.subtract(flow.divide(factor(finance).pow(t, DIGITS), DIGITS));
      } else {
        come = come.add(flow.multiply(factor(reinvestment).pow(last - t, DIGITS)));
      }
    }
    return last == 0 || gone.signum() == 0 || come.signum() == 0
        ? Optional.empty()
        : Optional.of(root(come.divide(gone, DIGITS), last).subtract(BigDecimal.ONE));
  }

  /// The rate of a period at which all of it is worth nothing.
  public InternalRate internalRateOfReturn() {
    List<Integer> changes = signChanges();
    return switch (changes.size()) {
      case 0 -> new InternalRate.None();
      case 1 -> new InternalRate.Only(new BigDecimal(internalRate(changes.getFirst()), SEARCHED));
      default -> new InternalRate.Many(changes.size());
    };
  }

  /// The periods whose flow has the other sign than the one before them, zeros passed over.
  private List<Integer> signChanges() {
    List<Integer> changes = new ArrayList<>();
    int before = 0;
    for (int t = 0; t < flows.size(); t++) {
      int sign = flows.get(t).signum();
      if (sign != 0) {
        if (before == -sign) {
          changes.add(t);
        }
        before = sign;
      }
    }
    return changes;
  }

  /// By halving an interval of ln(1 + r), at whose ends one side of the flows is all that is left.
  private double internalRate(int change) {
    double low = -LOG_MOST;
    double high = LOG_MOST;
    boolean isGainAtLow = worth(change, low) > 0;
    for (int step = 0; step < HALVINGS; step++) {
      double middle = (low + high) / 2;
      if (worth(change, middle) > 0 == isGainAtLow) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.expm1((low + high) / 2);
  }

  /// @param change the period that all are discounted to: where the sign changes, so that no term
  ///   overflows beside one of the other sign
  private double worth(int change, double logOfFactor) {
    double sum = 0;
    for (int t = 0; t < flows.size(); t++) {
      double flow = flows.get(t).doubleValue();
      sum += flow == 0 ? 0 : flow * Math.exp(-logOfFactor * (t - change));
    }
    return sum;
  }

  /// `Σ Bₜ/(1 + r)ᵗ`.
  ///
  /// @param rate of a period, above −1
  public BigDecimal netPresentValue(BigDecimal rate) {
    return discounted(rate).flows.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// The first time at which what has come makes up for what has gone, in periods, as if a period's
  /// flow came evenly within it; nothing where that is never.
  public Optional<BigDecimal> payback() {
    BigDecimal before = BigDecimal.ZERO;
    for (int t = 0; t < flows.size(); t++) {
      BigDecimal after = before.add(flows.get(t));
      if (after.signum() >= 0) {
        return Optional.of(
            t == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(t - 1L).add(before.negate().divide(flows.get(t), DIGITS)));
      }
      before = after;
    }
    return Optional.empty();
  }

  /// [#payback] of discounted flows.
  public Optional<BigDecimal> discountedPayback(BigDecimal rate) {
    return discounted(rate).payback();
  }

  private CashFlows discounted(BigDecimal rate) {
    BigDecimal factor = factor(rate);
    List<BigDecimal> discounted = new ArrayList<>();
    for (int t = 0; t < flows.size(); t++) {
      discounted.add(flows.get(t).divide(factor.pow(t, DIGITS), DIGITS));
    }
    return new CashFlows(discounted);
  }

  private static BigDecimal factor(BigDecimal rate) {
    BigDecimal factor = BigDecimal.ONE.add(rate);
    if (factor.signum() <= 0) {
      throw new IllegalArgumentException(
          "a rate of interest is above -1, was " + rate.toPlainString());
    }
    return factor;
  }
}
