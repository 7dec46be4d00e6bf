package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the columns that every table about attempts has, the counterpart of [TableAppender].
final class Columns {
  private Columns() {}

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  static OpenAttempt attempt(ResultSet row) throws SQLException {
    return new OpenAttempt(
        row.getLong("position"),
        new AttemptId(CallId.parse(row.getString("call_id")), row.getInt("attempt")),
        time(row, "accepted_at"),
        facts(row),
        time(row, "reserved_at"),
        row.getString("provider"),
        row.getString("model"),
        Money.usd(row.getBigDecimal("reserved")),
        row.getLong("reserved_tokens"),
        texts(row, "holds"),
        texts(row, "notes"),
        row.getString("price_book"),
        row.getString("rule_book"),
        course(row));
  }

  private static Course course(ResultSet row) throws SQLException {
    return new Course(
        row.getString("cause"),
        row.getString("out_wire"),
        row.getString("arm_path"),
        row.getString("names_book"),
        modules(row.getString("modules")),
        row.getString("parameters"),
        row.getString("slot"));
  }

  /// Reads what [TableAppender#modules] writes.
  static List<Course.Used> modules(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(Columns::used).toList();
  }

  private static Course.Used used(String text) {
    int at = text.indexOf('@');
    int colon = text.indexOf(':', at);
    return new Course.Used(
        text.substring(0, at),
        Integer.parseInt(text, at + 1, colon, 10),
        Long.parseLong(text, colon + 1, text.length(), 10));
  }

  private static CallFacts facts(ResultSet row) throws SQLException {
    String parent = row.getString("parent_call");
    return new CallFacts(
        new Principal(row.getString("key_id"), tags(row), row.getBoolean("quarantined")),
        row.getString("route"),
        row.getString("model_asked"),
        row.getBoolean("stream"),
        row.getString("purpose"),
        parent.isEmpty() ? Optional.empty() : Optional.of(CallId.parse(parent)),
        row.getInt("body_bytes"));
  }

  static Tags tags(ResultSet row) throws SQLException {
    Map<String, String> tags = new TreeMap<>();
    ((Map<?, ?>) row.getObject("tags"))
        .forEach((name, value) -> tags.put(name.toString(), value.toString()));
    for (String name : TagNames.OF_PRINCIPAL) {
      String value = row.getString(TagColumn.of(name).orElseThrow());
      if (!value.isEmpty()) {
        tags.put(name, value);
      }
    }
    return Tags.of(tags);
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    Object[] values = (Object[]) row.getArray(column).getArray();
    return Arrays.stream(values).map(Object::toString).toList();
  }
}
