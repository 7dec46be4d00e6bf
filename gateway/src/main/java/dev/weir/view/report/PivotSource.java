package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.view.report.Pivot.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the sums of a pivot come from, of one time.
sealed interface PivotSource permits PivotCells, PivotStatements {

  /// The values of a dimension, those with the largest sums first; of a time in its order.
  List<String> largest(int dimension);

  /// Every sum over the values that are kept of each dimension, over the others together, and over
  /// all.
  Map<List<Slot>, Measures> over(List<List<String>> kept);

  /// What a sum is over, of a dimension.
  sealed interface Slot {
    /// One value, or all that are not kept.
    record Of(Value value) implements Slot {}

    enum All implements Slot {
      ALL
    }
  }

  /// Blocks.
  static PivotSource of(Database database, ReportQuery report, Measure measure) {
    Optional<PivotSource> cells =
        PivotCells.read(database, report).map(read -> new PivotCells(report, measure, read));
    return cells.orElseGet(() -> new PivotStatements(database, report, measure));
  }
}
