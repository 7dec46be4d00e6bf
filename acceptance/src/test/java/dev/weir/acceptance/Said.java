package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one run of the command line came to; nobody watched it.
///
/// @param code of the process
/// @param out standard output: the answer
/// @param err standard error: everything else
record Said(List<String> command, int code, String out, String err) {
  private static final Pattern CELL = Pattern.compile("\\G,(?:\"((?:[^\"]|\"\")*)\"|([^,]*))");

  /// Runs a command to its end; one that takes too long is killed and a failure.
  ///
  /// @param folder for its output while it runs
  static Said by(
      List<String> command, Map<String, String> environment, Path folder, Duration deadline) {
    try {
      Path out = Files.createTempFile(folder, "said", ".out");
      Path err = Files.createTempFile(folder, "said", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      if (!ended) {
        throw new AssertionError(
            "%s did not end within %s: %s".formatted(command, deadline, Files.readString(err)));
      }
      return new Said(command, process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    }
  }

  /// This, if the process ended with the code.
  Said expect(int expected) {
    if (code != expected) {
      throw new AssertionError("expected exit code %d, was %s".formatted(expected, this));
    }
    return this;
  }

  JsonNode json() {
    return Web.json(out);
  }

  /// The rows of a CSV listing, by the titles of its columns.
  List<Map<String, String>> csv() {
    List<List<String>> lines = out.lines().map(Said::cells).toList();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < line.size(); i++) {
        row.put(lines.getFirst().get(i), line.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  /// Of a line without line ends in its cells; a doubled quote stands for one.
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    // Every cell has a comma before it, so that an empty first one is a cell too.
    Matcher cell = CELL.matcher("," + line);
    while (cell.find()) {
      String quoted = cell.group(1);
      cells.add(quoted == null ? cell.group(2) : quoted.replace("\"\"", "\""));
    }
    return cells;
  }

  @Override
  public String toString() {
    return "%d of %s%n%s%n%s".formatted(code, command, out, err);
  }
}
