package dev.weir.view.api;

import dev.weir.view.api.Demand.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// A page of what is in the journal, newest first.
///
/// @param next ask for the next page with `before` set to this; absent on the last
record Page<T>(List<T> lines, Optional<Long> next) {
  static final Parameter BEFORE =
      Parameter.number("before", "Continues behind this: `next` of the last page.");

  private static final int USUAL = 100;

  Page {
    lines = List.copyOf(lines);
  }

  /// Finds at most so many before a position.
  @FunctionalInterface
  interface Before<T> {
    List<T> find(long position, int most);
  }

  /// @param things that a page has, in the plural
  static Parameter limit(String things, int most) {
    return Parameter.number(
        "limit", "%s per page, 1 to %d; %d by default.".formatted(things, most, USUAL));
  }

  /// @param most that a page may have; one more can be found
  /// @throws IllegalArgumentException naming the limit that the inquiry asks for
  static <T> Page<T> read(
      Inquiry inquiry, String things, int most, Before<T> before, ToLongFunction<T> position) {
    int limit = inquiry.number("limit", USUAL);
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException(
          "a page has 1 to %d %s, was %d".formatted(most, things, limit));
    }
    List<T> found = before.find(inquiry.position("before"), limit + 1);
    List<T> page = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(
        page,
        found.size() > limit
            ? Optional.of(position.applyAsLong(page.getLast()))
            : Optional.empty());
  }
}
