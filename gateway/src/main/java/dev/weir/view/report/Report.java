package dev.weir.view.report;

import java.util.List;

/// The answer to a [ReportQuery].
///
/// @param rows dearest first, or in order of time where the first dimension is a time
/// @param total of all rows, those beyond the limit included, summed by the same statement
/// @param more whether there are rows beyond the limit
public record Report(ReportQuery query, List<Row> rows, Measures total, boolean more) {

  /// @param group one value per dimension
  public record Row(List<String> group, Measures measures) {
    public Row {
      group = List.copyOf(group);
    }
  }

  public Report {
    rows = List.copyOf(rows);
  }
}
