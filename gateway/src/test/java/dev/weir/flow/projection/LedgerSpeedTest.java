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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One journal, loaded in large batches and in small ones, side by side: both report the same, and
/// the figures printed say what a batch is worth: a correction or a retry of an earlier batch is
/// looked up in the tables. Nothing depends on how fast it was.
@Tag("slow")
@Timeout(300)
class LedgerSpeedTest {
  private static final int LARGE = 2_048;
  private static final int SMALL = 256;

  @TempDir Path folder;

  /// What one way of loading took, and what came out.
  private record Loaded(int batch, Duration loading, Duration reporting, Report report) {
    String figures(int entries) {
      return "batches of %,d: %,d entries loaded in %,d ms, %,d attempts reported in %,d ms"
          .formatted(
              batch, entries, loading.toMillis(), report.total().attempts(), reporting.toMillis());
    }
  }

  @Test
  void largeBatchesAndSmallOnesReportTheSame() {
    List<Located> journal = SeededCalls.located(new SeededCalls(41).entries(4_000));
    Loaded small = loaded(journal, SMALL);
    Loaded large = loaded(journal, LARGE);

    System.out.println(small.figures(journal.size()));
    System.out.println(large.figures(journal.size()));
    assertThat(large.report().total().attempts()).isGreaterThan(1_000);
    assertThat(large.report()).isEqualTo(small.report());
  }

  private Loaded loaded(List<Located> journal, int batch) {
    try (Database database = Tables.open(folder.resolve(batch + ".duckdb"))) {
      LedgerDatabase ledger = new LedgerDatabase(database);
      long start = System.nanoTime();
      for (int from = 0; from < journal.size(); from += batch) {
        ledger.load(journal.subList(from, Math.min(journal.size(), from + batch)));
      }
      long loaded = System.nanoTime();
      Report report = new Reports(database).report(everything());
      Duration reporting = Duration.ofNanos(System.nanoTime() - loaded);
      return new Loaded(batch, Duration.ofNanos(loaded - start), reporting, report);
    }
  }

  private static ReportQuery everything() {
    return new ReportQuery(
        List.of(Dimension.parse("use_case"), Dimension.parse("day")),
        new ReportRange(
            SeededCalls.START.minus(Duration.ofDays(1)),
            SeededCalls.START.plus(Duration.ofDays(400)),
            ZoneOffset.UTC),
        List.of(),
        10_000);
  }
}
