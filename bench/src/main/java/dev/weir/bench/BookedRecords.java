package dev.weir.bench;

import dev.weir.bench.variant.Weir;
import java.io.PrintStream;

/// A month of usage records, booked and in the ledger database.
final class BookedRecords {
  private static final int BULK = 5_000;
  private static final int SAID_EVERY = 100;

  private BookedRecords() {}

  /// Books records until there are so many; says how many there are then.
  static long fill(Weir weir, long count, PrintStream out) throws InterruptedException {
    UsageRecords records = new UsageRecords();
    for (int i = 1; records.made() < count; i++) {
      weir.record("source=bench", records.objects(BULK));
      if (i % SAID_EVERY == 0) {
        weir.settleMillis();
        out.printf("%,d records booked%n", records.made());
      }
    }
    weir.settleMillis();
    return records.made();
  }
}
