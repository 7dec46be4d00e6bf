package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.store.Database;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Ending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Looks up attempts that have ended, as a correction needs to know them. Blocks.
public final class EndedAttempts {
  private final Database database;

  /// What is known of an attempt, every correction the database has loaded included.
  ///
  /// @param facts with the tags it has by now
  /// @param reservedAt decides the slices it was booked to
  /// @param reserved what it held
  /// @param usage its tokens; none for an expired attempt, of which nobody knows them
  /// @param boundTokens of an expired attempt, the most it can have used
  /// @param ending how it ended; nothing of one that nobody ended
  /// @param corrected whether the figures are another's than the ending's own
  /// @param origin who told of spend beside the gateway; empty = it went through the gateway
  /// @param requests how many it stands for: of an attempt one
  public record EndedAttempt(
      CallId call,
      int attempt,
      CallFacts facts,
      Instant reservedAt,
      String provider,
      String model,
      String modelServed,
      String serviceTier,
      Money reserved,
      Money cost,
      Usage usage,
      long boundTokens,
      Optional<Ending> ending,
      boolean corrected,
      String origin,
      long requests) {

    /// Input plus output, or their bound.
    public long tokens() {
      return Math.addExact(Math.addExact(usage.input(), usage.output()), boundTokens);
    }
  }

  /// An attempt that ended before its answer did.
  ///
  /// @param route of its call
  /// @param response the provider's id of the answer
  /// @param corrected whether it is known what it used
  public record DeferredAttempt(
      AttemptId id,
      Instant endedAt,
      String route,
      String key,
      String provider,
      String response,
      boolean corrected) {}

  public EndedAttempts(Database database) {
    this.database = database;
  }

  public Optional<EndedAttempt> find(CallId call, int attempt) {
    return database.read(connection -> {
      for (CallSpan span : CallSpan.of(call)) {
        Optional<EndedAttempt> found = find(connection, call, attempt, span);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    });
  }

  private static Optional<EndedAttempt> find(
      Connection connection, CallId call, int attempt, CallSpan span) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT a.*, s.* FROM booked a, (
              SELECT sum(cost) AS cost_now, sum(input_tokens) AS input_now,
                sum(cache_read_tokens) AS read_now, sum(cache_write_5m_tokens) AS write_5m_now,
                sum(cache_write_1h_tokens) AS write_1h_now, sum(output_tokens) AS output_now,
                arg_max(beyond, position) FILTER (kind <> 'rerated') AS beyond_now,
                sum(reasoning_tokens) AS reasoning_now, sum(bound_tokens) AS bound_now,
                sum(CASE WHEN kind = 'correction' THEN 1 ELSE 0 END) AS corrections,
                coalesce(bool_or(kind = 'voided'), false) AS voided
              FROM booked
              WHERE call_id = ? AND attempt = ? AND accepted_at >= ? AND accepted_at < ?) s
            WHERE a.call_id = ? AND a.attempt = ? AND a.accepted_at >= ? AND a.accepted_at < ?
              AND a.counts > 0 AND NOT s.voided
            ORDER BY a.position DESC LIMIT 1
            """)) {
      for (int at : List.of(1, 5)) {
        select.setString(at, call.toString());
        select.setInt(at + 1, attempt);
        span.bind(select, at + 2);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static EndedAttempt read(ResultSet row) throws SQLException {
    OpenAttempt attempt = Columns.attempt(row);
    return new EndedAttempt(
        attempt.id().call(),
        attempt.id().attempt(),
        attempt.facts(),
        attempt.reservedAt(),
        attempt.provider(),
        attempt.model(),
        row.getString("model_served"),
        row.getString("service_tier"),
        attempt.reserved(),
        Money.usd(row.getBigDecimal("cost_now")),
        usage(row),
        row.getLong("bound_now"),
        ending(row.getString("ending")),
        row.getLong("corrections") > 0,
        row.getString("origin"),
        Math.max(1, row.getLong("requests")));
  }

  private static Optional<Ending> ending(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(Ending.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  /// Those whose answers went on, oldest first.
  ///
  /// @param since when they ended, at the earliest
  public List<DeferredAttempt> deferred(Instant since) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT a.call_id, a.attempt, a.booked_at, a.route, a.key_id, a.provider,
                a.response_id,
                EXISTS (SELECT 1 FROM attempt c WHERE c.call_id = a.call_id
                  AND c.attempt = a.attempt AND c.kind = 'correction') AS corrected
              FROM attempt a
              WHERE a.ending = 'deferred' AND a.response_id <> '' AND a.kind <> 'correction'
                AND a.booked_at >= ?
              ORDER BY a.position
              """)) {
        select.setObject(1, LocalDateTime.ofInstant(since, ZoneOffset.UTC));
        List<DeferredAttempt> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            found.add(
                new DeferredAttempt(
                    new AttemptId(CallId.parse(row.getString("call_id")), row.getInt("attempt")),
                    Columns.time(row, "booked_at"),
                    row.getString("route"),
                    row.getString("key_id"),
                    row.getString("provider"),
                    row.getString("response_id"),
                    row.getBoolean("corrected")));
          }
        }
        return found;
      }
    });
  }

  private static Usage usage(ResultSet row) throws SQLException {
    long read = row.getLong("read_now");
    long write5m = row.getLong("write_5m_now");
    long write1h = row.getLong("write_1h_now");
    long reasoning = row.getLong("reasoning_now");
    return new Usage(
        row.getLong("input_now") + read + write5m + write1h,
        read,
        write5m,
        write1h,
        row.getLong("output_now") + reasoning,
        reasoning,
        beyond(row),
        Provenance.REPORTED);
  }

  /// As last known: a correction has all of it anew.
  private static Map<String, Long> beyond(ResultSet row) throws SQLException {
    Map<String, Long> beyond = new HashMap<>();
    ((Map<?, ?>) row.getObject("beyond_now"))
        .forEach((name, quantity) -> beyond.put(name.toString(), ((Number) quantity).longValue()));
    return beyond;
  }
}
