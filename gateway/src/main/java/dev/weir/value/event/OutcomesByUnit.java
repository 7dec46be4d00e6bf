package dev.weir.value.event;

import dev.weir.base.store.Database;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Span;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Outcomes one by one, by the unit each was told with. Thread-safe; blocks.
public final class OutcomesByUnit {
  /// As many as are held in memory.
  private static final int ROWS_MAX = 1_000_000;

  private final Database database;
  private final ReentrantLock alone = new ReentrantLock();

  OutcomesByUnit(Database database) {
    this.database = database;
  }

  /// Does something with outcomes in memory while nobody else does: a million of them are as many
  /// as fit beside everything else. Others wait for their turn.
  public <T> T alone(Supplier<T> work) {
    alone.lock();
    try {
      return work.get();
    } finally {
      alone.unlock();
    }
  }

  /// Those of a span that name a unit, by unit and when they occurred. More than a million are an
  /// [IllegalArgumentException].
  ///
  /// @param by user, session or ticket
  /// @param known in force before this instant
  public List<UnitOutcome> of(By by, Span span, Instant known) {
    String sql =
        """
        WITH told AS (
          SELECT position, %s AS unit, occurred_utc, success,
            CASE WHEN valued THEN coalesce(value_usd, 0) END AS value_usd
          FROM outcome_part
          WHERE at_utc < ? AND until_utc >= ? AND use_case = ?
            AND occurred_utc >= ? AND occurred_utc < ? AND unit <> ''
          LIMIT ?)
        SELECT t.*, k.name, k.figure FROM told t LEFT JOIN kpi k ON k.outcome = t.position
        ORDER BY t.unit, t.occurred_utc, t.position, k.name
        """
            .formatted(by.column());
    List<UnitOutcome> all =
        database.read(connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, OutcomeRows.utc(known));
            select.setObject(2, OutcomeRows.utc(known));
            select.setString(3, span.useCase());
            select.setObject(4, OutcomeRows.utc(span.from()));
            select.setObject(5, OutcomeRows.utc(span.to()));
            select.setInt(6, ROWS_MAX + 1);
            return read(select);
          }
        });
    if (all.size() > ROWS_MAX) {
      throw new IllegalArgumentException(
          "at most %,d outcomes of '%s' are read one by one, there are more: ask for a shorter time"
              .formatted(ROWS_MAX, span.useCase()));
    }
    return all;
  }

  /// A row for each KPI of an outcome, or one without.
  private static List<UnitOutcome> read(PreparedStatement select) throws SQLException {
    List<UnitOutcome> all = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      boolean more = row.next();
      while (more) {
        long position = row.getLong("position");
        String unit = row.getString("unit");
        Instant at = OutcomeRows.instant(row, "occurred_utc");
        boolean success = row.getBoolean("success");
        Optional<BigDecimal> value = Optional.ofNullable(row.getBigDecimal("value_usd"));
        Map<String, BigDecimal> kpis = Map.of();
        while (more && row.getLong("position") == position) {
          String kpi = row.getString("name");
          if (kpi != null) {
            kpis = kpis.isEmpty() ? new HashMap<>() : kpis;
            kpis.put(kpi, row.getBigDecimal("figure"));
          }
          more = row.next();
        }
        String same = all.isEmpty() ? unit : all.getLast().unit();
        all.add(new UnitOutcome(unit.equals(same) ? same : unit, at, success, value, kpis));
      }
    }
    return all;
  }
}
