package dev.weir.view.report;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalDouble;

/// The columns of the view `speed`, summed and read.
final class SpeedSums {
  /// Durations in microseconds.
  static final String SQL =
      """
      count(*) AS attempts, count(ttft_micros) AS streams,
      quantile_cont(ttft_micros, [0.5, 0.95]) AS ttft,
      quantile_cont(ttfc_micros, [0.5, 0.95]) AS ttfc,
      quantile_cont(gap_micros, [0.5, 0.95]) AS gap,
      quantile_cont(output_per_second, [0.5, 0.05]) AS output_pace,
      quantile_cont(completion_per_second, [0.5, 0.05]) AS completion_pace,
      quantile_cont(queue_micros, [0.5, 0.95]) AS queue,
      quantile_cont(admit_micros, [0.5, 0.95]) AS admit,
      quantile_cont(connect_micros, [0.5, 0.95]) AS connect,
      quantile_cont(total_micros, [0.5, 0.95]) AS total
      """;

  private static final double MICROS_PER_MILLI = 1_000;

  private SpeedSums() {}

  static Speeds read(ResultSet row) throws SQLException {
    return new Speeds(
        row.getLong("attempts"),
        row.getLong("streams"),
        spread(row, "ttft"),
        spread(row, "ttfc"),
        spread(row, "gap"),
        pace(row, "output_pace"),
        pace(row, "completion_pace"),
        spread(row, "queue"),
        spread(row, "admit"),
        spread(row, "connect"),
        spread(row, "total"));
  }

  private static Speeds.Spread spread(ResultSet row, String column) throws SQLException {
    return new Speeds.Spread(
        quantile(row, column, 0, MICROS_PER_MILLI), quantile(row, column, 1, MICROS_PER_MILLI));
  }

  private static Speeds.Pace pace(ResultSet row, String column) throws SQLException {
    return new Speeds.Pace(quantile(row, column, 0, 1), quantile(row, column, 1, 1));
  }

  /// Absent over nothing.
  private static OptionalDouble quantile(ResultSet row, String column, int at, double per)
      throws SQLException {
    Array quantiles = row.getArray(column);
    if (quantiles == null) {
      return OptionalDouble.empty();
    }
    Object[] values = (Object[]) quantiles.getArray();
    return OptionalDouble.of(((Number) values[at]).doubleValue() / per);
  }
}
