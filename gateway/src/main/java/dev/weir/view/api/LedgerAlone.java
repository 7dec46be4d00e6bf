package dev.weir.view.api;

import dev.weir.value.review.MonthFigures;
import java.time.YearMonth;
import java.util.List;

/// A review by the ledger alone: what it cannot tell stays unknown, and the pack says so.
final class LedgerAlone implements ReviewFigures {
  @Override
  public MonthFigures complete(String useCase, MonthFigures ofLedger) {
    return ofLedger;
  }

  @Override
  public Beside beside(YearMonth month) {
    return new Beside(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        List.of(
            "outcomes, values and pools: figures are of the ledger alone, so nothing is recommended",
            "opportunities, savings and unit-cost bridge: nothing tells of them",
            "experiments: none are known, so the reserve counts none"));
  }
}
