package dev.weir.flow.books;

import dev.weir.base.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Who looked at the spend of single users: one entry a day (of UTC) for each person and route, and
/// for ids and pseudonyms apart. Appends only. Thread-safe; blocks.
public final class Looks {
  private final Database database;

  /// Of the day that was noted last; guarded by this.
  private final Set<Noted> noted = new HashSet<>();

  private record Noted(LocalDate day, String who, String route, boolean named) {}

  /// @param at the first of that day
  /// @param route its operation in the API
  /// @param named by their ids, not by pseudonyms
  public record Look(Instant at, String who, String route, boolean named) {}

  Looks(Database database) {
    this.database = database;
  }

  /// Notes a look, if it is the first of its day.
  public synchronized void note(Look look) {
    LocalDate day = LocalDate.ofInstant(look.at(), ZoneOffset.UTC);
    Noted now = new Noted(day, look.who(), look.route(), look.named());
    if (noted.contains(now)) {
      return;
    }
    append(look, day);
    noted.removeIf(each -> !each.day().equals(day));
    noted.add(now);
  }

  private void append(Look look, LocalDate day) {
    int rows =
        database.write(connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO looks SELECT ?, ?, ?, ? WHERE NOT EXISTS (
                    SELECT 1 FROM looks WHERE CAST(at_utc AS DATE) = ? AND who = ? AND route = ?
                    AND named = ?)
                  """)) {
            insert.setObject(1, LocalDateTime.ofInstant(look.at(), ZoneOffset.UTC));
            insert.setString(2, look.who());
            insert.setString(3, look.route());
            insert.setBoolean(4, look.named());
            insert.setObject(5, day);
            insert.setString(6, look.who());
            insert.setString(7, look.route());
            insert.setBoolean(8, look.named());
            return insert.executeUpdate();
          }
        });
    if (rows > 1) {
      throw new IllegalStateException("a look is one row, was " + rows);
    }
  }

  /// Those of some days, the latest first.
  ///
  /// @param to exclusive
  public List<Look> within(Instant from, Instant to, int most) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT * FROM looks WHERE at_utc >= ? AND at_utc < ?
              ORDER BY at_utc DESC, who, route, named LIMIT CAST(? AS INTEGER)
              """)) {
        select.setObject(1, LocalDateTime.ofInstant(from, ZoneOffset.UTC));
        select.setObject(2, LocalDateTime.ofInstant(to, ZoneOffset.UTC));
        select.setInt(3, most);
        List<Look> looks = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            looks.add(
                new Look(
                    rows.getObject("at_utc", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    rows.getString("who"),
                    rows.getString("route"),
                    rows.getBoolean("named")));
          }
        }
        return looks;
      }
    });
  }
}
