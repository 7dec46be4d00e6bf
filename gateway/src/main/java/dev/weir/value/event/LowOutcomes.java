package dev.weir.value.event;

import dev.weir.value.event.Feedback.Rating;
import dev.weir.value.event.Telling.Step;
import dev.weir.value.outcome.Appraisal.Appraised;
import dev.weir.value.outcome.ToldOutcome;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Outcomes that failed, or were told with a quality below a half, as lines of the inbox of edge
/// cases: feedback whose author is the outcome. One that is low for another reason, corrected or
/// taken back says so in a line of its own, which takes the place of the last.
final class LowOutcomes {
  private static final BigDecimal LOW_BELOW = new BigDecimal("0.5");

  private LowOutcomes() {}

  /// Within the transaction that writes the rows.
  static void note(Connection connection, List<Step> steps) throws SQLException {
    Map<String, String> last =
        last(
            connection,
            steps.stream()
                .filter(step -> step.before().isPresent())
                .map(step -> step.row().id())
                .toList());
    long position = OutcomeRows.last(connection, "SELECT coalesce(max(position), 0) FROM feedback");
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    try (DuckDBAppender lines = duck.createAppender("feedback")) {
      for (Step step : steps) {
        OutcomeRow row = step.row();
        Optional<String> low = row.isVoid() ? Optional.empty() : low(row);
        if (low.isEmpty()) {
          if (last.remove(row.id()) != null) {
            append(lines, ++position, row, Rating.MENDED, mended(row));
          }
        } else if (!low.get().equals(last.put(row.id(), low.get()))) {
          append(lines, ++position, row, Rating.LOW, low.get());
        }
      }
    }
  }

  /// Why it is one to look into.
  private static Optional<String> low(OutcomeRow row) {
    return low(row.what()).map(why -> line(row, why));
  }

  private static Optional<String> low(Appraised what) {
    Optional<String> quality =
        what.told()
            .quality()
            .filter(it -> it.compareTo(LOW_BELOW) < 0)
            .map(it -> "its quality is " + it.toPlainString());
    return what.success()
        ? quality
        : Optional.of("it failed" + quality.map(", "::concat).orElse(""));
  }

  private static String mended(OutcomeRow row) {
    return line(row, row.isVoid() ? "it was taken back" : "it was corrected, and is low no more");
  }

  private static String line(OutcomeRow row, String why) {
    return "outcome '%s': %s".formatted(row.id(), why);
  }

  /// Of some ids the lines of those that are low, by id.
  private static Map<String, String> last(Connection connection, Collection<String> ids)
      throws SQLException {
    Map<String, String> last = new HashMap<>();
    if (ids.isEmpty()) {
      return last;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT author, max_by(note, position) AS note FROM feedback
            WHERE scale = 'outcome' AND author IN (SELECT unnest(CAST(? AS VARCHAR[])))
            GROUP BY author HAVING max_by(rating, position) = ?
            """)) {
      select.setArray(1, connection.createArrayOf("VARCHAR", ids.toArray()));
      select.setInt(2, Rating.LOW.value());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          last.put(row.getString("author"), row.getString("note"));
        }
      }
    }
    return last;
  }

  private static void append(
      DuckDBAppender to, long position, OutcomeRow row, Rating rating, String line)
      throws SQLException {
    ToldOutcome told = row.what().told();
    to.beginRow();
    to.append(position);
    to.append(OutcomeRows.utc(row.at()));
    to.append(told.links().call());
    to.append(told.id());
    to.append(told.useCase());
    to.append("");
    to.append(rating.scale());
    to.append(rating.value());
    to.append(line);
    to.append(FlatText.of(List.of()));
    to.append(told.links().user());
    to.endRow();
  }
}
