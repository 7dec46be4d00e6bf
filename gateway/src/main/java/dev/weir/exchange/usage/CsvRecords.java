package dev.weir.exchange.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Records as comma-separated values with a first line of names: those of docs/usage.md, free tags
/// as `tag:NAME`, other quantities as `more:NAME`.
public final class CsvRecords {
  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private CsvRecords() {}

  /// A text that is no table at all is an [IllegalArgumentException] that names the line.
  public static Records read(String text) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> lines =
        MAPPER
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(withoutMark(text))) {
      while (lines.hasNextValue()) {
        rows.add(lines.nextValue());
      }
      requireDistinct((CsvSchema) lines.getParserSchema());
    } catch (JsonProcessingException torn) {
      throw new IllegalArgumentException(
          "line %d: %s".formatted(torn.getLocation().getLineNr(), torn.getOriginalMessage()), torn);
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
    return Records.of(rows);
  }

  /// Spreadsheets begin their files with a mark of the encoding.
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static void requireDistinct(CsvSchema schema) {
    Set<String> seen = new HashSet<>();
    for (CsvSchema.Column column : schema) {
      if (!seen.add(column.getName())) {
        throw new IllegalArgumentException(
            "line 1: the column '%s' is there twice".formatted(column.getName()));
      }
    }
  }
}
