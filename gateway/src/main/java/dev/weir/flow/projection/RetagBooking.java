package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.projection.RetaggedRows.Stamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Writes what one entry says of the tags of many attempts: their rows, and with each the lines and
/// the shares of prompt modules that are in force.
final class RetagBooking {
  private static final String ROWS = "INSERT INTO restated FROM temp.retagged";

  private static final String LINES =
      """
      INSERT INTO restated_line
      SELECT CAST(? AS BIGINT) + greatest(sign, 0), sign * number, call_id, attempt, meter,
        sign * quantity, unit_price, sign * amount, list_unit_price
      FROM (
        SELECT call_id, attempt, meter, unit_price, list_unit_price, sum(quantity) AS quantity,
          sum(amount) AS amount, row_number() OVER (PARTITION BY call_id, attempt
            ORDER BY min(l.position), min(line), meter, unit_price) AS number
        FROM booked_line l JOIN temp.page USING (call_id, attempt)
        WHERE l.position BETWEEN ? AND ? AND l.position >= facts_position
        GROUP BY call_id, attempt, meter, unit_price, list_unit_price
        HAVING sum(quantity) <> 0 OR sum(amount) <> 0)
      CROSS JOIN (VALUES (-1), (1)) AS side(sign)
      """;

  private static final String SHARES =
      """
      INSERT INTO attempt_module
      SELECT CAST(? AS BIGINT) + greatest(sign, 0), call_id, attempt, module, version,
        sign * tokens, sign * cost
      FROM (
        SELECT call_id, attempt, module, version, sum(tokens) AS tokens, sum(s.cost) AS cost
        FROM attempt_module s JOIN temp.page USING (call_id, attempt)
        WHERE s.position BETWEEN ? AND ? AND s.position >= facts_position
        GROUP BY call_id, attempt, module, version)
      CROSS JOIN (VALUES (-1), (1)) AS side(sign)
      """;

  private final Connection connection;
  private final long position;
  private final Entry.Retagged entry;

  RetagBooking(Connection connection, long position, Entry.Retagged entry) {
    this.connection = connection;
    this.position = position;
    this.entry = entry;
  }

  /// Writes the rows. What of the entry they contradict, or nothing if they are what it says.
  Optional<String> write() throws SQLException {
    try (RetaggedRows rows = new RetaggedRows(connection, Retag.of(entry))) {
      long found = rows.find(Long.MAX_VALUE);
      Total[] cost = {Total.ZERO};
      Stamp stamp = new Stamp(position, entry.at(), entry.run(), entry.who(), entry.why());
      rows.make(
          found,
          stamp,
          (first, last) -> {
            cost[0] = cost[0].plus(rows.cost());
            book(first, last);
          });
      return contradiction(found, cost[0]);
    }
  }

  private void book(long first, long last) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ROWS)) {
      insert.executeUpdate();
    }
    for (String part : List.of(LINES, SHARES)) {
      try (PreparedStatement insert = connection.prepareStatement(part)) {
        insert.setLong(1, position);
        insert.setLong(2, first);
        insert.setLong(3, last);
        insert.executeUpdate();
      }
    }
  }

  /// The figures were worked out before the entry was written, from the same rows.
  private Optional<String> contradiction(long found, Total cost) {
    return found == entry.changed() && cost.equals(entry.cost())
        ? Optional.empty()
        : Optional.of(
            "run %s gave %d other tags, of %s USD, and its entry says %d, of %s"
                .formatted(
                    entry.run(),
                    found,
                    cost.toUsd().toPlainString(),
                    entry.changed(),
                    entry.cost().toUsd().toPlainString()));
  }
}
