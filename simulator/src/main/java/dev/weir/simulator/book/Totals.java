package dev.weir.simulator.book;

import java.util.Map;

/// Sums over the book.
///
/// @param byEnd rows per ending; endings that did not occur are absent
/// @param unknownUsage rows whose bill is not known, which the sums leave out
public record Totals(
    long rows, Map<Ended, Long> byEnd, long unknownUsage, Usage usage, long lastId) {
  public Totals {
    byEnd = Map.copyOf(byEnd);
  }

  public String json() {
    return RowJson.totals(this);
  }
}
