package dev.weir.view.report;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The answer to a [ReportQuery].
///
/// @param rows dearest first, or in order of time where the first dimension is a time
/// @param total of all rows, those beyond the limit included, summed by the same statement
/// @param more whether there are rows beyond the limit
/// @param incomplete what the ledger database did not hold yet when it was asked; empty = nothing
public record Report(
    ReportQuery query, List<Row> rows, Measures total, boolean more, Optional<String> incomplete) {

  /// @param group one value per dimension
  public record Row(List<String> group, Measures measures) {
    public Row {
      group = List.copyOf(group);
    }
  }

  public Report {
    rows = List.copyOf(rows);
  }

  /// Whether a part is of days before the first rate of the report's currency.
  boolean lacksRates() {
    return query.conversion().isPresent() && total.converted().isEmpty();
  }

  /// This report, with its groups told in another way.
  public Report showing(UnaryOperator<List<String>> group) {
    List<Row> shown =
        rows.stream().map(row -> new Row(group.apply(row.group), row.measures)).toList();
    return new Report(query, shown, total, more, incomplete);
  }

  /// This report, of a ledger database that misses something.
  public Report missing(Optional<String> what) {
    return new Report(query, rows, total, more, what);
  }
}
