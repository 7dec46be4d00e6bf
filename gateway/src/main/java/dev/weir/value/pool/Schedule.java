package dev.weir.value.pool;

import dev.weir.base.money.Shares;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What of a cost is which month's. Amounts are US dollars to the cent, negative for a credit.
public sealed interface Schedule {
  int YEAR_MIN = 2015;
  int YEAR_MAX = 2100;

  YearMonth from();

  /// What a month has of it; absent outside its months.
  Optional<BigDecimal> in(YearMonth month);

  /// Spent once, and amortised in equal parts: where cents are left, the first months have one
  /// more.
  ///
  /// @param months 1 to 120
  record OneOff(BigDecimal amount, YearMonth from, int months) implements Schedule {
    private static final int MONTHS_MAX = 120;
    private static final int CENTS = 2;

    public OneOff {
      amount = requireAmount(amount);
      requireYear("from", from);
      if (months < 1 || months > MONTHS_MAX) {
        throw new IllegalArgumentException(
            "field 'months' is 1 to %d, was %d".formatted(MONTHS_MAX, months));
      }
    }

    @Override
    public Optional<BigDecimal> in(YearMonth month) {
      long at = ChronoUnit.MONTHS.between(from, month);
      if (at < 0 || at >= months) {
        return Optional.empty();
      }
      List<BigDecimal> alike = Collections.nCopies(months, BigDecimal.ONE);
      long cents = Shares.of(amount.movePointRight(CENTS).longValueExact(), alike).get((int) at);
      return Optional.of(BigDecimal.valueOf(cents, CENTS));
    }
  }

  /// The same each month.
  ///
  /// @param until its last month; absent = it goes on
  record Monthly(BigDecimal amount, YearMonth from, Optional<YearMonth> until) implements Schedule {
    public Monthly {
      amount = requireAmount(amount);
      requireYear("from", from);
      until.ifPresent(last -> requireYear("until", last));
      if (until.isPresent() && until.get().isBefore(from)) {
        throw new IllegalArgumentException(
            "field 'until' is no month before 'from', was %s before %s"
                .formatted(until.get(), from));
      }
    }

    @Override
    public Optional<BigDecimal> in(YearMonth month) {
      boolean over = until.isPresent() && month.isAfter(until.get());
      return month.isBefore(from) || over ? Optional.empty() : Optional.of(amount);
    }
  }

  private static BigDecimal requireAmount(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    if (plain.signum() == 0 || plain.scale() > 2 || plain.precision() - plain.scale() > 15) {
      throw new IllegalArgumentException(
          "field 'amount_usd' is dollars to the cent, not 0, at most 15 digits before the point, was %s"
              .formatted(amount.toPlainString()));
    }
    return amount.setScale(2);
  }

  private static void requireYear(String field, YearMonth month) {
    if (month.getYear() < YEAR_MIN || month.getYear() > YEAR_MAX) {
      throw new IllegalArgumentException(
          "field '%s' is a month of %d to %d, was %s".formatted(field, YEAR_MIN, YEAR_MAX, month));
    }
  }
}
