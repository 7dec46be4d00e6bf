package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.Kind;
import dev.weir.exchange.bill.Reading.Period;
import java.util.List;

/// A bill in force, or a provider's usage, and the days it tells of.
public record Statement(Kind kind, Period period, List<BillLine> lines) {
  public Statement {
    lines = List.copyOf(lines);
  }
}
