package dev.weir.exchange.bill;

import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.BillLine.Payer;
import dev.weir.exchange.bill.BillLine.Span;
import dev.weir.exchange.bill.BillLine.What;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// The rows of the tables `bill_row` and `bill_line`.
final class LineRows {
  private LineRows() {}

  /// Within the caller's transaction, after its first statement.
  static void insert(Connection connection, long bill, Reading reading) throws SQLException {
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    long position = last(connection, "SELECT coalesce(max(position), 0) FROM bill_row");
    try (DuckDBAppender rows = duck.createAppender("bill_row")) {
      for (SourceRow row : reading.rows()) {
        rows.beginRow();
        rows.append(++position);
        rows.append(bill);
        rows.append(row.number());
        rows.append(row.columns());
        rows.endRow();
      }
    }
    position = last(connection, "SELECT coalesce(max(position), 0) FROM bill_line");
    try (DuckDBAppender lines = duck.createAppender("bill_line")) {
      for (BillLine line : reading.lines()) {
        lines.beginRow();
        lines.append(++position);
        lines.append(bill);
        append(lines, line);
        lines.endRow();
      }
    }
  }

  private static long last(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void append(DuckDBAppender to, BillLine line) throws SQLException {
    to.append(line.row());
    to.append(line.payer().provider());
    to.append(line.payer().account());
    to.append(line.payer().project());
    to.append(line.payer().key());
    to.append(line.what().product());
    to.append(line.what().model());
    to.append(line.what().meter());
    to.append(line.what().tier());
    to.append(LocalDateTime.ofInstant(line.span().from(), ZoneOffset.UTC));
    to.append(LocalDateTime.ofInstant(line.span().to(), ZoneOffset.UTC));
    text(to, line.amount().map(amount -> amount.quantity().toPlainString()));
    text(to, line.amount().map(Amount::unit));
    text(to, line.cost().flatMap(Cost::list).map(BigDecimal::toPlainString));
    text(to, line.cost().flatMap(Cost::billed).map(BigDecimal::toPlainString));
    text(to, line.cost().flatMap(Cost::effective).map(BigDecimal::toPlainString));
    text(to, line.cost().map(Cost::currency));
    to.append(line.category().code());
    to.append(line.invoice());
  }

  private static void text(DuckDBAppender to, Optional<String> text) throws SQLException {
    if (text.isPresent()) {
      to.append(text.get());
    } else {
      to.appendNull();
    }
  }

  static List<BillLine> lines(Connection connection, long bill) throws SQLException {
    List<BillLine> lines = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM bill_line WHERE bill = ? ORDER BY position")) {
      select.setLong(1, bill);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(line(row));
        }
      }
    }
    return List.copyOf(lines);
  }

  private static BillLine line(ResultSet row) throws SQLException {
    return new BillLine(
        row.getInt("source_row"),
        new Payer(
            row.getString("provider"),
            row.getString("account"),
            row.getString("project"),
            row.getString("key_id")),
        new What(
            row.getString("product"),
            row.getString("model"),
            row.getString("meter"),
            row.getString("tier")),
        new Span(instant(row, "from_utc"), instant(row, "to_utc")),
        amount(row),
        cost(row),
        Category.of(row.getString("category")),
        row.getString("invoice"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static Optional<Amount> amount(ResultSet row) throws SQLException {
    String unit = row.getString("unit");
    return decimal(row, "quantity").map(quantity -> new Amount(quantity, unit));
  }

  private static Optional<Cost> cost(ResultSet row) throws SQLException {
    @Nullable String currency = row.getString("currency");
    if (currency == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Cost(
            decimal(row, "list_cost"),
            decimal(row, "billed_cost"),
            decimal(row, "effective_cost"),
            currency));
  }

  private static Optional<BigDecimal> decimal(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(BigDecimal::new);
  }

  static List<SourceRow> rows(Connection connection, long bill) throws SQLException {
    List<SourceRow> rows = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM bill_row WHERE bill = ? ORDER BY position")) {
      select.setLong(1, bill);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(new SourceRow(row.getInt("source_row"), row.getString("columns_json")));
        }
      }
    }
    return List.copyOf(rows);
  }
}
