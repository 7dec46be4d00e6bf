package dev.weir.value.event;

import dev.weir.value.event.OutcomeRow.Kind;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.outcome.Appraisal.Appraised;
import dev.weir.value.outcome.Appraisal.Value;
import dev.weir.value.outcome.ToldOutcome;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// The rows of the tables `outcome`, `part`, `kpi` and `superseded`.
final class OutcomeRows {
  /// Up to as many ids each is looked up by the index; of more all rows are gone through once.
  private static final int FEW = 64;

  private OutcomeRows() {}

  /// The last row of each of some ids, by id: the one whose place no other has taken.
  static Map<String, OutcomeRow> heads(Connection connection, Collection<String> ids)
      throws SQLException {
    return ids.size() <= FEW ? headsOfFew(connection, ids) : headsOfMany(connection, ids);
  }

  private static Map<String, OutcomeRow> headsOfFew(Connection connection, Collection<String> ids)
      throws SQLException {
    Map<Long, OutcomeRow> rows = new HashMap<>();
    try (PreparedStatement select =
        listing(connection, "SELECT * FROM outcome WHERE outcome_id", ids)) {
      read(select).forEach(row -> rows.put(row.position(), row));
    }
    try (PreparedStatement select =
            listing(connection, "SELECT outcome FROM superseded WHERE outcome", rows.keySet());
        ResultSet superseded = select.executeQuery()) {
      while (superseded.next()) {
        rows.remove(superseded.getLong("outcome"));
      }
    }
    Map<String, OutcomeRow> heads = new HashMap<>();
    rows.values().forEach(row -> heads.put(row.id(), row));
    return heads;
  }

  /// A list of constants is what the index is asked by; a subquery is not.
  private static PreparedStatement listing(Connection connection, String of, Collection<?> values)
      throws SQLException {
    String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
    PreparedStatement select =
        connection.prepareStatement(
            values.isEmpty() ? of + " IS NULL" : of + " IN (" + marks + ")");
    int at = 1;
    for (Object value : values) {
      select.setObject(at++, value);
    }
    return select;
  }

  private static Map<String, OutcomeRow> headsOfMany(Connection connection, Collection<String> ids)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT * FROM outcome o
            WHERE outcome_id IN (SELECT unnest(CAST(? AS VARCHAR[])))
              AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.outcome = o.position)
            """)) {
      select.setArray(1, connection.createArrayOf("VARCHAR", ids.toArray()));
      Map<String, OutcomeRow> heads = new HashMap<>();
      for (OutcomeRow row : read(select)) {
        heads.put(row.id(), row);
      }
      return heads;
    }
  }

  /// When outcomes were told first, and when they occurred by what is in force, by id: of an id
  /// that was taken back and told anew, since then.
  static Map<String, Outcomes.Before> before(Connection connection, Collection<String> ids)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT outcome_id, max(at_utc) FILTER (kind = 'told') AS first_told,
              arg_max(occurred_utc, position) AS occurred
            FROM outcome WHERE outcome_id IN (SELECT unnest(CAST(? AS VARCHAR[])))
            GROUP BY outcome_id
            """)) {
      select.setArray(1, connection.createArrayOf("VARCHAR", ids.toArray()));
      Map<String, Outcomes.Before> before = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          before.put(
              row.getString("outcome_id"),
              new Outcomes.Before(instant(row, "first_told"), instant(row, "occurred")));
        }
      }
      return before;
    }
  }

  /// All rows about an id, in their order.
  static List<OutcomeRow> history(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM outcome WHERE outcome_id = ? ORDER BY position")) {
      select.setString(1, id);
      return read(select);
    }
  }

  static List<OutcomeRow> read(PreparedStatement select) throws SQLException {
    List<OutcomeRow> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(row(rows));
      }
    }
    return found;
  }

  private static OutcomeRow row(ResultSet row) throws SQLException {
    BigDecimal usd = row.getBigDecimal("value_usd");
    Optional<Value> value =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(new Value(usd, Evidence.of(row.getString("evidence"))));
    return new OutcomeRow(
        row.getLong("position"),
        instant(row, "at_utc"),
        row.getString("who"),
        row.getString("why"),
        Kind.of(row.getString("kind")),
        new Appraised(
            ToldOutcome.of(FlatText.texts(row.getString("content"))),
            row.getBoolean("success"),
            value,
            row.getInt("definition"),
            FlatText.numbers(row.getString("rates"))));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  static long last(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Within the caller's transaction, after its first statement.
  static void insert(Connection connection, List<Telling.Step> steps) throws SQLException {
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    List<OutcomeRow> counted =
        steps.stream().map(Telling.Step::row).filter(row -> !row.isVoid()).toList();
    try (DuckDBAppender outcomes = duck.createAppender("outcome")) {
      for (Telling.Step step : steps) {
        append(outcomes, step.row());
      }
    }
    long position = last(connection, "SELECT coalesce(max(position), 0) FROM part");
    try (DuckDBAppender parts = duck.createAppender("part")) {
      for (OutcomeRow row : counted) {
        position = appendParts(parts, position, row);
      }
    }
    position = last(connection, "SELECT coalesce(max(position), 0) FROM kpi");
    try (DuckDBAppender kpis = duck.createAppender("kpi")) {
      for (OutcomeRow row : counted) {
        position = appendKpis(kpis, position, row);
      }
    }
    position = last(connection, "SELECT coalesce(max(position), 0) FROM superseded");
    try (DuckDBAppender superseded = duck.createAppender("superseded")) {
      for (Telling.Step step : steps) {
        if (step.before().isPresent()) {
          superseded.beginRow();
          superseded.append(++position);
          superseded.append((long) step.before().get());
          superseded.append(step.row().position());
          superseded.append(utc(step.row().at()));
          superseded.endRow();
        }
      }
    }
  }

  private static void append(DuckDBAppender to, OutcomeRow row) throws SQLException {
    ToldOutcome told = row.what().told();
    to.beginRow();
    to.append(row.position());
    to.append(utc(row.at()));
    to.append(row.who());
    to.append(row.why());
    to.append(row.kind().code());
    to.append(told.useCase());
    to.append(told.id());
    to.append(utc(told.occurredAt()));
    to.append(FlatText.of(told.fields()));
    to.append(row.what().success());
    Optional<Value> value = row.what().value();
    if (value.isPresent()) {
      to.append(value.get().usd().setScale(12));
      to.append(value.get().evidence().code());
    } else {
      to.appendNull();
      to.appendNull();
    }
    to.append(row.what().definition());
    to.append(FlatText.of(row.what().rates()));
    to.append(told.links().call());
    to.append(told.links().session());
    to.append(told.links().ticket());
    to.append(told.links().user());
    to.endRow();
  }

  private static long appendParts(DuckDBAppender to, long last, OutcomeRow row)
      throws SQLException {
    ToldOutcome told = row.what().told();
    long position = last;
    for (Map.Entry<String, BigDecimal> part : told.parts().entrySet()) {
      to.beginRow();
      to.append(++position);
      to.append(row.position());
      to.append(part.getKey());
      to.append(utc(told.occurredAt()));
      to.append(told.quantity().multiply(part.getValue()).setScale(12));
      Optional<Value> value = row.what().value();
      if (value.isPresent()) {
        to.append(value.get().usd().multiply(part.getValue()).setScale(18));
      } else {
        to.appendNull();
      }
      to.endRow();
    }
    return position;
  }

  private static long appendKpis(DuckDBAppender to, long last, OutcomeRow row) throws SQLException {
    long position = last;
    for (Map.Entry<String, BigDecimal> kpi : row.what().told().kpis().entrySet()) {
      to.beginRow();
      to.append(++position);
      to.append(row.position());
      to.append(kpi.getKey());
      to.append(kpi.getValue().setScale(12));
      to.endRow();
    }
    return position;
  }
}
