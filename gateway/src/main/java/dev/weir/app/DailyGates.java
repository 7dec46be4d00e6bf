package dev.weir.app;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Looks at the stage gates once a day, and when one of them or a use case has changed. Owned by
/// the thread that looks.
final class DailyGates {
  private static final Duration EVERY = Duration.ofMinutes(5);

  private final Function<Instant, List<String>> watch;
  private final Books books;
  private final InstantSource clock;
  private final System.Logger log;

  /// By what it was looked at the last time.
  private Optional<Seen> done = Optional.empty();

  private record Seen(LocalDate today, List<Integer> gates, List<Integer> useCases) {}

  /// @param watch looks, and says what a person must be told
  DailyGates(
      Function<Instant, List<String>> watch, Books books, InstantSource clock, System.Logger log) {
    this.watch = watch;
    this.books = books;
    this.clock = clock;
    this.log = log;
  }

  Repeated watched() {
    return new Repeated("daily-gates", EVERY, this::look, clock, log);
  }

  void look() {
    Instant now = clock.instant();
    Seen seen =
        new Seen(
            LocalDate.ofInstant(now, ZoneOffset.UTC), versions(Kind.GATE), versions(Kind.USE_CASE));
    if (seen.gates().isEmpty() || done.filter(seen::equals).isPresent()) {
      return;
    }
    watch.apply(now).forEach(notice -> log.log(System.Logger.Level.WARNING, notice));
    done = Optional.of(seen);
  }

  private List<Integer> versions(Kind kind) {
    return books.facts().current(kind).stream().map(Version::version).toList();
  }
}
