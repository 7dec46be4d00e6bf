package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.base.store.Remembered;
import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.Sql;
import dev.weir.value.ramp.SpendDay;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What the ledger database tells of a use case by itself: for gates. Quarantined calls are of
/// none. Blocks; safe for any number of threads.
public final class GateSums {
  private static final String TOTALS =
      """
      SELECT coalesce(sum(calls), 0) AS calls, coalesce(sum(cost), 0) AS cost,
        count(DISTINCT user_id) FILTER (calls > 0 AND user_id <> '') AS users,
        coalesce(sum(attempts) FILTER (ending <> ''), 0) AS ended,
        coalesce(sum(attempts) FILTER (ending IN
          ('provider_error', 'cut', 'timed_out', 'not_sent')), 0) AS failed,
        count(ttft_micros) AS streams, quantile_cont(ttft_micros, 0.95) AS ttft
      FROM spend
      WHERE use_case = ? AND NOT quarantined AND accepted_at >= ? AND accepted_at < ?
      """;

  private static final String DAYS =
      """
      SELECT CAST(accepted_at AS DATE) AS day, coalesce(sum(calls), 0) AS calls,
        count(DISTINCT user_id) FILTER (calls > 0 AND user_id <> '') AS users,
        coalesce(sum(input_tokens + cache_read_tokens + cache_write_5m_tokens
          + cache_write_1h_tokens + output_tokens + reasoning_tokens), 0) AS tokens,
        coalesce(sum(cost), 0) AS cost
      FROM spend
      WHERE use_case = ? AND NOT quarantined
        AND CAST(accepted_at AS DATE) >= ? AND CAST(accepted_at AS DATE) < ?
      GROUP BY day ORDER BY day
      """;

  private static final String TUNING =
      """
      SELECT environment, purpose, coalesce(sum(calls), 0) AS calls, sum(cost) AS cost
      FROM spend
      WHERE use_case = ? AND NOT quarantined AND accepted_at >= ? AND accepted_at < ?
        AND (purpose IN ('evaluation', 'shadow')
          OR environment NOT IN ('', 'production', 'prod'))
      GROUP BY environment, purpose HAVING sum(cost) <> 0 ORDER BY sum(cost) DESC, 1, 2
      """;

  private static final String ATTRIBUTION =
      """
      SELECT coalesce(sum(cost), 0) AS cost, coalesce(sum(cost_unattributed), 0) AS nobody,
        coalesce(sum(calls), 0) AS calls
      FROM spend WHERE accepted_at >= ? AND accepted_at < ?
      """;

  /// Readings that are remembered.
  private static final int READINGS_MAX = 16;

  private final Database database;
  private final Remembered<Days, Map<String, BigDecimal>> costs;

  private record Days(LocalDate from, LocalDate to) {}

  public GateSums(Database database) {
    this.database = database;
    this.costs = new Remembered<>(database, READINGS_MAX);
  }

  /// @param users different ones who called, of calls that name one
  /// @param ended attempts that came to an end
  /// @param failed of these, by an error, a cut or a deadline, or never sent
  /// @param streams with a first token
  /// @param ttftP95Millis of these
  public record Totals(
      long calls,
      BigDecimal usd,
      long users,
      long ended,
      long failed,
      long streams,
      OptionalDouble ttftP95Millis) {}

  /// Spend on tuning: evaluation, shadows, and environments other than production.
  public record Tuning(String environment, String purpose, long calls, BigDecimal usd) {}

  /// Of all use cases together.
  ///
  /// @param nobody what no use case answers for
  public record Attribution(BigDecimal usd, BigDecimal nobody, long calls) {}

  public Totals totals(String useCase, Instant from, Instant to) {
    Sql sql = new Sql().add(TOTALS, useCase, ReportRange.utc(from), ReportRange.utc(to));
    return one(
        sql,
        row -> {
          double micros = row.getDouble("ttft");
          OptionalDouble ttft =
              row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(micros / 1_000);
          return new Totals(
              row.getLong("calls"),
              row.getBigDecimal("cost"),
              row.getLong("users"),
              row.getLong("ended"),
              row.getLong("failed"),
              row.getLong("streams"),
              ttft);
        });
  }

  public Attribution attribution(Instant from, Instant to) {
    return one(
        new Sql().add(ATTRIBUTION, ReportRange.utc(from), ReportRange.utc(to)),
        row ->
            new Attribution(
                row.getBigDecimal("cost"), row.getBigDecimal("nobody"), row.getLong("calls")));
  }

  /// Dearest first.
  public List<Tuning> tuning(String useCase, Instant from, Instant to) {
    Sql sql = new Sql().add(TUNING, useCase, ReportRange.utc(from), ReportRange.utc(to));
    return database.read(connection ->
        sql.list(
            connection,
            row ->
                new Tuning(
                    row.getString("environment"),
                    row.getString("purpose"),
                    row.getLong("calls"),
                    row.getBigDecimal("cost"))));
  }

  /// What each use case cost from a day of UTC on and before another, of those that cost anything.
  public Map<String, BigDecimal> costs(LocalDate from, LocalDate to) {
    return costs.of(new Days(from, to), () -> read(from, to));
  }

  private Map<String, BigDecimal> read(LocalDate from, LocalDate to) {
    Map<String, BigDecimal> costs = new TreeMap<>();
    database.read(connection ->
        new Sql()
            .add("SELECT use_case, sum(cost) AS cost FROM ")
            .add(SpendHours.PLAIN.spend(connection, from.atStartOfDay(), to.atStartOfDay()))
            .add(
                " WHERE use_case <> '' AND NOT quarantined AND accepted_at >= ?",
                from.atStartOfDay())
            .add(" AND accepted_at < ? GROUP BY use_case", to.atStartOfDay())
            .list(
                connection,
                row -> costs.put(row.getString("use_case"), row.getBigDecimal("cost"))));
    return Collections.unmodifiableMap(costs);
  }

  /// Every day from one on and before another, in order; a day without calls is one of nothing.
  public List<SpendDay> days(String useCase, LocalDate from, LocalDate to) {
    Sql sql = new Sql().add(DAYS, useCase, from, to);
    Map<LocalDate, SpendDay> told = new TreeMap<>();
    database
        .read(connection ->
            sql.list(
                connection,
                row ->
                    new SpendDay(
                        row.getObject("day", LocalDate.class),
                        row.getLong("users"),
                        Math.max(0, row.getLong("calls")),
                        Math.max(0, row.getLong("tokens")),
                        row.getBigDecimal("cost"))))
        .forEach(day -> told.put(day.day(), day));
    List<SpendDay> all = new ArrayList<>();
    from.datesUntil(to)
        .forEach(
            day -> all.add(told.getOrDefault(day, new SpendDay(day, 0, 0, 0, BigDecimal.ZERO))));
    return List.copyOf(all);
  }

  private <T> T one(Sql sql, Sql.Reading<T> reading) {
    return database.read(connection -> sql.list(connection, reading)).getFirst();
  }
}
