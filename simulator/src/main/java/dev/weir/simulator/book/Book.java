package dev.weir.simulator.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The provider's own count of every token it served.
///
/// Owned by no thread; every method takes the book's lock for a few microseconds. With a file, a
/// row is written to the operating system when it is opened and again when it ends, so that it
/// survives the death of this process; of two lines with one id the later holds.
public final class Book implements AutoCloseable {
  private static final int SLICE = 500;
  private static final int NAMES_MAX = 10_000;

  private final InstantSource clock;
  private final int rowsMax;
  private final @Nullable OutputStream file;
  private final Map<String, String> names = new HashMap<>();
  private List<Row> rows = new ArrayList<>();
  private long lastId;
  private int open;

  public Book(InstantSource clock, int rowsMax, @Nullable OutputStream file) {
    this.clock = clock;
    this.rowsMax = rowsMax;
    this.file = file;
  }

  /// Opens a row, or returns null when the book is full.
  public synchronized @Nullable Row open(Received received) {
    if (rows.size() >= rowsMax) {
      return null;
    }
    var row = new Row(++lastId, clock.millis(), received);
    rows.add(row);
    open++;
    write(row);
    return row;
  }

  /// Notes what the body of the request said and what was planned for it.
  public synchronized void describe(Row row, Described described) {
    row.model = shared(described.model());
    row.stream = described.stream();
    row.responseId = described.responseId();
    row.fault = described.fault() == null ? null : shared(described.fault());
    row.recording = described.recording();
  }

  /// Ends a row. A null usage says that the provider's bill is not known (a recording without
  /// usage).
  public synchronized void end(
      Row row, int status, Ended ended, @Nullable Usage usage, int frames) {
    if (row.ended != Ended.OPEN) {
      throw new IllegalStateException("row " + row.id() + " has already ended: " + row.ended);
    }
    row.status = status;
    row.ended = ended;
    row.usage = usage;
    row.frames = frames;
    open--;
    write(row);
  }

  /// Up to `limit` rows with ids from `from`, in order, as JSON lines.
  public String lines(long from, int limit) {
    var text = new StringBuilder();
    long next = from;
    int left = limit;
    while (left > 0 && next >= 0) {
      next = appendSlice(text, next, Math.min(left, SLICE));
      left -= SLICE;
    }
    return text.toString();
  }

  // The lock is given back between slices, so that reading a long book does not hold up answers.
  private synchronized long appendSlice(StringBuilder text, long from, int limit) {
    int index = firstAtOrAfter(from);
    int end = Math.min(rows.size(), index + limit);
    for (int i = index; i < end; i++) {
      text.append(RowJson.line(rows.get(i)));
    }
    return end < rows.size() ? rows.get(end).id() : -1;
  }

  /// Sums over all rows, of which the open ones contribute nothing yet.
  public synchronized Totals totals() {
    var usage = Usage.NONE;
    var byEnd = new EnumMap<Ended, Long>(Ended.class);
    long unknown = 0;
    for (Row row : rows) {
      byEnd.merge(row.ended, 1L, Long::sum);
      if (row.usage == null) {
        unknown++;
      } else {
        usage = usage.plus(row.usage);
      }
    }
    return new Totals(rows.size(), byEnd, unknown, usage, lastId);
  }

  /// Forgets every row that has ended and says how many those were.
  public synchronized int clear() {
    var kept = new ArrayList<Row>(open);
    for (Row row : rows) {
      if (row.ended == Ended.OPEN) {
        kept.add(row);
      }
    }
    int removed = rows.size() - kept.size();
    rows = kept;
    return removed;
  }

  public synchronized int openRows() {
    return open;
  }

  @Override
  public synchronized void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private int firstAtOrAfter(long id) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).id() < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // Models and faults repeat over millions of rows; a caller that sends endless new names is not
  // indulged.
  private String shared(String name) {
    if (names.size() >= NAMES_MAX) {
      return name;
    }
    return names.computeIfAbsent(name, n -> n);
  }

  private void write(Row row) {
    if (file == null) {
      return;
    }
    try {
      file.write(RowJson.line(row).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the book's file cannot be written", e);
    }
  }
}
