package dev.weir.flow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.flow.journal.JournalReader.Located;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.Report;
import dev.weir.view.report.ReportQuery;
import dev.weir.view.report.ReportRange;
import dev.weir.view.report.Reports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(300)
class LedgerSpeedTest {
  private static final int BATCH = 8_192;

  @TempDir Path folder;

  @Test
  void saysHowFastItLoadsAndReports(TestReporter reporter) {
    List<Located> journal = SeededCalls.located(new SeededCalls(41).entries(40_000));
    try (Database database = Tables.open(folder.resolve("ledger.duckdb"))) {
      LedgerDatabase ledger = new LedgerDatabase(database);
      long start = System.nanoTime();
      for (int from = 0; from < journal.size(); from += BATCH) {
        ledger.load(journal.subList(from, Math.min(journal.size(), from + BATCH)));
      }
      long loaded = System.nanoTime();
      Report report =
          new Reports(database)
              .report(
                  new ReportQuery(
                      List.of(Dimension.parse("use_case"), Dimension.parse("day")),
                      new ReportRange(
                          SeededCalls.START.minus(Duration.ofDays(1)),
                          SeededCalls.START.plus(Duration.ofDays(400)),
                          ZoneOffset.UTC),
                      List.of(),
                      10_000));
      long reported = System.nanoTime();
      assertThat(report.total().attempts()).isGreaterThan(14_000);
      reporter.publishEntry(
          "%,d entries, %,d attempts: loaded in %d ms, report in %d ms"
              .formatted(
                  journal.size(),
                  report.total().attempts(),
                  Duration.ofNanos(loaded - start).toMillis(),
                  Duration.ofNanos(reported - loaded).toMillis()));
    }
  }
}
