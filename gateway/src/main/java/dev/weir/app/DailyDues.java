package dev.weir.app;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.due.Booking;
import dev.weir.flow.due.Booking.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Books what is due by agreements: once a day is over, and when agreements or prices change. Owned
/// by the thread that looks.
final class DailyDues {
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final String WHO = "weir";

  private final Booking booking;
  private final Books books;
  private final InstantSource clock;
  private final System.Logger log;

  /// By what it was worked out the last time.
  private Optional<Seen> done = Optional.empty();

  /// @param agreements their versions
  /// @param prices version of the book, whose exchange rates it needs
  private record Seen(LocalDate today, List<Integer> agreements, String prices) {}

  DailyDues(Booking booking, Books books, InstantSource clock, System.Logger log) {
    this.booking = booking;
    this.books = books;
    this.clock = clock;
    this.log = log;
  }

  Repeated watched() {
    return new Repeated("daily-dues", EVERY, this::look, clock, log);
  }

  /// Books once for what it sees; what could not be booked at all is tried again.
  void look() throws InterruptedException {
    Seen now = seen();
    if (now.agreements().isEmpty() || done.filter(now::equals).isPresent()) {
      return;
    }
    switch (booking.book(new Booking.Order(Optional.empty(), false, false, WHO))) {
      case Outcome.Done all -> {
        tell(all.unknown());
        done = Optional.of(now);
      }
      case Outcome.Unable(String why) ->
          log.log(System.Logger.Level.WARNING, "dues are not booked yet: {0}", why);
    }
  }

  private void tell(Map<String, String> unknown) {
    unknown.forEach((agreement, why) ->
        log.log(
            System.Logger.Level.WARNING,
            "agreement ''{0}'' cannot be worked out: {1}",
            agreement,
            why));
  }

  private Seen seen() {
    return new Seen(
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        books.facts().current(Kind.AGREEMENT).stream().map(Version::version).toList(),
        books.inForce().prices().version());
  }
}
