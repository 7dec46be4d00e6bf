package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What is missing of a commitment when its period is over, and what spend above it costs more.
final class CommitmentDues {
  private final Working working;
  private final Terms.Commitment terms;

  CommitmentDues(Working working, Terms.Commitment terms) {
    this.working = working;
    this.terms = terms;
  }

  List<Due> dues() {
    List<Due> dues = new ArrayList<>();
    LocalDate day = working.days().from();
    while (day.isBefore(working.days().to())) {
      Days period = terms.per().around(day);
      addPeriod(dues, period, working.agreement().within(period));
      day = period.to();
    }
    return dues;
  }

  /// @param held the part of the period that the term has
  private void addPeriod(List<Due> dues, Days period, Days held) {
    BigDecimal committed = committed(period, held);
    LocalDate last = held.to().minusDays(1);
    BigDecimal missing = committed.subtract(working.spend().within(held));
    if (missing.signum() > 0 && working.days().has(last)) {
      dues.add(working.own(DueKind.SHORTFALL, last, 1, working.money(missing)));
    }
    terms.overagePercent().ifPresent(percent -> addOverage(dues, held, committed, percent));
  }

  private BigDecimal committed(Days period, Days held) {
    return working
        .rates()
        .dollars(terms.price(), held.from())
        .multiply(BigDecimal.valueOf(held.count()))
        .divide(BigDecimal.valueOf(period.count()), MathContext.DECIMAL128);
  }

  /// What is spent of it in the period of the last of the days.
  Drawn drawn() {
    Days period = terms.per().around(working.days().to().minusDays(1));
    Days held = working.agreement().within(period);
    Days over = held.and(new Days(held.from(), working.days().to()));
    return new Drawn(held, working.spend().within(over), committed(period, held), "USD");
  }

  private void addOverage(List<Due> dues, Days held, BigDecimal committed, BigDecimal percent) {
    BigDecimal spent = BigDecimal.ZERO;
    for (LocalDate day : held.and(new Days(held.from(), working.days().to())).each().toList()) {
      BigDecimal on = working.spend().on(day).max(BigDecimal.ZERO);
      BigDecimal above = spent.add(on).subtract(committed).max(BigDecimal.ZERO).min(on);
      spent = spent.add(on);
      Money more = working.money(above.multiply(percent).multiply(Working.PERCENT));
      if (working.days().has(day)) {
        dues.addAll(
            working
                .spend()
                .shared(
                    more,
                    day,
                    (part, share) -> working.daily(DueKind.OVERAGE, day, part, 1, share)));
      }
    }
  }
}
