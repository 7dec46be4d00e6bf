package dev.weir.exchange.focus;

import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
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

  private FocusExport export(Portions portions) {
    return new FocusExport(
        database, provider -> PRICE_NAMES.getOrDefault(provider, provider), "9.9.9", portions);
  }

  /// An export made at the end of the month.
  public String text(FocusQuery query, FocusFormat format) {
    return text(query, format, Portions.USUAL);
  }

  String text(FocusQuery query, FocusFormat format, Portions portions) {
    StringWriter text = new StringWriter();
    try {
      export(portions).write(query, format, SeededMonth.END, text);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can always be written", e);
    }
    return text.toString();
  }

  /// The rows of an export.
  List<FocusRow> rows(FocusQuery query) {
    List<FocusRow> rows = new ArrayList<>();
    try {
      export(Portions.USUAL).write(query, new Gathered(rows));
    } catch (IOException e) {
      throw new UncheckedIOException("a list can always be added to", e);
    }
    return rows;
  }

  /// The rows of an export of the month, with no period closed.
  List<FocusRow> rows(FocusQuery.Granularity granularity) {
    return rows(query(FocusVersion.V1_2, granularity));
  }

  static List<FocusRow> only(List<FocusRow> rows, String column, String value) {
    return rows.stream()
        .filter(row -> row.value(column).filter(value::equals).isPresent())
        .toList();
  }

  static BigDecimal sum(List<FocusRow> rows, String column) {
    return rows.stream()
        .flatMap(row -> row.value(column).stream())
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private record Gathered(List<FocusRow> rows) implements RowText {
    @Override
    public void begin() {
      // nothing comes before the first row
    }

    @Override
    public void add(FocusRow row) {
      rows.add(row);
    }

    @Override
    public void end() {
      // nothing comes after the last row
    }
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
  String answer(String sql) {
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
