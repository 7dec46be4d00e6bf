package dev.weir.exchange.fetch;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// How far an answer of several pages was read: it neither comes back to a page nor goes on without
/// end. Used for one answer, by one thread.
final class Paging {
  private static final int PAGES_MAX = 1_000;

  private final Set<String> cursors = new HashSet<>();
  private Optional<String> cursor = Optional.empty();

  /// Of the page to be asked for; the first is 1.
  int number() {
    return cursors.size() + 1;
  }

  /// What the page before said to ask for it with; nothing for the first.
  Optional<String> cursor() {
    return cursor;
  }

  /// Goes on to what a page names as the next one.
  ///
  /// @param name of the page, for messages
  /// @return whether there is one
  boolean turn(String name, Optional<String> next) throws Unfetched {
    if (next.isPresent() && !cursors.add(next.get())) {
      throw new Unfetched(name + ": it names a next page that was there before");
    }
    if (cursors.size() == PAGES_MAX) {
      throw new Unfetched(
          "%s: an answer has at most %,d pages, this one has more".formatted(name, PAGES_MAX));
    }
    cursor = next;
    return next.isPresent();
  }
}
