package dev.weir.exchange.chargeback;

import dev.weir.base.wire.SheetLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chargeback as comma-separated values: a line each, no total, so that a column can be added up.
public final class ChargebackText {
  private ChargebackText() {}

  /// @param by names of what tells the lines of one payer apart
  public static String csv(Chargeback chargeback, List<String> by) {
    SheetLines sheet = new SheetLines();
    List<String> header = new ArrayList<>(List.of("month", "payer"));
    header.addAll(by);
    header.addAll(
        List.of(
            "account",
            "owner",
            "treatment",
            "cost_usd",
            "estimated_usd",
            "unpriced",
            "due_usd",
            "certainty"));
    sheet.add(header);
    chargeback.lines().forEach(line -> sheet.add(cells(chargeback, line)));
    return sheet.toString();
  }

  private static List<String> cells(Chargeback chargeback, Chargeback.Line line) {
    Spend spend = line.spend();
    List<String> cells =
        new ArrayList<>(List.of(chargeback.month().toString(), spend.payer().id()));
    cells.addAll(spend.group());
    cells.add(line.account().flatMap(CostAccount::code).orElse(""));
    cells.add(line.account().map(CostAccount::owner).orElse(""));
    cells.add(line.treatment().name().toLowerCase(Locale.ROOT));
    cells.add(spend.cost().toUsd().toPlainString());
    cells.add(spend.estimated().toUsd().toPlainString());
    cells.add(Long.toString(spend.unpriced()));
    cells.add(line.due().toPlainString());
    cells.add(line.certainty().code());
    return cells;
  }
}
