package dev.weir.view.report;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.base.store.Remembered;
import dev.weir.flow.projection.Sql;
import dev.weir.view.report.ReportQuery.Filter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What use cases are made of: calls and cost by each of some dimensions apart, in one reading.
/// Blocks; safe for any number of threads.
public final class UseCaseParts {
  private static final Dimension USE_CASE = Dimension.parse("use_case");

  /// Readings that are remembered.
  private static final int READINGS_MAX = 16;

  private final Database database;
  private final Remembered<ReportQuery, List<Part>> known;

  /// One value of a dimension, of one use case.
  public record Part(String useCase, Dimension of, String value, long calls, Total cost) {}

  public UseCaseParts(Database database) {
    this.database = database;
    this.known = new Remembered<>(database, READINGS_MAX);
  }

  /// The dearest first. What a call says nothing of is no part.
  ///
  /// @param most parts in all; one more than these is told if there are more
  public List<Part> of(List<Dimension> parts, ReportRange range, List<Filter> filters, int most) {
    ReportQuery query =
        ReportQuery.sums(
            Stream.concat(Stream.of(USE_CASE), parts.stream()).toList(), range, filters, most);
    return known.of(
        query,
        () ->
            List.copyOf(
                database.read(connection ->
                    sql(connection, query).list(connection, row -> part(row, parts)))));
  }

  private static Sql sql(Connection connection, ReportQuery query) throws SQLException {
    List<String> parts = IntStream.range(1, query.by().size()).mapToObj(i -> "d" + i).toList();
    Sql sql = new Sql().add("SELECT d0 AS use_case, CASE");
    for (int i = 0; i < parts.size(); i++) {
      sql.add(" WHEN %s IS NOT NULL THEN %d".formatted(parts.get(i), i));
    }
    sql.add(" END AS part, coalesce(" + String.join(", ", parts) + ") AS value");
    sql.add(", CAST(sum(calls) AS BIGINT) AS calls, sum(cost) AS cost FROM (SELECT calls, cost");
    for (int i = 0; i < query.by().size(); i++) {
      sql.add(", ");
      query.by().get(i).addTo(sql, query.range());
      sql.add(" AS d" + i);
    }
    sql.add(" FROM ").add(Reports.source(connection, query)).add(" WHERE ");
    query.range().addTo(sql);
    for (Filter filter : query.filters()) {
      sql.add(" AND ");
      filter.addTo(sql, query.range());
    }
    return sql.add(") GROUP BY GROUPING SETS (")
        .add(parts.stream().map("(d0, %s)"::formatted).collect(Collectors.joining(", ")))
        .add(
            ") HAVING value <> ? ORDER BY cost DESC, use_case, part, value LIMIT ?",
            Dimension.NONE,
            query.rowsMax() + 1);
  }

  private static Part part(ResultSet row, List<Dimension> parts) throws SQLException {
    return new Part(
        row.getString("use_case"),
        parts.get(row.getInt("part")),
        row.getString("value"),
        row.getLong("calls"),
        Total.usd(row.getBigDecimal("cost")));
  }
}
