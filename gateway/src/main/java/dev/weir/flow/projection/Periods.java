package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.entry.Entry.PeriodFigure;
import dev.weir.flow.entry.Entry.PeriodStage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Months of UTC that are closed, what they came to, and what was learnt of them since. Blocks.
public final class Periods {
  private final Database database;

  /// A month at one stage of its closing.
  ///
  /// @param before first position of the journal that was not looked at: what has it or a later one
  ///   is a restatement
  /// @param figures by provider; none of a month without spend
  public record Closed(
      YearMonth month,
      Instant at,
      long before,
      PeriodStage stage,
      List<PeriodFigure> figures,
      String who,
      String why) {}

  /// What a provider's usage of a month came to.
  public record Spent(String provider, Total cost) {}

  /// What was learnt of a closed month afterwards.
  ///
  /// @param booked the month in which it is booked
  /// @param kind of the rows: `correction`, `rerated`, `recorded`, `voided`; `retagged_from` and
  ///   `retagged_to`, which come to nothing together; or of calls that ended late
  /// @param source who told of it, or the run that priced it anew or gave it other tags
  public record Restated(
      String provider, YearMonth booked, String kind, String source, long rows, Total cost) {}

  public Periods(Database database) {
    this.database = database;
  }

  /// Every stage of every closed month, the latest month first and in it the latest stage.
  public List<Closed> all() {
    return database.read(connection -> {
      try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT * FROM closed_period ORDER BY month DESC, position DESC, provider");
          ResultSet rows = select.executeQuery()) {
        List<Closed> all = new ArrayList<>();
        while (rows.next()) {
          add(all, rows);
        }
        return all;
      }
    });
  }

  /// Rows of one entry stand together.
  private static void add(List<Closed> all, ResultSet row) throws SQLException {
    long before = row.getLong("before_position");
    List<PeriodFigure> figures = new ArrayList<>();
    if (!all.isEmpty() && all.getLast().before() == before) {
      figures.addAll(all.removeLast().figures());
    }
    if (!row.getString("provider").isEmpty()) {
      figures.add(figure(row));
    }
    all.add(
        new Closed(
            YearMonth.from(row.getObject("month", LocalDate.class)),
            Columns.time(row, "closed_at"),
            before,
            PeriodStage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
            List.copyOf(figures),
            row.getString("who"),
            row.getString("why")));
  }

  private static PeriodFigure figure(ResultSet row) throws SQLException {
    return new PeriodFigure(
        row.getString("provider"),
        Total.usd(row.getBigDecimal("ledger")),
        Total.usd(row.getBigDecimal("reconciled")),
        Total.usd(row.getBigDecimal("invoiced")),
        Optional.ofNullable(row.getBigDecimal("billed")).map(Total::usd));
  }

  /// The stages of one month, the latest first; none of an open one.
  public List<Closed> stages(YearMonth month) {
    return all().stream().filter(closed -> closed.month().equals(month)).toList();
  }

  /// Of each closed month the first position that is a restatement of it.
  public Map<YearMonth, Long> closed() {
    Map<YearMonth, Long> closed = new TreeMap<>();
    // The stage that closed it comes last.
    all().forEach(each -> closed.put(each.month(), each.before()));
    return closed;
  }

  /// What the entries before a position say of a month, by provider.
  public List<Spent> spent(YearMonth month, long before) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT provider, sum(cost) AS cost FROM booked
              WHERE accepted_at >= ? AND accepted_at < ? AND position < ? AND provider <> ''
              GROUP BY provider HAVING bool_or(cost <> 0) ORDER BY provider
              """)) {
        bind(select, month, before);
        List<Spent> spent = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            spent.add(new Spent(row.getString("provider"), Total.usd(row.getBigDecimal("cost"))));
          }
        }
        return spent;
      }
    });
  }

  /// A day on which a provider was paid for something.
  ///
  /// @param due whether something of it is due by an agreement
  public record SpentDay(String provider, LocalDate day, boolean due) {}

  /// The days of a month on which something was spent, by provider.
  public List<SpentDay> spentDays(YearMonth month) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT provider, CAST(accepted_at AS DATE) AS day, bool_or(kind = 'due') AS due
              FROM booked WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
              GROUP BY provider, day HAVING bool_or(cost <> 0) ORDER BY provider, day
              """)) {
        bind(select, month, Long.MAX_VALUE);
        List<SpentDay> days = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            days.add(
                new SpentDay(
                    row.getString("provider"),
                    row.getObject("day", LocalDate.class),
                    row.getBoolean("due")));
          }
        }
        return days;
      }
    });
  }

  /// What the entries from a position on say of a month.
  public List<Restated> restated(YearMonth month, long from) {
    return database.read(connection -> restated(connection, month, from));
  }

  private static List<Restated> restated(Connection connection, YearMonth month, long from)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT provider, CAST(date_trunc('month', booked_at) AS DATE) AS booked, kind,
              CASE WHEN kind IN ('recorded', 'voided') THEN origin ELSE source END AS told_by,
              count(*) AS row_count, sum(cost) AS cost
            FROM booked
            WHERE accepted_at >= ? AND accepted_at < ? AND position >= ?
            GROUP BY ALL ORDER BY ALL
            """)) {
      bind(select, month, from);
      List<Restated> restated = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          restated.add(
              new Restated(
                  row.getString("provider"),
                  YearMonth.from(row.getObject("booked", LocalDate.class)),
                  row.getString("kind"),
                  row.getString("told_by"),
                  row.getLong("row_count"),
                  Total.usd(row.getBigDecimal("cost"))));
        }
      }
      return restated;
    }
  }

  private static void bind(PreparedStatement select, YearMonth month, long position)
      throws SQLException {
    select.setObject(1, month.atDay(1).atStartOfDay());
    select.setObject(2, month.plusMonths(1).atDay(1).atStartOfDay());
    select.setLong(3, position);
  }
}
