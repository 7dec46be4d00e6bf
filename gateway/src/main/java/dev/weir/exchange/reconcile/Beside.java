package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.time.LocalDate;

/// A charge of a bill that is for no usage: a credit, a discount, a tax, a purchase, a correction.
///
/// @param expected what was agreed, 0 where nothing was
/// @param billed negative where it is given back
public record Beside(
    Cause cause,
    LocalDate day,
    String model,
    String meter,
    BigDecimal expected,
    BigDecimal billed) {
  public BigDecimal gap() {
    return billed.subtract(expected);
  }

  public Verdict verdict() {
    return gap().signum() == 0 ? Verdict.MATCHED : Verdict.EXPLAINED;
  }
}
