package dev.weir.view.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads recorded traffic; the format is known by the first line.
///
/// - Azure LLM inference: CSV `TIMESTAMP,ContextTokens,GeneratedTokens`.
/// - Mooncake: JSON lines `timestamp` (milliseconds), `input_length`, `output_length`, `hash_ids`
///   (one per block of 512 prompt tokens; a repeated run at the front is a shared prefix).
///
/// At most ten million rows; a wrong line is an [IllegalArgumentException] that names it.
final class Trace {
  static final int ROWS_MAX = 10_000_000;

  private static final String AZURE_HEAD = "TIMESTAMP,ContextTokens,GeneratedTokens";
  private static final DateTimeFormatter AZURE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSSSSS][.SSSSSSS][.SSSSSS][.SSS]");
  private static final JsonMapper JSON = new JsonMapper();

  private final PrefixCache prefixes = new PrefixCache();
  private @Nullable LocalDateTime azureStart;
  private long mooncakeStart = -1;

  private Trace() {}

  /// @param limit most rows to read, from the first
  static List<TraceRow> read(Path file, int limit) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return new Trace().rows(file, lines, Math.min(limit, ROWS_MAX));
    }
  }

  private List<TraceRow> rows(Path file, BufferedReader lines, int limit) throws IOException {
    List<TraceRow> rows = new ArrayList<>();
    String line = lines.readLine();
    boolean azure = AZURE_HEAD.equals(line);
    int number = 1;
    if (azure) {
      line = lines.readLine();
      number++;
    }
    for (; line != null && rows.size() < limit; line = lines.readLine(), number++) {
      if (line.isBlank()) {
        continue;
      }
      try {
        rows.add(azure ? azure(line) : mooncake(line));
      } catch (IllegalArgumentException | DateTimeParseException | IOException wrong) {
        throw new IllegalArgumentException(
            "%s, line %d: no row of an Azure or Mooncake trace: %s"
                .formatted(file, number, wrong.getMessage()),
            wrong);
      }
    }
    return rows;
  }

  private TraceRow azure(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 3) {
      throw new IllegalArgumentException("3 cells expected, was " + cells.length);
    }
    LocalDateTime at = LocalDateTime.parse(cells[0].strip(), AZURE_TIME);
    if (azureStart == null) {
      azureStart = at;
    }
    return new TraceRow(
        Duration.between(azureStart, at),
        Integer.parseInt(cells[1].strip()),
        0,
        Integer.parseInt(cells[2].strip()));
  }

  private TraceRow mooncake(String line) throws IOException {
    JsonNode row = JSON.readTree(line);
    for (String field : List.of("timestamp", "input_length", "output_length")) {
      if (!row.path(field).isIntegralNumber()) {
        throw new IllegalArgumentException("'" + field + "' is a whole number");
      }
    }
    long at = row.path("timestamp").longValue();
    if (mooncakeStart < 0) {
      mooncakeStart = at;
    }
    int input = row.path("input_length").intValue();
    long[] blocks = new long[row.path("hash_ids").size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = row.path("hash_ids").path(i).longValue();
    }
    return new TraceRow(
        Duration.ofMillis(at - mooncakeStart),
        input,
        prefixes.cached(blocks, input),
        row.path("output_length").intValue());
  }
}
