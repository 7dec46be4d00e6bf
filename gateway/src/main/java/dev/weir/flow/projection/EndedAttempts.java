package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.store.Database;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Looks up attempts that have ended, as a correction needs to know them. Blocks.
public final class EndedAttempts {
  private final Database database;

  /// What is known of an attempt, every correction the database has loaded included.
  ///
  /// @param reservedAt decides the slices it was booked to
  /// @param usage its tokens; none for an expired attempt, of which nobody knows them
  /// @param boundTokens of an expired attempt, the most it can have used
  public record EndedAttempt(
      CallId call,
      int attempt,
      CallFacts facts,
      Instant reservedAt,
      String provider,
      String model,
      String modelServed,
      String serviceTier,
      Money cost,
      Usage usage,
      long boundTokens) {

    /// Input plus output, or their bound.
    public long tokens() {
      return Math.addExact(Math.addExact(usage.input(), usage.output()), boundTokens);
    }
  }

  public EndedAttempts(Database database) {
    this.database = database;
  }

  public Optional<EndedAttempt> find(CallId call, int attempt) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT a.*, s.* FROM attempt a, (
                SELECT sum(cost) AS cost_now, sum(input_tokens) AS input_now,
                  sum(cache_read_tokens) AS read_now, sum(cache_write_5m_tokens) AS write_5m_now,
                  sum(cache_write_1h_tokens) AS write_1h_now, sum(output_tokens) AS output_now,
                  sum(reasoning_tokens) AS reasoning_now, sum(bound_tokens) AS bound_now
                FROM attempt WHERE call_id = ? AND attempt = ?) s
              WHERE a.call_id = ? AND a.attempt = ? AND a.kind <> 'correction'
              """)) {
        select.setString(1, call.toString());
        select.setInt(2, attempt);
        select.setString(3, call.toString());
        select.setInt(4, attempt);
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? Optional.of(read(row)) : Optional.empty();
        }
      }
    });
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
        Money.usd(row.getBigDecimal("cost_now")),
        usage(row),
        row.getLong("bound_now"));
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
        Map.of(),
        Provenance.REPORTED);
  }
}
