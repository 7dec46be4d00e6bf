package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.entry.Entry.PeriodFigure;
import dev.weir.flow.entry.Entry.PeriodStage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Months of UTC that are closed, what they came to, and what was learnt of them since. Blocks.
public final class Periods {
  private static final String RESTATED =
      """
      SELECT provider, CAST(date_trunc('month', booked_at) AS DATE) AS booked, kind,
        CASE WHEN kind IN ('recorded', 'voided', 'due') THEN origin ELSE source END AS told_by,
        count(*) AS row_count, sum(cost) AS cost
      FROM booked
      WHERE accepted_at >= ? AND accepted_at < ? AND position >= ?
      GROUP BY ALL ORDER BY ALL
      """;

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
  /// @param source who told of it, the agreement, or the run that priced it anew or gave it other
  ///   tags
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
    Sql sql =
        new Sql()
            .add(
                """
                SELECT provider, sum(cost) AS cost FROM booked
                WHERE accepted_at >= ? AND accepted_at < ? AND position < ? AND provider <> ''
                GROUP BY provider HAVING bool_or(cost <> 0) ORDER BY provider
                """,
                start(month),
                start(month.plusMonths(1)),
                before);
    return database.read(connection ->
        sql.list(
            connection,
            row -> new Spent(row.getString("provider"), Total.usd(row.getBigDecimal("cost")))));
  }

  /// A day on which a provider was paid for something.
  ///
  /// @param due whether something of it is due by an agreement
  public record SpentDay(String provider, LocalDate day, boolean due) {}

  /// The days of a month on which something was spent, by provider.
  public List<SpentDay> spentDays(YearMonth month) {
    LocalDateTime from = start(month);
    LocalDateTime to = start(month.plusMonths(1));
    return database.read(connection ->
        new Sql()
            .add("SELECT provider, CAST(accepted_at AS DATE) AS day,")
            .add(" bool_or(starts_with(origin, ?)) AS due FROM ", AgreementRows.origin(""))
            .add(SpendHours.PLAIN.spend(connection, from, to))
            .add(" WHERE accepted_at >= ? AND accepted_at < ? GROUP BY provider, day", from, to)
            .add(" HAVING sum(cost) <> 0 ORDER BY provider, day")
            .list(
                connection,
                row ->
                    new SpentDay(
                        row.getString("provider"),
                        row.getObject("day", LocalDate.class),
                        row.getBoolean("due"))));
  }

  /// What the entries from a position on say of a month.
  public List<Restated> restated(YearMonth month, long from) {
    Sql sql = new Sql().add(RESTATED, start(month), start(month.plusMonths(1)), from);
    return database.read(connection -> sql.list(connection, Periods::restated));
  }

  private static Restated restated(ResultSet row) throws SQLException {
    return new Restated(
        row.getString("provider"),
        YearMonth.from(row.getObject("booked", LocalDate.class)),
        row.getString("kind"),
        row.getString("told_by"),
        row.getLong("row_count"),
        Total.usd(row.getBigDecimal("cost")));
  }

  private static LocalDateTime start(YearMonth month) {
    return month.atDay(1).atStartOfDay();
  }
}
