package dev.weir.view.report;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.exchange.chargeback.CostAccount;
import dev.weir.exchange.chargeback.CostAccounts;
import dev.weir.exchange.chargeback.Payer;
import dev.weir.exchange.chargeback.Spend;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.Sql;
import dev.weir.flow.projection.TagColumn;
import dev.weir.flow.rule.Condition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What payers have spent, over the same rows as the report about cost. Blocks; safe for any number
/// of threads.
public final class PayerSums {
  private static final int ROWS_MAX = 100_000;

  private final Database database;

  public PayerSums(Database database) {
    this.database = database;
  }

  /// What is charged in a month: a closed month's figure stays what it was, and what was learnt of
  /// it afterwards is in the month it was booked in.
  ///
  /// @param closed of each closed month the first position that is a restatement of it
  public List<Spend> of(
      YearMonth month, Map<YearMonth, Long> closed, CostAccounts accounts, List<Dimension> by) {
    ReportRange range = range(month);
    if (closed.isEmpty()) {
      return of(range, accounts, by);
    }
    Sql rows = new Sql().add("((");
    range.addTo(rows);
    if (closed.containsKey(month)) {
      rows.add(" AND position < ?", closed.get(month));
    }
    rows.add(")");
    closed.forEach((other, position) -> {
      if (!other.equals(month)) {
        rows.add(" OR (position >= ? AND ", position);
        range(other).addTo(rows);
        rows.add(
            " AND greatest(booked_at, ?) >= ? AND greatest(booked_at, ?) < ?)",
            ReportRange.utc(range(other).to()),
            ReportRange.utc(range.from()),
            ReportRange.utc(range(other).to()),
            ReportRange.utc(range.to()));
      }
    });
    Sql counted = new Sql().add("spend WHERE ").add(rows.add(")"));
    return database.read(
        connection -> read(connection, sql(range, counted, accounts, by), by.size()));
  }

  private static ReportRange range(YearMonth month) {
    return new ReportRange(
        month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        ZoneOffset.UTC);
  }

  /// Adds up to the report's cost of the same time, exactly.
  ///
  /// @param accounts say what is shared
  /// @param by tell the parts of one payer apart
  /// @throws IllegalArgumentException if there are more sums than one answer takes
  public List<Spend> of(ReportRange range, CostAccounts accounts, List<Dimension> by) {
    Sql rows = new Sql();
    range.addTo(rows);
    Optional<SpendHours> hours = hours(range, accounts, by);
    return database.read(connection -> {
      Sql source =
          hours.isPresent() ? range.spend(connection, hours.get()) : new Sql().add("spend");
      return read(connection, sql(range, source.add(" WHERE ").add(rows), accounts, by), by.size());
    });
  }

  /// The sums by the hour that tell payers and their parts apart, if some do.
  private static Optional<SpendHours> hours(
      ReportRange range, CostAccounts accounts, List<Dimension> by) {
    Stream<Dimension> told =
        accounts.shared().stream()
            .flatMap(shared -> shared.where().stream())
            .map(condition -> Dimension.ofTag(condition.tag()));
    return Dimension.hours(Stream.concat(by.stream(), told).toList())
        .filter(_ -> range.isOfWholeHours());
  }

  private static List<Spend> read(Connection connection, Sql sql, int dimensions)
      throws SQLException {
    List<Spend> spends = sql.list(connection, row -> spend(row, dimensions));
    if (spends.size() > ROWS_MAX) {
      throw new IllegalArgumentException(
          "there are more than %,d lines; ask for fewer dimensions".formatted(ROWS_MAX));
    }
    return List.copyOf(spends);
  }

  /// @param rows what they are of, and which of them count
  private static Sql sql(ReportRange range, Sql rows, CostAccounts accounts, List<Dimension> by) {
    by.forEach(Dimension::requireOfCost);
    Sql sql = new Sql().add("SELECT ");
    addPayer(sql, accounts);
    sql.add(" AS payer");
    for (int i = 0; i < by.size(); i++) {
      sql.add(", ");
      by.get(i).addTo(sql, range);
      sql.add(" AS d" + i);
    }
    sql.add(
            """
            , sum(cost) AS cost, sum(cost_estimated) AS estimated,
            CAST(sum(partly_unpriced) AS BIGINT) AS unpriced,
            sum(CASE WHEN accepted_at >= ? AND accepted_at < ? THEN 0 ELSE cost END) AS restated
            FROM
            """,
            ReportRange.utc(range.from()),
            ReportRange.utc(range.to()))
        .add(rows);
    return sql.add(
        " GROUP BY ALL HAVING sum(cost) <> 0 OR sum(cost_estimated) <> 0"
            + " OR sum(partly_unpriced) <> 0 ORDER BY ALL LIMIT ?",
        ROWS_MAX + 1);
  }

  private static void addPayer(Sql sql, CostAccounts accounts) {
    String unattributed = new Payer.Unattributed().id();
    sql.add("CASE WHEN quarantined THEN ?", unattributed);
    for (CostAccount shared : accounts.shared()) {
      sql.add(" WHEN TRUE");
      for (Condition condition : shared.where()) {
        TagColumn.addTo(sql.add(" AND "), condition);
      }
      sql.add(" THEN ?", shared.id());
    }
    String centre = TagColumn.of(TagNames.COST_CENTRE).orElseThrow();
    sql.add(" WHEN " + centre + " = '' THEN ?", unattributed)
        .add(" ELSE ? || " + centre + " END", Payer.CostCentre.PREFIX);
  }

  private static Spend spend(ResultSet row, int dimensions) throws SQLException {
    List<String> group = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      group.add(row.getString("d" + i));
    }
    return new Spend(
        Payer.parse(row.getString("payer")),
        group,
        Total.usd(row.getBigDecimal("cost")),
        Total.usd(row.getBigDecimal("estimated")),
        Total.usd(row.getBigDecimal("restated")),
        row.getLong("unpriced"));
  }
}
