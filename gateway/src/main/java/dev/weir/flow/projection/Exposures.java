package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.identity.TagNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Who was exposed to which arm of an experiment, and what their calls cost: the rows of the ledger
/// that carry it among their tags, refused calls included. Blocks; safe for any number of threads.
public final class Exposures {
  private final Database database;

  /// Which rows are asked for.
  ///
  /// @param unit the tag whose values are put into arms
  /// @param until calls accepted before this count
  public record Asked(String experiment, String unit, Instant until) {}

  /// A unit in an arm.
  ///
  /// @param first when the first of its calls was accepted
  /// @param calls admitted
  /// @param refused for whatever reason, an arm without AI included
  public record Unit(
      String unit, String arm, Instant first, long calls, long refused, Total cost) {}

  /// All units of an arm together, as those of one unit.
  public record ArmSum(
      String arm, long units, Instant first, long calls, long refused, Total cost) {}

  public Exposures(Database database) {
    this.database = database;
  }

  /// Every unit that was in an arm, by unit and arm: one that was in two arms comes twice, one
  /// after the other. However many there are, they are in no memory whole.
  public void units(Asked asked, Consumer<Unit> each) {
    database.read(connection -> {
      Sql sql = units(asked).add(" ORDER BY unit, arm");
      try (PreparedStatement select = connection.prepareStatement(sql.text())) {
        sql.bind(select);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            each.accept(unit(row));
          }
        }
      }
      return asked;
    });
  }

  /// The arms that had units, by name.
  public List<ArmSum> arms(Asked asked) {
    Sql sql =
        new Sql()
            .add(
                """
                SELECT arm, count(*) AS units, min(first_at) AS first_at, sum(calls) AS calls,
                  sum(refused) AS refused, sum(cost) AS cost FROM (
                """)
            .add(units(asked))
            .add(") GROUP BY arm ORDER BY arm");
    return database.read(connection -> sql.list(connection, Exposures::armSum));
  }

  /// How many units were in more than one arm: their tags in force were changed, or the experiment
  /// was not what it should have been.
  public long contaminated(Asked asked) {
    Sql sql =
        new Sql()
            .add("SELECT count(*) FROM (SELECT unit FROM (")
            .add(units(asked))
            .add(") GROUP BY unit HAVING count(*) > 1)");
    return database.read(connection -> number(connection, sql));
  }

  /// Calls that took no part for want of a unit.
  ///
  /// @param first when the first of them was accepted; absent where there is none
  public record Unitless(long calls, Optional<Instant> first) {}

  public Unitless withoutUnit(Asked asked) {
    Sql sql =
        rows(
                new Sql()
                    .add(
                        "SELECT coalesce(sum(calls + refusals), 0) AS calls,"
                            + " min(accepted_at) AS first_at FROM spend"),
                asked)
            .add(" AND tags[?] IS NULL", TagNames.EXPERIMENT_ARM);
    return database.read(connection -> sql.list(connection, Exposures::unitless)).getFirst();
  }

  private static Unitless unitless(ResultSet row) throws SQLException {
    return row.getObject("first_at") == null
        ? new Unitless(0, Optional.empty())
        : new Unitless(row.getLong("calls"), Optional.of(Columns.time(row, "first_at")));
  }

  private static Sql units(Asked asked) {
    Sql sql = new Sql().add("SELECT ");
    TagColumn.addTo(sql, asked.unit());
    sql.add(" AS unit, tags[?] AS arm", TagNames.EXPERIMENT_ARM);
    sql.add(
        """
        , min(accepted_at) AS first_at, sum(calls) AS calls, sum(refusals) AS refused,
        sum(cost) AS cost FROM spend
        """);
    return rows(sql, asked)
        .add(" AND tags[?] IS NOT NULL", TagNames.EXPERIMENT_ARM)
        .add(" GROUP BY 1, 2 HAVING sum(calls) + sum(refusals) > 0");
  }

  private static Sql rows(Sql sql, Asked asked) {
    return sql.add(
        " WHERE tags[?] = ? AND accepted_at < ?",
        TagNames.EXPERIMENT,
        asked.experiment(),
        Columns.utc(asked.until()));
  }

  private static long number(Connection connection, Sql sql) throws SQLException {
    return sql.list(connection, row -> row.getLong(1)).getFirst();
  }

  private static Unit unit(ResultSet row) throws SQLException {
    return new Unit(
        row.getString("unit"),
        row.getString("arm"),
        Columns.time(row, "first_at"),
        row.getLong("calls"),
        row.getLong("refused"),
        Total.usd(row.getBigDecimal("cost")));
  }

  private static ArmSum armSum(ResultSet row) throws SQLException {
    return new ArmSum(
        row.getString("arm"),
        row.getLong("units"),
        Columns.time(row, "first_at"),
        row.getLong("calls"),
        row.getLong("refused"),
        Total.usd(row.getBigDecimal("cost")));
  }
}
