package dev.weir.flow.projection;

import dev.weir.base.store.Database;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Opens ledger databases small enough for a test, and reads them whole.
public final class Tables {
  private Tables() {}

  public static Database open(Path file) {
    return Database.open(file, new Database.Settings(256, 2, 4), LedgerDatabase.migrations());
  }

  /// Every row of every table as text, sorted, by table.
  static Map<String, List<String>> contentOf(Database database) {
    return database.read(connection -> {
      Map<String, List<String>> content = new TreeMap<>();
      try (Statement statement = connection.createStatement()) {
        for (String table :
            texts(
                statement.executeQuery(
                    "SELECT table_name FROM duckdb_tables() WHERE table_name <> 'schema_version'"))) {
          content.put(table, texts(statement.executeQuery("SELECT * FROM " + table)));
        }
      }
      return content;
    });
  }

  static List<String> select(Database database, String sql) {
    return database.read(connection -> {
      try (Statement statement = connection.createStatement()) {
        return texts(statement.executeQuery(sql));
      }
    });
  }

  static void execute(Database database, String sql) {
    database.write(connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  private static List<String> texts(ResultSet result) throws SQLException {
    try (ResultSet rows = result) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        String[] row = new String[columns.getColumnCount()];
        for (int i = 0; i < row.length; i++) {
          row[i] = String.valueOf(rows.getObject(i + 1));
        }
        texts.add(row.length == 1 ? row[0] : Arrays.toString(row));
      }
      texts.sort(null);
      return texts;
    }
  }
}
