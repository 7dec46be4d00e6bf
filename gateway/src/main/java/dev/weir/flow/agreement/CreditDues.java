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

  CreditDues(Working working, Terms.Credits terms) {
    this.working = working;
    this.terms = terms;
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
    BigDecimal left = credit;
    for (LocalDate day : new Days(agreement.from(), working.days().to()).each().toList()) {
      BigDecimal drawn = working.spend().on(day).max(BigDecimal.ZERO).min(left);
      left = left.subtract(drawn);
      if (working.days().has(day)) {
        dues.addAll(shared(DueKind.CREDIT_DRAWN, day, drawn.negate()));
        dues.addAll(shared(DueKind.CREDIT_AMORTISED, day, drawn.multiply(each)));
      }
    }
    LocalDate last = agreement.until().orElseThrow().minusDays(1);
    Money lost = working.money(left.multiply(each));
    if (working.days().has(last) && !lost.isZero()) {
      dues.add(working.own(DueKind.CREDIT_EXPIRED, last, 1, lost));
    }
    return dues;
  }

  private List<Due> shared(DueKind kind, LocalDate day, BigDecimal dollars) {
    return working
        .spend()
        .shared(
            working.money(dollars), day, (part, share) -> working.daily(kind, day, part, 1, share));
  }
}
