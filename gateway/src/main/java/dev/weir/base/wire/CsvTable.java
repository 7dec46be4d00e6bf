package dev.weir.base.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Comma-separated values of RFC 4180 with a header line: quotes, line ends within them, a mark of
/// the encoding in front. Lines without any character are passed over.
///
/// @param columns the header's cells, each once, without spaces at their ends
/// @param rows with as many cells as the header
public record CsvTable(List<String> columns, List<Row> rows) {
  private static final ObjectReader READER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build()
          .readerForListOf(String.class);

  /// @param line of the text on which it begins, or the empty ones before it
  public record Row(int line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  public CsvTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Reads a text; one that is no table, half of one, or too large, is an
  /// [IllegalArgumentException] that names the line and the rule.
  ///
  /// @param cellsMax most cells, the header's too; a larger text is not read to its end
  public static CsvTable read(String text, int cellsMax) {
    List<Row> rows = new ArrayList<>();
    int cellCount = 0;
    try (MappingIterator<List<String>> lines =
        READER.readValues(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
      int line = 1;
      while (lines.hasNextValue()) {
        List<String> cells = lines.nextValue();
        cellCount += cells.size();
        if (cellCount > cellsMax) {
          throw new IllegalArgumentException(
              "line %d: a table has at most %,d cells; cut it into several"
                  .formatted(line, cellsMax));
        }
        rows.add(new Row(line, cells));
        line = lines.getCurrentLocation().getLineNr();
      }
    } catch (JsonProcessingException torn) {
      throw new IllegalArgumentException(
          "line %d: %s; is this half a file?"
              .formatted(torn.getLocation().getLineNr(), torn.getOriginalMessage()),
          torn);
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("line 1: a table begins with the names of its columns");
    }
    List<String> columns = rows.getFirst().cells().stream().map(String::strip).toList();
    requireDistinct(columns);
    List<Row> content = rows.subList(1, rows.size());
    content.forEach(row -> requireWhole(row, columns.size()));
    return new CsvTable(columns, content);
  }

  private static void requireDistinct(List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new IllegalArgumentException(
            "line 1: header names each column once, was '%s'".formatted(column));
      }
    }
  }

  private static void requireWhole(Row row, int columns) {
    if (row.cells().size() != columns) {
      throw new IllegalArgumentException(
          "line %d: a row has as many cells as the header, %d, was %d; is this half a file?"
              .formatted(row.line(), columns, row.cells().size()));
    }
  }

  /// The cells of a row by the names of their columns.
  public Map<String, String> named(Row row) {
    Map<String, String> cells = LinkedHashMap.newLinkedHashMap(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i), row.cells().get(i));
    }
    return cells;
  }
}
