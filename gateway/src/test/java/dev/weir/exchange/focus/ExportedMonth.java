package dev.weir.exchange.focus;

import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A ledger database of a [SeededMonth], folded as the gateway folds it, and what is exported of
/// it.
public final class ExportedMonth implements AutoCloseable {
  private static final Map<String, String> PRICE_NAMES =
      Map.of("openai-eu", "openai", "claude", "anthropic", "bedrock-us", "aws");

  private final Database database;

  public ExportedMonth(Path file, List<Entry> entries) {
    database = Tables.open(file);
    new LedgerDatabase(database).load(SeededCalls.located(entries));
  }

  public FocusExport export() {
    return new FocusExport(
        database, provider -> PRICE_NAMES.getOrDefault(provider, provider), "9.9.9");
  }

  public static FocusQuery query(FocusVersion version, FocusQuery.Granularity granularity) {
    return query(version, granularity, ClosedPeriods.NONE);
  }

  static FocusQuery query(
      FocusVersion version, FocusQuery.Granularity granularity, ClosedPeriods closed) {
    return between(SeededMonth.START, SeededMonth.END, version, granularity, closed);
  }

  static FocusQuery between(
      Instant from,
      Instant to,
      FocusVersion version,
      FocusQuery.Granularity granularity,
      ClosedPeriods closed) {
    return new FocusQuery(
        version,
        from,
        to,
        granularity,
        List.of("use_case", "department", "feature"),
        closed,
        Confirmed.NOTHING);
  }

  /// One decimal that a statement answers.
  BigDecimal decimal(String sql) {
    return database.read(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getBigDecimal(1);
      }
    });
  }

  /// One text that a statement answers.
  String text(String sql) {
    return database.read(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      }
    });
  }

  void change(String sql) {
    database.write(connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  @Override
  public void close() {
    database.close();
  }
}
