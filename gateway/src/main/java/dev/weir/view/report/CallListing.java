package dev.weir.view.report;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.projection.AgreementRows;
import dev.weir.flow.projection.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads one page of calls, on one connection.
///
/// @param withDue also what is due by agreement, without a call
record CallListing(
    ReportRange range,
    List<ReportQuery.Filter> filters,
    boolean withDue,
    Optional<CallId> before,
    int limit) {
  private static final long ROWS_A_CALL = 2;
  private static final int MORE = 8;

  /// A call is named when it comes in, and accepted when there is room for it.
  private static final Duration ACCEPTED_WITHIN = Duration.ofDays(1);

  CallListing {
    filters.forEach(filter -> filter.dimension().requireOfCost());
  }

  /// A call's rows are accepted together, never before its id was made and soon after: so a time
  /// has all calls that were named in it, and a page ends with one of these.
  CallPage read(Connection connection) throws SQLException {
    NewestRows newest = new NewestRows(beforeTheLast(), this::addWhere, connection);
    long rows = ROWS_A_CALL * (limit + 1L);
    ReportRange time = newest.atLeast(rows);
    List<CallPage.Line> lines = lines(time, connection);
    while (time.from().isAfter(range.from()) && !isPage(lines, time)) {
      rows *= MORE;
      time = newest.atLeast(rows);
      lines = lines(time, connection);
    }
    return lines.size() > limit
        ? new CallPage(lines.subList(0, limit), Optional.of(lines.get(limit - 1).call()))
        : new CallPage(lines, Optional.empty());
  }

  private boolean isPage(List<CallPage.Line> lines, ReportRange time) {
    return lines.size() > limit && !lines.get(limit - 1).call().acceptedAt().isBefore(time.from());
  }

  /// Without what is too late for calls before the last one of the page before.
  private ReportRange beforeTheLast() {
    return before
        .map(call -> call.acceptedAt().plus(ACCEPTED_WITHIN))
        .filter(end -> end.isAfter(range.from()) && end.isBefore(range.to()))
        .map(end -> new ReportRange(range.from(), end, range.zone()))
        .orElse(range);
  }

  /// One call more than the page has, to know whether there are more.
  private List<CallPage.Line> lines(ReportRange time, Connection connection) throws SQLException {
    Sql sql = new Sql().add("WITH page AS (").add(page(time)).add("), known AS (");
    sql.add("SELECT call_id, attempt, arg_max(provenance, position) AS provenance FROM booked");
    sql.add(" WHERE ");
    time.addTo(sql);
    sql.add(
        """
         AND call_id IN (SELECT call_id FROM page) GROUP BY call_id, attempt
        ), weakest AS (
          SELECT call_id, arg_max(provenance, CASE provenance
            WHEN 'estimated' THEN 3 WHEN 'counted' THEN 2 WHEN 'reported' THEN 1 ELSE 0 END
          ) AS provenance FROM known GROUP BY call_id
        )
        SELECT page.*, coalesce(weakest.provenance, '') AS provenance
        FROM page LEFT JOIN weakest USING (call_id) ORDER BY call_id DESC
        """);
    return sql.list(connection, CallListing::line);
  }

  private Sql page(ReportRange time) {
    Sql sql = new Sql().add("SELECT call_id, min(accepted_at) AS accepted_at, arg_max(");
    Dimension.parse("use_case").addTo(sql, range);
    sql.add(
        """
        , position) AS use_case, arg_max(user_id, position) AS user_id, min(key_id) AS key_id,
        coalesce(string_agg(DISTINCT nullif(model, ''), ', '), '') AS models,
        bool_or(stream) AS stream, sum(attempts) AS attempts,
        sum(calls) AS calls, sum(billed) AS billed, max(refusal_kind) AS refused_as,
        sum(input_tokens) AS input_tokens, sum(cache_read_tokens) AS cache_read_tokens,
        sum(cache_write_5m_tokens) AS cache_write_5m_tokens,
        sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
        sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens,
        sum(bound_tokens) AS bound_tokens,
        sum(cost) AS cost, sum(cost_estimated) AS cost_estimated
        FROM spend WHERE
        """);
    time.addTo(sql);
    addWhere(sql);
    // A call is not listed under tags that it has no more.
    sql.add(" GROUP BY call_id HAVING arg_max(counts, position) >= 0 OR sum(counts) > 0");
    return sql.add(" ORDER BY call_id DESC LIMIT ?", limit + 1);
  }

  private void addWhere(Sql sql) {
    if (!withDue
        && filters.stream().noneMatch(filter -> filter.dimension().label().equals("origin"))) {
      // What is due by agreement is listed for whoever asks for it.
      sql.add(" AND NOT starts_with(origin, ?)", AgreementRows.origin(""));
    }
    for (ReportQuery.Filter filter : filters) {
      sql.add(" AND ");
      filter.addTo(sql, range);
    }
    before.ifPresent(call -> sql.add(" AND call_id < ?", call.toString()));
  }

  private static CallPage.Line line(ResultSet row) throws SQLException {
    return new CallPage.Line(
        CallId.parse(row.getString("call_id")),
        CallLookup.time(row, "accepted_at"),
        row.getString("use_case"),
        row.getString("user_id"),
        row.getString("key_id"),
        row.getString("models"),
        row.getBoolean("stream"),
        row.getInt("attempts"),
        row.getLong("calls"),
        row.getLong("billed"),
        row.getString("refused_as"),
        Reports.tokens(row),
        Total.usd(row.getBigDecimal("cost")),
        Total.usd(row.getBigDecimal("cost_estimated")),
        row.getString("provenance"));
  }
}
