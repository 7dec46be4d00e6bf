package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A fee, spread evenly over the days it is for.
final class FeeDues {
  private final Working working;
  private final Terms.Fee terms;

  FeeDues(Working working, Terms.Fee terms) {
    this.working = working;
    this.terms = terms;
  }

  List<Due> dues() {
    return working.days().each().map(this::due).filter(due -> !due.isNothing()).toList();
  }

  private Due due(LocalDate day) {
    Agreement agreement = working.agreement();
    Days stretch =
        terms
            .per()
            .map(every -> every.around(day))
            .orElseGet(() -> new Days(agreement.from(), agreement.until().orElseThrow()));
    long units = terms.units().on(day);
    BigDecimal fee =
        working.rates().dollars(terms.price(), stretch.from()).multiply(BigDecimal.valueOf(units));
    long index = ChronoUnit.DAYS.between(stretch.from(), day);
    Money part = working.money(Working.part(fee, index, stretch.count()));
    return working.own(DueKind.FEE, day, units, part);
  }
}
