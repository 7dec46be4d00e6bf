package dev.weir.exchange.bill;

import java.util.List;

/// What became of an import.
public sealed interface Imported {

  /// It is in force.
  record Done(BillHead bill) implements Imported {}

  /// The same content is in force already; nothing was changed.
  record Already(BillHead bill) implements Imported {}

  /// Others say something else of the same days; nothing was changed.
  record Overlapping(List<BillHead> bills) implements Imported {
    public Overlapping {
      bills = List.copyOf(bills);
    }
  }

  /// It tells of a month whose bills are settled; nothing was changed.
  ///
  /// @param month and since when, by whom
  record Settled(String month) implements Imported {}

  /// It was to replace a bill of whose days it tells a part only; nothing was changed.
  record TooShort(BillHead bill) implements Imported {}
}
