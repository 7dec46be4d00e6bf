package dev.weir.exchange.focus;

/// How much of an export is worked on at once, so that neither the database nor this process has
/// all of it in memory.
///
/// @param rows of the ledger database that are added up at once; an hour or day is never parted
/// @param charges that are read at once
record Portions(long rows, int charges) {
  static final Portions USUAL = new Portions(150_000, 20_000);

  Portions {
    if (rows < 1 || charges < 1) {
      throw new IllegalArgumentException(
          "a portion has one row and one charge at least, was %d and %d".formatted(rows, charges));
    }
  }
}
