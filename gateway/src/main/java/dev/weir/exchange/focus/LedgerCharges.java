package dev.weir.exchange.focus;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds up the charge lines of the ledger database, piece by piece in order of time: each piece is
/// read by itself, so that no reader of it keeps the database waiting. Blocks; safe for any number
/// of threads.
final class LedgerCharges {
  private final Database database;
  private final Portions portions;

  LedgerCharges(Database database, Portions portions) {
    this.database = database;
    this.portions = portions;
  }

  /// Takes charges one after the other.
  @FunctionalInterface
  interface Taker {
    void take(Charged charged) throws IOException;
  }

  /// The statements of an export of what the ledger database has by now.
  ChargeSql sql(FocusQuery query) {
    Sql progress = new Sql().add("SELECT next_position FROM progress");
    return new ChargeSql(
        query,
        database
            .read(connection -> progress.list(connection, row -> row.getLong("next_position")))
            .getFirst());
  }

  /// What there is to be read, in order of time.
  List<Piece> pieces(ChargeSql sql) {
    ChronoUnit unit = sql.query().granularity().unit();
    List<Piece> all = new ArrayList<>();
    for (Piece next : list(sql.pieces(), row -> piece(row, unit))) {
      if (!all.isEmpty()
          && all.getLast().lines().count() + next.lines().count() <= portions.rows()) {
        all.add(all.removeLast().and(next));
      } else {
        all.add(next);
      }
    }
    return all;
  }

  private static Piece piece(ResultSet row, ChronoUnit unit) throws SQLException {
    LocalDateTime start = row.getObject("start", LocalDateTime.class);
    return new Piece(
        start,
        start.plus(1, unit),
        new Piece.Lines(row.getLong("first"), row.getLong("last"), row.getLong("counted")),
        row.getLong("dues"));
  }

  /// What was charged within a piece, in order.
  void each(ChargeSql sql, Piece piece, Taker taker) throws IOException {
    each(sql, sql.charges(piece, false), taker);
  }

  /// The same of what is due by agreements alone.
  void dues(ChargeSql sql, Piece piece, Taker taker) throws IOException {
    if (piece.dues() > 0) {
      each(sql, sql.charges(piece, true), taker);
    }
  }

  /// A day of many charges is added up once for each part of them that is read.
  private void each(ChargeSql sql, Sql charges, Taker taker) throws IOException {
    List<String> tags = sql.query().tags();
    int read = portions.charges();
    for (long from = 0; read == portions.charges(); from += read) {
      Sql part = new Sql().add(charges).add(" LIMIT ? OFFSET ?", portions.charges(), from);
      List<Charged> some = list(part, row -> charged(row, tags));
      for (Charged charged : some) {
        taker.take(charged);
      }
      read = some.size();
    }
  }

  private <T> List<T> list(Sql sql, Sql.Reading<T> reading) {
    return database.read((Connection connection) -> sql.list(connection, reading));
  }

  private static Charged charged(ResultSet row, List<String> tags) throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < tags.size(); i++) {
      String value = row.getString("t" + i);
      if (!value.isBlank()) {
        values.put(tags.get(i), value);
      }
    }
    return new Charged(
        row.getObject("start", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        YearMonth.from(row.getObject("billed", LocalDateTime.class)),
        row.getBoolean("after_closing"),
        source(row),
        row.getString("meter"),
        prices(row),
        row.getBigDecimal("quantities"),
        row.getBigDecimal("amounts"),
        new Charged.Basis(
            row.getString("known_as"),
            row.getString("book"),
            row.getString("unpriced_of"),
            row.getString("correction"),
            row.getString("use_case"),
            row.getString("agreement")),
        values);
  }

  private static Charged.Source source(ResultSet row) throws SQLException {
    return new Charged.Source(
        row.getString("provider"),
        row.getString("slot"),
        row.getString("model"),
        row.getString("model_served"),
        row.getString("tier"),
        row.getString("region"));
  }

  private static Optional<Charged.Prices> prices(ResultSet row) throws SQLException {
    BigDecimal paid = row.getBigDecimal("unit_price");
    return paid == null
        ? Optional.empty()
        : Optional.of(new Charged.Prices(paid, row.getBigDecimal("list_unit_price")));
  }
}
