package dev.weir.flow.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Looks changes up, without the bodies: that of a catalogue has megabytes.
final class TrailRows {
  private TrailRows() {}

  static List<Trail.Step> before(Connection connection, Trail asked, long before, int most)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT position, kind, id, version, at_utc, who, why, retired,
                CASE WHEN json_type(body, '$.name') = 'VARCHAR'
                  THEN json_extract_string(body, '$.name') ELSE '' END AS name
            FROM versions
            WHERE position < ? AND at_utc >= ? AND at_utc < ?
              AND list_contains(string_split(?, ','), kind) AND contains(lower(who), ?)
            ORDER BY position DESC LIMIT ?
            """)) {
      select.setLong(1, before);
      select.setObject(2, utc(asked.from()));
      select.setObject(3, utc(asked.to()));
      select.setString(4, asked.kinds().stream().map(Kind::code).collect(Collectors.joining(",")));
      select.setString(5, asked.who().toLowerCase(Locale.ROOT));
      select.setInt(6, most);
      List<Trail.Step> steps = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          steps.add(step(rows));
        }
      }
      return List.copyOf(steps);
    }
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Trail.Step step(ResultSet row) throws SQLException {
    return new Trail.Step(
        row.getLong("position"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("id"),
        row.getString("name"),
        row.getInt("version"),
        row.getObject("at_utc", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("who"),
        row.getString("why"),
        row.getBoolean("retired"));
  }
}
