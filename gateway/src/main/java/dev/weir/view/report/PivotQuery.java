package dev.weir.view.report;

import java.util.Optional;

/// What a [Pivot] is asked for.
///
/// @param report its dimensions, the first down and the second across, its time and filters
/// @param against the same of the time it is compared with
/// @param rowsMax most values down; of a time, the last ones. The others are added up
/// @param columnsMax the same across
public record PivotQuery(
    ReportQuery report,
    Optional<ReportQuery> against,
    Measure measure,
    int rowsMax,
    int columnsMax) {
  private static final int DIMENSIONS_MAX = 2;
  private static final int ROWS_MAX = 1_000;
  private static final int COLUMNS_MAX = 50;

  public PivotQuery {
    require("by", "dimensions", report.by().size(), 0, DIMENSIONS_MAX);
    require("rows", "rows", rowsMax, 1, ROWS_MAX);
    require("columns", "columns", columnsMax, 1, COLUMNS_MAX);
    Optional<Dimension> time =
        report.by().stream().filter(Dimension.Bucket.class::isInstance).findFirst();
    if (against.isPresent() && time.isPresent()) {
      throw new IllegalArgumentException(
          "parameter 'against_from': another time has no %s of this one to compare, was with by=%s"
              .formatted(time.get().label(), time.get().label()));
    }
  }

  int most(int dimension) {
    return dimension == 0 ? rowsMax : columnsMax;
  }

  private static void require(String parameter, String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "parameter '%s': a pivot has %d to %d %s, was %d"
              .formatted(parameter, least, most, what, value));
    }
  }
}
