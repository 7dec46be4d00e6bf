package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/// Writes the rows of one batch into a transaction that the caller has begun: an appender that is
/// flushed outside of one commits by itself.
final class RowWriter implements AutoCloseable {
  /// Of a month without spend.
  private static final Entry.PeriodFigure NOTHING =
      new Entry.PeriodFigure("", Total.ZERO, Total.ZERO, Total.ZERO, Optional.empty());

  private final DuckDBConnection connection;
  private final PastBooks books;
  private final Map<String, TableAppender> appenders = new LinkedHashMap<>();
  private final Map<AttemptId, OpenAttempt> opened = new LinkedHashMap<>();
  private final Set<AttemptId> ended = new LinkedHashSet<>();
  private final List<String> anomalies = new ArrayList<>();

  RowWriter(Connection connection, PastBooks books) throws SQLException {
    this.books = books;
    this.connection = connection.unwrap(DuckDBConnection.class);
  }

  void write(Row row) throws SQLException {
    switch (row) {
      case Row.Opened it -> opened.put(it.attempt().id(), it.attempt());
      case Row.Booked it -> booked(it);
      case Row.Refused it -> refused(it);
      case Row.Overran it -> overran(it);
      case Row.Alerted it -> alerted(it);
      case Row.BookOpened it -> bookOpened(it);
      case Row.Drifted it -> drifted(it);
      case Row.Bypassed it -> bypassed(it);
      case Row.ScopeGrew it -> scopeGrew(it);
      case Row.Rerated it -> rerated(it);
      case Row.Retagged it -> retagged(it);
      case Row.PeriodClosed it -> periodClosed(it);
      case Row.Anomaly it -> anomaly(it.position(), it.call().toString(), it.attempt(), it.what());
    }
  }

  private void anomaly(long position, String call, int attempt, String what) throws SQLException {
    to("anomaly").count(position).text(call).number(attempt).text(what).end();
    anomalies.add(what);
  }

  /// What contradicts the entries before it.
  List<String> anomalies() {
    return anomalies;
  }

  /// Makes the rows so far readable on this connection.
  void flush() throws SQLException {
    for (TableAppender appender : appenders.values()) {
      appender.flush();
    }
  }

  /// Writes what is left: an attempt that was opened and ended in the same batch leaves no trace
  /// among the open ones.
  void finish() throws SQLException {
    for (OpenAttempt attempt : opened.values()) {
      to("open_attempt")
          .count(attempt.position())
          .attempt(attempt)
          .text(attempt.priceBook())
          .text(attempt.ruleBook())
          .course(attempt.course())
          .modules(attempt.course().modules())
          .end();
    }
    flush();
    forgetEnded();
  }

  private void booked(Row.Booked row) throws SQLException {
    TableAppender table =
        to("attempt")
            .count(row.position())
            .text(row.kind().name().toLowerCase(Locale.ROOT))
            .time(row.at())
            .attempt(row.attempt())
            .text(row.priceBook())
            .text(row.attempt().ruleBook());
    figures(table, row);
    answer(table, row);
    lines(row);
    shares(row);
    if (endsAttempt(row.kind()) && opened.remove(row.attempt().id()) == null) {
      ended.add(row.attempt().id());
    }
  }

  private static boolean endsAttempt(Row.Kind kind) {
    return switch (kind) {
      case SETTLED, RELEASED, EXPIRED -> true;
      case CORRECTION, RECORDED, VOIDED, DUE -> false;
    };
  }

  private static int requests(Row.Booked row) {
    return switch (row.kind()) {
      case SETTLED, EXPIRED -> 1;
      case RELEASED, CORRECTION, DUE -> 0;
      case RECORDED, VOIDED -> Math.toIntExact(row.beside().requests());
    };
  }

  private static void figures(TableAppender table, Row.Booked row) throws SQLException {
    Figures figures = row.figures();
    table
        .count(figures.input())
        .count(figures.cacheRead())
        .count(figures.cacheWrite5m())
        .count(figures.cacheWrite1h())
        .count(figures.output())
        .count(figures.reasoning())
        .count(figures.boundTokens())
        .number(requests(row))
        .money(figures.cost())
        .money(figures.costCounted())
        .money(figures.costEstimated())
        .number(figures.partlyUnpriced())
        .texts(row.unpriced())
        .map(row.beyond())
        .text(row.provenance().map(RowWriter::code).orElse(""));
  }

  private static String code(Provenance provenance) {
    return provenance.name().toLowerCase(Locale.ROOT);
  }

  private static void answer(TableAppender table, Row.Booked row) throws SQLException {
    Row.Answer answer = row.answer();
    Timing timing = row.timing();
    table
        .text(answer.modelServed())
        .text(answer.serviceTier())
        .text(answer.responseId())
        .number(answer.status())
        .text(answer.ending())
        .count(timing.firstByteMicros())
        .count(timing.firstTokenMicros())
        .count(timing.firstCompletionMicros())
        .count(timing.frameGapP50Micros())
        .count(timing.frameGapP99Micros())
        .count(timing.totalMicros())
        .number(timing.frames())
        .text(row.origin().source())
        .text(row.origin().who())
        .text(row.origin().why())
        .course(row.attempt().course())
        .text(answer.fingerprint())
        .text(answer.region())
        .count(timing.queueMicros())
        .count(timing.admitMicros())
        .count(timing.connectMicros())
        .modules(row.attempt().course().modules());
    beside(table, row.beside());
  }

  private static void beside(TableAppender table, Row.Beside beside) throws SQLException {
    table.text(beside.source()).text(beside.id()).text(beside.digest()).text(beside.account());
    if (beside.until().isPresent()) {
      table.time(beside.until().get()).end();
    } else {
      table.nothing().end();
    }
  }

  private void lines(Row.Booked row) throws SQLException {
    int number = 0;
    for (Figures.Line line : row.figures().lines()) {
      TableAppender table =
          to("charge_line")
              .count(row.position())
              .number(++number)
              .text(row.attempt().id().call().toString())
              .number(row.attempt().id().attempt())
              .text(line.meter())
              .count(line.quantity());
      price(table, line.unitPrice());
      table.money(line.amount());
      price(table, line.listUnitPrice());
      table.end();
    }
  }

  private static void price(TableAppender table, Optional<Money> price) throws SQLException {
    if (price.isPresent()) {
      table.money(price.get());
    } else {
      table.nothing();
    }
  }

  private void shares(Row.Booked row) throws SQLException {
    for (ModuleShare share : row.shares()) {
      to("attempt_module")
          .count(row.position())
          .text(row.attempt().id().call().toString())
          .number(row.attempt().id().attempt())
          .text(share.module())
          .number(share.version())
          .count(share.tokens())
          .money(share.cost())
          .end();
    }
  }

  private void refused(Row.Refused row) throws SQLException {
    to("refusal")
        .count(row.position())
        .text(row.entry().call().toString())
        .time(row.entry().at())
        .facts(row.entry().facts())
        .text(row.entry().kind())
        .text(row.entry().rule())
        .text(row.entry().message())
        .text(row.entry().ruleBook())
        .end();
  }

  private void overran(Row.Overran row) throws SQLException {
    to("overrun")
        .count(row.position())
        .text(row.entry().call().toString())
        .number(row.entry().attempt())
        .time(row.entry().at())
        .money(row.entry().reserved())
        .money(row.entry().charged())
        .end();
  }

  private void alerted(Row.Alerted row) throws SQLException {
    to("alert")
        .count(row.position())
        .time(row.entry().at())
        .text(row.entry().balance().rule())
        .text(row.entry().balance().value())
        .count(row.entry().balance().slice())
        .number(row.entry().threshold())
        .total(row.entry().settled())
        .total(row.entry().limit())
        .end();
  }

  private void bookOpened(Row.BookOpened row) throws SQLException {
    to("book")
        .count(row.position())
        .text(row.entry().kind())
        .text(row.entry().version())
        .time(row.entry().at())
        .text(row.entry().who())
        .text(row.entry().content())
        .end();
  }

  private void rerated(Row.Rerated row) throws SQLException {
    Entry.Rerated entry = row.entry();
    to("rerating")
        .count(row.position())
        .text(entry.run())
        .time(entry.at())
        .time(entry.from())
        .time(entry.until())
        .text(entry.priceBook())
        .count(entry.changed())
        .price(entry.was().toUsd())
        .price(entry.now().toUsd())
        .text(entry.who())
        .text(entry.why())
        .end();
    flush();
    Optional<String> wrong = new Restating(connection, row.position(), entry).write(books);
    if (wrong.isPresent()) {
      anomaly(row.position(), "", 0, wrong.get());
    }
  }

  private void retagged(Row.Retagged row) throws SQLException {
    Entry.Retagged entry = row.entry();
    Retag retag = Retag.of(entry);
    to("retagging")
        .count(row.position())
        .text(entry.run())
        .time(entry.at())
        .time(entry.from())
        .time(entry.until())
        .texts(retag.conditions())
        .texts(retag.settings())
        .count(entry.changed())
        .price(entry.cost().toUsd())
        .text(entry.who())
        .text(entry.why())
        .end();
    flush();
    Optional<String> wrong = new RetagBooking(connection, row.position(), entry).write();
    if (wrong.isPresent()) {
      anomaly(row.position(), "", 0, wrong.get());
    }
  }

  private void periodClosed(Row.PeriodClosed row) throws SQLException {
    List<Entry.PeriodFigure> figures = row.entry().figures();
    for (Entry.PeriodFigure figure : figures.isEmpty() ? List.of(NOTHING) : figures) {
      TableAppender table = to("closed_period");
      table.count(row.position()).count(row.entry().before());
      table.day(row.entry().month().atDay(1)).time(row.entry().at());
      table.text(row.entry().stage().name().toLowerCase(Locale.ROOT)).text(figure.provider());
      table.price(figure.ledger().toUsd()).price(figure.reconciled().toUsd());
      table.price(figure.invoiced().toUsd());
      if (figure.billed().isPresent()) {
        table.price(figure.billed().get().toUsd());
      } else {
        table.nothing();
      }
      table.text(row.entry().who()).text(row.entry().why()).end();
    }
  }

  private void drifted(Row.Drifted row) throws SQLException {
    to("drift")
        .count(row.position())
        .time(row.entry().at())
        .text(row.entry().provider())
        .text(row.entry().model())
        .text(row.entry().before())
        .text(row.entry().now())
        .text(row.entry().call().toString())
        .end();
  }

  private void bypassed(Row.Bypassed row) throws SQLException {
    to("bypass")
        .count(row.position())
        .time(row.entry().at())
        .text(row.entry().provider())
        .text(row.entry().key())
        .day(row.entry().day())
        .count(row.entry().requests())
        .count(row.entry().tokens())
        .end();
  }

  private void scopeGrew(Row.ScopeGrew row) throws SQLException {
    to("scope_growth")
        .count(row.position())
        .time(row.entry().at())
        .text(row.entry().useCase())
        .text(row.entry().kind())
        .text(row.entry().part())
        .text(row.entry().name())
        .count(row.entry().calls())
        .end();
  }

  private void forgetEnded() throws SQLException {
    if (ended.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM open_attempt WHERE (call_id, attempt) IN (
              SELECT unnest(CAST(? AS VARCHAR[])), unnest(CAST(? AS INTEGER[])))
            """)) {
      Object[] calls = ended.stream().map(id -> id.call().toString()).toArray();
      Object[] attempts = ended.stream().map(AttemptId::attempt).toArray();
      delete.setArray(1, connection.createArrayOf("VARCHAR", calls));
      delete.setArray(2, connection.createArrayOf("INTEGER", attempts));
      delete.executeUpdate();
    }
  }

  private TableAppender to(String table) throws SQLException {
    TableAppender appender = appenders.get(table);
    if (appender == null) {
      appender = new TableAppender(connection, table);
      appenders.put(table, appender);
    }
    return appender.begin();
  }

  @Override
  public void close() throws SQLException {
    for (TableAppender appender : appenders.values()) {
      appender.close();
    }
  }
}
