package dev.weir.exchange.bill;

import dev.weir.base.store.CopiedRow;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is copied of imported bills, in this order.
public enum BillTable implements CopiedRow.Table {
  BILL(17),
  BILL_ROW(4),
  BILL_LINE(21);

  private final int columns;

  BillTable(int columns) {
    this.columns = columns;
  }

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public Optional<CopiedRow.Owner> owner() {
    return this == BILL ? Optional.empty() : Optional.of(new CopiedRow.Owner(BILL, 1));
  }

  public static BillTable of(String code) {
    return Arrays.stream(values())
        .filter(table -> table.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a table of bills is bill, bill_row or bill_line, was '%s'".formatted(code)));
  }
}
