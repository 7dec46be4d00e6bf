package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.TagNames;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Fills one table, value by value in the order of its columns. Rows appear with [#flush()].
final class TableAppender implements AutoCloseable {
  private final DuckDBAppender appender;

  TableAppender(DuckDBConnection connection, String table) throws SQLException {
    this.appender = connection.createAppender(table);
  }

  /// @param catalog another than the connection's own
  TableAppender(DuckDBConnection connection, String catalog, String table) throws SQLException {
    this.appender = connection.createAppender(catalog, "main", table);
  }

  TableAppender begin() throws SQLException {
    appender.beginRow();
    return this;
  }

  void end() throws SQLException {
    appender.endRow();
  }

  TableAppender text(String value) throws SQLException {
    appender.append(value);
    return this;
  }

  TableAppender count(long value) throws SQLException {
    appender.append(value);
    return this;
  }

  TableAppender number(int value) throws SQLException {
    appender.append(value);
    return this;
  }

  TableAppender flag(boolean value) throws SQLException {
    appender.append(value);
    return this;
  }

  TableAppender time(Instant value) throws SQLException {
    appender.appendEpochMicros(
        Math.addExact(
            Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / 1_000));
    return this;
  }

  TableAppender day(LocalDate value) throws SQLException {
    appender.append(value);
    return this;
  }

  TableAppender money(Money value) throws SQLException {
    appender.append(value.toBigDecimal());
    return this;
  }

  TableAppender price(BigDecimal value) throws SQLException {
    appender.append(value);
    return this;
  }

  TableAppender nothing() throws SQLException {
    appender.appendNull();
    return this;
  }

  TableAppender total(Total value) throws SQLException {
    appender.append(value.toBigInteger());
    return this;
  }

  TableAppender texts(List<String> values) throws SQLException {
    appender.append(values);
    return this;
  }

  TableAppender map(Map<String, ?> values) throws SQLException {
    appender.append(values);
    return this;
  }

  /// The columns `key_id` to `body_bytes`.
  TableAppender facts(CallFacts facts) throws SQLException {
    Principal principal = facts.principal();
    text(principal.key()).flag(principal.quarantined());
    SortedMap<String, String> free = principal.tags().toMap();
    for (String name : TagNames.OF_PRINCIPAL) {
      text(principal.tags().valueOrEmpty(name));
      free.remove(name);
    }
    free.remove(TagNames.KEY);
    return map(free)
        .text(facts.route())
        .text(facts.modelAsked())
        .flag(facts.stream())
        .text(facts.purpose())
        .text(facts.parent().map(CallId::toString).orElse(""))
        .number(facts.bodyBytes());
  }

  /// The columns `call_id` to `notes`.
  TableAppender attempt(OpenAttempt attempt) throws SQLException {
    return text(attempt.id().call().toString())
        .number(attempt.id().attempt())
        .time(attempt.acceptedAt())
        .facts(attempt.facts())
        .time(attempt.reservedAt())
        .text(attempt.provider())
        .text(attempt.model())
        .money(attempt.reserved())
        .count(attempt.reservedTokens())
        .texts(attempt.holds())
        .texts(attempt.notes());
  }

  /// The columns `cause` to `slot`.
  TableAppender course(Course course) throws SQLException {
    return text(course.cause())
        .text(course.wire())
        .text(course.path())
        .text(course.names())
        .text(course.parameters())
        .text(course.slot());
  }

  /// The column `modules`: `tone@2:31 policy@5:120`, module, version and tokens.
  TableAppender modules(List<Course.Used> modules) throws SQLException {
    return text(
        modules.stream()
            .map(used -> used.module() + "@" + used.version() + ":" + used.tokens())
            .collect(Collectors.joining(" ")));
  }

  void flush() throws SQLException {
    appender.flush();
  }

  @Override
  public void close() throws SQLException {
    appender.close();
  }
}
