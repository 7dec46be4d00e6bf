package dev.weir.exchange.requirement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A CSV file (RFC 4180, UTF-8) whose first line names the columns. An empty cell is null; an empty
/// cell in quotes is an empty text.
///
/// @param file read once for its columns, and once for its rows
public record CsvFile(Path file) implements FocusTable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  @Override
  public List<Column> columns() {
    return reading(lines ->
        lines
            .next()
            .orElseThrow(() -> new IllegalArgumentException("the file %s is empty".formatted(file)))
            .stream()
            .map(name -> new Column(name.orElse(""), Kind.UNDECLARED))
            .toList());
  }

  @Override
  public void each(Consumer<List<Optional<String>>> row) {
    Object _ =
        reading(lines -> {
          int width = lines.next().map(List::size).orElse(0);
          Optional<List<Optional<String>>> next = lines.next();
          while (next.isPresent()) {
            if (next.get().size() != width) {
              throw new IllegalArgumentException(
                  "line %d of %s has %d cells, its header has %d"
                      .formatted(lines.line, file, next.get().size(), width));
            }
            row.accept(next.get());
            next = lines.next();
          }
          return lines.line;
        });
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(Lines lines) throws IOException;
  }

  private <T> T reading(Reading<T> what) {
    try (BufferedReader text = Files.newBufferedReader(file)) {
      return what.of(new Lines(text));
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("the file %s is not UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /// Reads records, one after the other.
  private static final class Lines {
    private static final int CELL_MAX = 1 << 20;

    private final BufferedReader text;
    private final StringBuilder cell = new StringBuilder();
    private int line;

    Lines(BufferedReader text) throws IOException {
      this.text = text;
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
    }

    /// The next record; nothing at the end of the file.
    Optional<List<Optional<String>>> next() throws IOException {
      line++;
      int c = text.read();
      if (c < 0) {
        return Optional.empty();
      }
      List<Optional<String>> cells = new ArrayList<>();
      while (true) {
        boolean quoted = c == '"';
        c = quoted ? quotedCell() : plainCell(c);
        cells.add(cell.isEmpty() && !quoted ? Optional.empty() : Optional.of(cell.toString()));
        if (c != ',') {
          return Optional.of(cells);
        }
        c = text.read();
      }
    }

    /// Returns the character behind the cell: a comma, a line feed, or −1.
    private int plainCell(int first) throws IOException {
      cell.setLength(0);
      int c = first;
      while (c >= 0 && c != ',' && c != '\n') {
        if (c != '\r') {
          append(c);
        }
        c = text.read();
      }
      return c;
    }

    private int quotedCell() throws IOException {
      cell.setLength(0);
      int c = text.read();
      while (true) {
        if (c < 0) {
          throw new IllegalArgumentException(
              "a quoted cell that begins in line %d has no end".formatted(line));
        }
        if (c == '"') {
          c = text.read();
          if (c != '"') {
            break;
          }
        }
        append(c);
        c = text.read();
      }
      if (c == '\r') {
        c = text.read();
      }
      if (c >= 0 && c != ',' && c != '\n') {
        throw new IllegalArgumentException(
            "in line %d a quote is followed by '%c'".formatted(line, c));
      }
      return c;
    }

    private void append(int c) {
      if (cell.length() == CELL_MAX) {
        throw new IllegalArgumentException(
            "a cell in line %d has more than %d characters".formatted(line, CELL_MAX));
      }
      cell.append((char) c);
    }
  }
}
