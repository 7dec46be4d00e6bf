package dev.weir.view.report;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.flow.projection.AgreementRows;
import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Adds up the ledger database, for one [Subject] at a time. Blocks; safe for any number of
/// threads.
public final class Reports {
  /// The same costs in the report's currency; see [Conversion].
  private static final String CONVERTED =
      """
      , count(*) FILTER (cost <> 0 AND per_dollar IS NULL) AS without_rate,
      coalesce(sum(in_cost), 0) AS in_cost, coalesce(sum(in_cost_counted), 0) AS in_cost_counted,
      coalesce(sum(in_cost_estimated), 0) AS in_cost_estimated,
      coalesce(sum(in_cost_unattributed), 0) AS in_cost_unattributed,
      coalesce(sum(in_cost_safety), 0) AS in_cost_safety,
      coalesce(sum(in_cost_retry), 0) AS in_cost_retry,
      coalesce(sum(in_cost) FILTER (is_reconciled), 0) AS in_cost_reconciled,
      coalesce(sum(in_cost) FILTER (is_invoiced), 0) AS in_cost_invoiced
      """;

  private static final List<String> CONVERTIBLE =
      List.of(
          "cost",
          "cost_counted",
          "cost_estimated",
          "cost_unattributed",
          "cost_safety",
          "cost_retry");

  private final Database database;

  public Reports(Database database) {
    this.database = database;
  }

  public Report report(ReportQuery query) {
    return database.read(connection -> {
      Sql sql = sql(query, source(connection, query));
      try (PreparedStatement select = connection.prepareStatement(sql.text())) {
        sql.bind(select);
        return read(query, select);
      }
    });
  }

  /// One measure by one dimension or two, with all its sums.
  public Pivot pivot(PivotQuery query) {
    return Pivot.of(database, query);
  }

  /// Names of free tags that calls have, in the order of the alphabet; hours are taken whole.
  ///
  /// @param teams whose calls count; none = everybody's
  /// @param most so many
  public List<String> tags(ReportRange range, List<ReportQuery.Filter> teams, int most) {
    return database.read(connection -> {
      Sql sql = new Sql().add("SELECT DISTINCT tag FROM ").add(range.tags(connection));
      sql.add(" WHERE TRUE");
      for (ReportQuery.Filter filter : teams) {
        sql.add(" AND ");
        filter.addTo(sql, range);
      }
      sql.add(" ORDER BY tag LIMIT ?", most);
      return sql.list(connection, row -> row.getString("tag"));
    });
  }

  /// What the rows are of: sums by the hour, where they have all that is asked for.
  static Sql source(Connection connection, ReportQuery query) throws SQLException {
    Optional<SpendHours> hours = query.hours();
    return hours.isPresent()
        ? query.range().spend(connection, hours.get())
        : new Sql().add(query.subject().view());
  }

  /// @param source has the columns of the subject's view, as far as the query needs them
  private static Sql sql(ReportQuery query, Sql source) {
    String groups = groups(query);
    Sql sql =
        new Sql().add("SELECT " + (groups.isEmpty() ? "1" : "grouping(d0)") + " AS is_total, ");
    addSums(sql, query, groups, source);
    sql.add(" GROUP BY GROUPING SETS (" + (groups.isEmpty() ? "" : "(" + groups + "), ") + "())");
    sql.add(" ORDER BY is_total DESC" + order(query, groups));
    // One for the total, one to see whether there is more.
    return sql.add(" LIMIT ?", query.rowsMax() + 2);
  }

  /// Adds the columns of a sum over rows, whose dimensions are d0, d1 …
  static void addSums(Sql sql, ReportQuery query, String groups, Sql source) {
    sql.add(groups.isEmpty() ? "" : groups + ", ")
        .add(measures(query))
        .add(query.conversion().isPresent() ? CONVERTED : "")
        .add(" FROM (SELECT *");
    for (int i = 0; i < query.by().size(); i++) {
      sql.add(", ");
      query.by().get(i).addTo(sql, query.range());
      sql.add(" AS d" + i);
    }
    addConfirmed(sql, query);
    addSource(sql, query, source);
    sql.add(" WHERE ");
    query.range().addTo(sql);
    for (ReportQuery.Filter filter : query.filters()) {
      sql.add(" AND ");
      filter.addTo(sql, query.range());
    }
    sql.add(")");
  }

  /// The rows, and where the report has another currency each row's amounts in it.
  private static void addSource(Sql sql, ReportQuery query, Sql source) {
    Optional<Conversion> conversion = query.conversion();
    if (conversion.isPresent()) {
      CONVERTIBLE.forEach(
          cost -> sql.add(", CAST(" + cost + " * per_dollar AS DECIMAL(38, 12)) AS in_" + cost));
    }
    sql.add(" FROM ").add(source);
    conversion.ifPresent(into -> into.addTo(sql, source, query.range()));
  }

  /// What is due by agreements is on no bill by the day.
  private static void addConfirmed(Sql sql, ReportQuery query) {
    for (Certainty certainty : List.of(Certainty.RECONCILED, Certainty.INVOICED)) {
      String days = query.confirmed().text(certainty);
      sql.add(", ");
      if (days.isEmpty() || query.subject() != Subject.COST) {
        sql.add("FALSE");
      } else {
        sql.add(
            "(CAST(accepted_at AS DATE), provider) IN ("
                + "SELECT CAST(left(line, 10) AS DATE), line[12:]"
                + " FROM (SELECT unnest(string_split(?, chr(10))) AS line))"
                + " AND NOT starts_with(origin, ?)",
            days,
            AgreementRows.origin(""));
      }
      sql.add(" AS is_" + certainty.code());
    }
  }

  /// `d0, d1`, as [#addSums] names the dimensions.
  static String groups(ReportQuery query) {
    return IntStream.range(0, query.by().size())
        .mapToObj(i -> "d" + i)
        .collect(Collectors.joining(", "));
  }

  private static String order(ReportQuery query, String groups) {
    if (groups.isEmpty()) {
      return "";
    }
    return query.by().getFirst() instanceof Dimension.Bucket
        ? ", " + groups
        : query.subject().order() + ", " + groups;
  }

  private static String measures(ReportQuery query) {
    return switch (query.subject()) {
      case COST -> CostSums.of(query);
      case SPEED -> SpeedSums.SQL;
    };
  }

  private static Report read(ReportQuery query, PreparedStatement select) throws SQLException {
    try (ResultSet result = select.executeQuery()) {
      if (!result.next()) {
        throw new IllegalStateException("a report always has a total");
      }
      Measures total = measures(query, result);
      List<Report.Row> rows = new ArrayList<>();
      while (result.next()) {
        List<String> group = new ArrayList<>();
        for (int i = 0; i < query.by().size(); i++) {
          group.add(result.getString("d" + i));
        }
        rows.add(new Report.Row(group, measures(query, result)));
      }
      boolean more = rows.size() > query.rowsMax();
      return new Report(
          query, more ? rows.subList(0, query.rowsMax()) : rows, total, more, Optional.empty());
    }
  }

  static Measures measures(ReportQuery query, ResultSet row) throws SQLException {
    return switch (query.subject()) {
      case COST -> cost(query, row);
      case SPEED -> Measures.of(SpeedSums.read(row));
    };
  }

  private static Measures cost(ReportQuery query, ResultSet row) throws SQLException {
    return new Measures(
        row.getLong("calls"),
        row.getLong("attempts"),
        row.getLong("billed"),
        row.getLong("refusals"),
        tokens(row),
        costs(row, ""),
        query.conversion().isPresent() && row.getLong("without_rate") == 0
            ? Optional.of(costs(row, "in_"))
            : Optional.empty(),
        row.getLong("partly_unpriced"),
        millis(row, "ttft_p50"),
        millis(row, "ttft_p95"),
        Speeds.NONE);
  }

  private static Costs costs(ResultSet row, String prefix) throws SQLException {
    return new Costs(
        sum(row, prefix + "cost"),
        sum(row, prefix + "cost_counted"),
        sum(row, prefix + "cost_estimated"),
        sum(row, prefix + "cost_unattributed"),
        sum(row, prefix + "cost_safety"),
        sum(row, prefix + "cost_retry"),
        sum(row, prefix + "cost_reconciled"),
        sum(row, prefix + "cost_invoiced"));
  }

  static Measures.TokenSums tokens(ResultSet row) throws SQLException {
    return new Measures.TokenSums(
        row.getLong("input_tokens"),
        row.getLong("cache_read_tokens"),
        row.getLong("cache_write_5m_tokens"),
        row.getLong("cache_write_1h_tokens"),
        row.getLong("output_tokens"),
        row.getLong("reasoning_tokens"),
        row.getLong("bound_tokens"));
  }

  private static Total sum(ResultSet row, String column) throws SQLException {
    return Total.usd(row.getBigDecimal(column));
  }

  private static OptionalDouble millis(ResultSet row, String column) throws SQLException {
    double micros = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(micros / 1_000);
  }
}
