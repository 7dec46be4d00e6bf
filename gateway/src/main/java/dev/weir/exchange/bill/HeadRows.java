package dev.weir.exchange.bill;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The rows of the table `bill`.
final class HeadRows {
  private HeadRows() {}

  /// In the order of the imports.
  static List<BillHead> all(Connection connection) throws SQLException {
    List<BillHead> bills = new ArrayList<>();
    Map<String, String> replacedBy = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT * FROM bill ORDER BY position");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        BillHead bill = head(rows);
        bills.add(bill);
        bill.replaces().forEach(id -> replacedBy.put(id, bill.id()));
      }
    }
    return bills.stream().map(bill -> replaced(bill, replacedBy)).toList();
  }

  private static BillHead replaced(BillHead bill, Map<String, String> by) {
    return new BillHead(
        bill.id(),
        bill.at(),
        bill.who(),
        bill.why(),
        bill.file(),
        bill.form(),
        bill.part(),
        bill.sha256(),
        bill.providers(),
        bill.accounts(),
        bill.period(),
        bill.rows(),
        bill.lines(),
        bill.totals(),
        bill.notes(),
        bill.replaces(),
        Optional.ofNullable(by.get(bill.id())));
  }

  private static BillHead head(ResultSet row) throws SQLException {
    Map<String, BigDecimal> totals = new TreeMap<>();
    JsonText.texts(row.getString("totals"))
        .forEach((currency, due) -> totals.put(currency, new BigDecimal(due)));
    return new BillHead(
        Bills.ID + row.getLong("position"),
        row.getObject("at_utc", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("who"),
        row.getString("why"),
        row.getString("file"),
        Form.of(row.getString("form")),
        row.getString("part"),
        row.getString("sha256"),
        JsonText.list(row.getString("providers")),
        JsonText.list(row.getString("accounts")),
        new Reading.Period(
            row.getObject("period_from", LocalDate.class),
            row.getObject("period_to", LocalDate.class)),
        row.getInt("source_rows"),
        row.getInt("line_count"),
        totals,
        JsonText.list(row.getString("notes")),
        JsonText.list(row.getString("replaces")),
        Optional.empty());
  }

  static void insert(Connection connection, long position, BillHead bill) throws SQLException {
    Map<String, String> totals = new TreeMap<>();
    bill.totals().forEach((currency, due) -> totals.put(currency, due.toPlainString()));
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO bill VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, position);
      insert.setObject(2, LocalDateTime.ofInstant(bill.at(), ZoneOffset.UTC));
      insert.setString(3, bill.who());
      insert.setString(4, bill.why());
      insert.setString(5, bill.file());
      insert.setString(6, bill.form().code());
      insert.setString(7, bill.part());
      insert.setString(8, bill.sha256());
      insert.setString(9, JsonText.of(bill.providers()));
      insert.setString(10, JsonText.of(bill.accounts()));
      insert.setObject(11, bill.period().from());
      insert.setObject(12, bill.period().to());
      insert.setInt(13, bill.rows());
      insert.setInt(14, bill.lines());
      insert.setString(15, JsonText.of(totals));
      insert.setString(16, JsonText.of(bill.notes()));
      insert.setString(17, JsonText.of(bill.replaces()));
      insert.executeUpdate();
    }
  }
}
