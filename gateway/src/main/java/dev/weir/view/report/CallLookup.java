package dev.weir.view.report;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.projection.CallSpan;
import dev.weir.flow.projection.TagColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gathers one call from the tables, on one connection.
final class CallLookup {
  private static final double MICROS_PER_SECOND = 1e6;

  private final Connection connection;
  private final CallId id;
  private CallSpan span;

  CallLookup(Connection connection, CallId id) {
    this.connection = connection;
    this.id = id;
    this.span = CallSpan.of(id).getFirst();
  }

  Optional<CallRecord> read() throws SQLException {
    // One transaction, so that a call that ends meanwhile is not seen twice or not at all.
    connection.setAutoCommit(false);
    for (CallSpan each : CallSpan.of(id)) {
      span = each;
      Optional<CallRecord> found = find();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<CallRecord> find() throws SQLException {
    List<CallRecord.Reserved> open = open();
    List<CallRecord.Booked> booked = booked();
    Optional<CallRecord.Refusal> refusal = refusal();
    for (String table : List.of("booked", "open_attempt", "refusal")) {
      Optional<CallRecord> found = head(table, open, booked, refusal);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<CallRecord> head(
      String table,
      List<CallRecord.Reserved> open,
      List<CallRecord.Booked> booked,
      Optional<CallRecord.Refusal> refusal)
      throws SQLException {
    try (PreparedStatement select = byCall("SELECT * FROM " + table, "DESC LIMIT 1");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      String parent = row.getString("parent_call");
      return Optional.of(
          new CallRecord(
              id,
              time(row, "accepted_at"),
              who(row),
              row.getString("route"),
              row.getString("model_asked"),
              row.getBoolean("stream"),
              row.getString("purpose"),
              parent.isEmpty() ? Optional.empty() : Optional.of(CallId.parse(parent)),
              open,
              booked,
              refusal));
    }
  }

  private static Map<String, String> who(ResultSet row) throws SQLException {
    Map<String, String> who = new TreeMap<>();
    ((Map<?, ?>) row.getObject("tags")).forEach((k, v) -> who.put(k.toString(), v.toString()));
    for (String tag : TagNames.OF_PRINCIPAL) {
      who.put(tag, row.getString(TagColumn.of(tag).orElseThrow()));
    }
    who.put(TagNames.KEY, row.getString("key_id"));
    who.values().removeIf(String::isEmpty);
    return who;
  }

  private List<CallRecord.Reserved> open() throws SQLException {
    List<CallRecord.Reserved> open = new ArrayList<>();
    try (PreparedStatement select = byCall("SELECT * FROM open_attempt");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        open.add(reserved(row));
      }
    }
    return open;
  }

  private static CallRecord.Reserved reserved(ResultSet row) throws SQLException {
    return new CallRecord.Reserved(
        row.getInt("attempt"),
        time(row, "reserved_at"),
        row.getString("provider"),
        row.getString("model"),
        Money.usd(row.getBigDecimal("reserved")),
        row.getLong("reserved_tokens"),
        texts(row, "holds"),
        texts(row, "notes"),
        row.getString("price_book"),
        row.getString("rule_book"),
        row.getString("cause"),
        row.getString("out_wire"),
        row.getString("parameters"),
        row.getString("arm_path"),
        row.getString("names_book"),
        modules(row.getString("modules")));
  }

  private static List<String> modules(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  private List<CallRecord.Booked> booked() throws SQLException {
    List<CallRecord.Booked> booked = new ArrayList<>();
    try (PreparedStatement select = byCall("SELECT * FROM booked");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        booked.add(booked(row));
      }
    }
    return booked;
  }

  private CallRecord.Booked booked(ResultSet row) throws SQLException {
    long position = row.getLong("position");
    return new CallRecord.Booked(
        position,
        row.getString("kind"),
        time(row, "booked_at"),
        reserved(row),
        Money.usd(row.getBigDecimal("cost")),
        row.getString("provenance"),
        row.getString("price_book"),
        texts(row, "unpriced"),
        row.getString("model_served"),
        row.getString("service_tier"),
        row.getString("response_id"),
        row.getString("fingerprint"),
        row.getInt("status"),
        row.getString("ending"),
        row.getString("source"),
        row.getString("who"),
        row.getString("why"),
        speed(row),
        lines(position, row.getInt("attempt")));
  }

  private static Optional<CallRecord.Speed> speed(ResultSet row) throws SQLException {
    Optional<Long> total = micros(row, "total_micros");
    Optional<Long> admit = micros(row, "admit_micros");
    if (total.isEmpty() && admit.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> firstToken = micros(row, "first_token_micros");
    long output = row.getLong("output_tokens") + row.getLong("reasoning_tokens");
    long took = total.orElse(0L) - firstToken.orElse(0L);
    boolean known = output > 0 && took > 0;
    return Optional.of(
        new CallRecord.Speed(
            micros(row, "first_byte_micros"),
            firstToken,
            micros(row, "first_completion_micros"),
            micros(row, "frame_gap_p50_micros"),
            micros(row, "frame_gap_p99_micros"),
            total,
            row.getInt("frames"),
            micros(row, "queue_micros"),
            admit,
            micros(row, "connect_micros"),
            known ? Optional.of(output * MICROS_PER_SECOND / took) : Optional.empty()));
  }

  private static Optional<Long> micros(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return micros < 0 ? Optional.empty() : Optional.of(micros);
  }

  private List<CallRecord.Line> lines(long position, int attempt) throws SQLException {
    List<CallRecord.Line> lines = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT * FROM booked_line WHERE position = ? AND call_id = ? AND attempt = ?
            ORDER BY line
            """)) {
      select.setLong(1, position);
      select.setString(2, id.toString());
      select.setInt(3, attempt);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(
              new CallRecord.Line(
                  row.getString("meter"),
                  row.getLong("quantity"),
                  Optional.ofNullable(row.getBigDecimal("unit_price")).map(Money::usd),
                  Money.usd(row.getBigDecimal("amount"))));
        }
      }
    }
    return lines;
  }

  private Optional<CallRecord.Refusal> refusal() throws SQLException {
    try (PreparedStatement select = byCall("SELECT * FROM refusal");
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new CallRecord.Refusal(
                  row.getLong("position"),
                  row.getString("kind"),
                  row.getString("rule"),
                  row.getString("message"),
                  row.getString("rule_book")))
          : Optional.empty();
    }
  }

  private PreparedStatement byCall(String selectFrom) throws SQLException {
    return byCall(selectFrom, "");
  }

  /// @param order what follows the order by position
  private PreparedStatement byCall(String selectFrom, String order) throws SQLException {
    PreparedStatement select =
        connection.prepareStatement(
            selectFrom
                + " WHERE call_id = ? AND accepted_at >= ? AND accepted_at < ? ORDER BY position "
                + order);
    select.setString(1, id.toString());
    span.bind(select, 2);
    return select;
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    Object[] values = (Object[]) row.getArray(column).getArray();
    return Arrays.stream(values).map(Object::toString).toList();
  }
}
