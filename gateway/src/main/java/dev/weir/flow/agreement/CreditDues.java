package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Prepaid credits: they pay what is spent until they are used up, and what they cost is the cost
/// of that spend. What is left when they expire is lost.
final class CreditDues {
  private final Working working;
  private final Terms.Credits terms;
  private final List<Due> booked;

  /// @param booked of it, of the days before
  CreditDues(Working working, Terms.Credits terms, List<Due> booked) {
    this.working = working;
    this.terms = terms;
    this.booked = booked;
  }

  List<Due> dues() {
    Agreement agreement = working.agreement();
    BigDecimal credit = working.rates().dollars(terms.credit(), agreement.from());
    BigDecimal paid = working.rates().dollars(terms.paid(), agreement.from());
    BigDecimal each = paid.divide(credit, MathContext.DECIMAL128);
    List<Due> dues = new ArrayList<>();
    if (working.days().has(agreement.from()) && paid.signum() > 0) {
      Money money = working.money(paid);
      dues.add(working.own(DueKind.CREDIT_PURCHASE, agreement.from(), 1, money));
      dues.add(working.own(DueKind.CREDIT_PREPAID, agreement.from(), 1, Money.ZERO.minus(money)));
    }
    BigDecimal left = credit.subtract(drawnBefore());
    for (LocalDate day : working.days().each().toList()) {
      BigDecimal drawn = working.spend().on(day).max(BigDecimal.ZERO).min(left);
      left = left.subtract(drawn);
      dues.addAll(shared(DueKind.CREDIT_DRAWN, day, drawn.negate()));
      dues.addAll(shared(DueKind.CREDIT_AMORTISED, day, drawn.multiply(each)));
    }
    LocalDate last = agreement.until().orElseThrow().minusDays(1);
    Money lost = working.money(left.multiply(each));
    if (working.days().has(last) && !lost.isZero()) {
      dues.add(working.own(DueKind.CREDIT_EXPIRED, last, 1, lost));
    }
    return dues;
  }

  /// What is booked as drawn of it.
  Drawn drawn() {
    Agreement agreement = working.agreement();
    return new Drawn(
        new Days(agreement.from(), agreement.until().orElseThrow()),
        drawnBefore(),
        working.rates().dollars(terms.credit(), agreement.from()),
        "USD");
  }

  /// As it is booked, whatever is known of those days by now: they may be closed.
  private BigDecimal drawnBefore() {
    return booked.stream()
        .filter(due -> due.what().kind() == DueKind.CREDIT_DRAWN)
        .map(due -> due.amount().toBigDecimal().negate())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private List<Due> shared(DueKind kind, LocalDate day, BigDecimal dollars) {
    return working
        .spend()
        .shared(
            working.money(dollars), day, (part, share) -> working.daily(kind, day, part, 1, share));
  }
}
