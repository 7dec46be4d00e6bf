package dev.weir.exchange.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.CsvTable;
import dev.weir.exchange.bill.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// The rows of a table as they are kept, and what is said of columns nobody knows.
final class Kept {
  private Kept() {}

  static List<SourceRow> rows(Csv csv) {
    List<SourceRow> rows = new ArrayList<>(csv.rows().size());
    for (CsvTable.Row row : csv.rows()) {
      ObjectNode columns = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < csv.columns().size(); i++) {
        columns.put(csv.columns().get(i), row.cells().get(i));
      }
      rows.add(new SourceRow(rows.size() + 1, columns.toString()));
    }
    return rows;
  }

  /// @param known whether a column's name, in small letters, is one of the form's
  static List<String> unknown(Csv csv, Predicate<String> known) {
    List<String> strange =
        csv.columns().stream()
            .filter(column -> !known.test(column.toLowerCase(Locale.ROOT)))
            .toList();
    return strange.isEmpty()
        ? List.of()
        : List.of("columns that are kept and not understood: " + String.join(", ", strange));
  }

  static List<String> unknown(Csv csv, Set<String> known) {
    return unknown(csv, known::contains);
  }
}
