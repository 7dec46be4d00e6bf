package dev.weir.exchange.usage;

import dev.weir.base.wire.CsvTable;
import java.util.Map;

/// Records as comma-separated values with a first line of names: those of docs/usage.md, free tags
/// as `tag:NAME`, other quantities as `more:NAME`.
public final class CsvRecords {
  /// Room for a batch with as many columns as anybody has.
  private static final int CELLS_MAX = 1_000_000;

  private CsvRecords() {}

  /// A text that is no table at all is an [IllegalArgumentException] that names the line.
  public static Records read(String text) {
    CsvTable table = CsvTable.read(text, CELLS_MAX);
    RecordList records = new RecordList();
    for (CsvTable.Row row : table.rows()) {
      Map<String, String> fields = table.named(row);
      records.add(fields.getOrDefault("id", ""), () -> fields);
    }
    return records.all();
  }
}
