package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import dev.weir.flow.agreement.DailySpend.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// One agreement being worked out for some days.
///
/// @param days that dues are wanted of, within its term
/// @param consumption what was used
/// @param spend of all days that count for these; empty for what does not look at it
record Working(
    Agreement agreement, Days days, Consumption consumption, DailySpend spend, Rates rates) {
  static final BigDecimal PERCENT = new BigDecimal("0.01");

  private static final BigDecimal AMOUNT_MAX = new BigDecimal(9_000_000);

  /// The last picodollar is rounded half-even.
  Money money(BigDecimal dollars) {
    if (dollars.abs().compareTo(AMOUNT_MAX) > 0) {
      throw new IllegalArgumentException(
          "an amount is at most %s USD, was %s".formatted(AMOUNT_MAX, dollars.toPlainString()));
    }
    return Money.usd(dollars.setScale(Money.SCALE, RoundingMode.HALF_EVEN));
  }

  /// Of a day, for whoever spent something.
  Due daily(DueKind kind, LocalDate day, Part part, long quantity, Money amount) {
    return new Due(what(kind, day, part.model(), part.bearer()), quantity, amount);
  }

  /// Of a day, for whoever bears what nobody's calls are to blame for.
  Due own(DueKind kind, LocalDate day, long quantity, Money amount) {
    return new Due(what(kind, day, "", agreement.bearer()), quantity, amount);
  }

  Due.What what(DueKind kind, LocalDate day, String model, Bearer bearer) {
    return new Due.What(
        agreement.name(),
        kind,
        start(day),
        start(day.plusDays(1)),
        agreement.covered().provider(),
        model,
        bearer);
  }

  /// Of an hour.
  Due.What what(DueKind kind, Instant hour, String model, Bearer bearer) {
    return new Due.What(
        agreement.name(),
        kind,
        hour,
        hour.plus(1, ChronoUnit.HOURS),
        agreement.covered().provider(),
        model,
        bearer);
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// One of equal parts of an amount, so that parts 0 to n − 1 add up to it.
  static BigDecimal part(BigDecimal whole, long index, long of) {
    return upTo(whole, index + 1, of).subtract(upTo(whole, index, of));
  }

  private static BigDecimal upTo(BigDecimal whole, long parts, long of) {
    return whole
        .multiply(BigDecimal.valueOf(parts))
        .divide(BigDecimal.valueOf(of), Money.SCALE, RoundingMode.HALF_EVEN);
  }
}
