package dev.weir.app;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.stage.Looked;
import dev.weir.value.stage.Looked.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Looks at the stage gates once a day, and when one of them or a use case has changed; never on a
/// ledger database that misses something, and again at what could not be finished. Owned by the
/// thread that looks.
final class DailyGates {
  private static final Duration EVERY = Duration.ofMinutes(5);

  private final Watch watch;
  private final Whole ledger;
  private final Books books;
  private final InstantSource clock;
  private final System.Logger log;

  /// By what it was looked at the last time.
  private Optional<Seen> done = Optional.empty();

  /// Use cases that are to be looked at again.
  private Set<String> open = Set.of();

  /// What is in the log, of one day.
  private final Set<String> told = new HashSet<>();

  private LocalDate toldOn = LocalDate.EPOCH;

  private record Seen(LocalDate today, List<Integer> gates, List<Integer> useCases) {}

  /// Looks at use cases, by id.
  @FunctionalInterface
  interface Watch {
    Looked look(Instant now, Predicate<String> which);
  }

  /// Whether the ledger database holds all that is in the journal; waits a while for it.
  @FunctionalInterface
  interface Whole {
    boolean isLoaded() throws InterruptedException;
  }

  DailyGates(Watch watch, Whole ledger, Books books, InstantSource clock, System.Logger log) {
    this.watch = watch;
    this.ledger = ledger;
    this.books = books;
    this.clock = clock;
    this.log = log;
  }

  Repeated watched() {
    return new Repeated("daily-gates", EVERY, this::look, clock, log);
  }

  void look() throws InterruptedException {
    Instant now = clock.instant();
    Seen seen =
        new Seen(
            LocalDate.ofInstant(now, ZoneOffset.UTC), versions(Kind.GATE), versions(Kind.USE_CASE));
    boolean again = done.filter(seen::equals).isPresent();
    if (seen.gates().isEmpty() || (again && open.isEmpty())) {
      return;
    }
    if (!toldOn.equals(seen.today())) {
      told.clear();
      toldOn = seen.today();
    }
    if (!ledger.isLoaded()) {
      tell("gates are not looked at yet: the ledger database is behind the journal");
      return;
    }
    Looked looked = watch.look(now, again ? open::contains : _ -> true);
    looked.notices().forEach(notice -> log.log(System.Logger.Level.WARNING, notice));
    looked.unfinished().forEach(this::tell);
    open = looked.unfinished().stream().map(Unfinished::useCase).collect(Collectors.toSet());
    done = Optional.of(seen);
  }

  private void tell(Unfinished what) {
    if (told.add(what.why())) {
      what.failure()
          .ifPresentOrElse(
              failure -> log.log(System.Logger.Level.WARNING, what.why(), failure),
              () -> log.log(System.Logger.Level.WARNING, what.why()));
    }
  }

  /// Once a day: it is tried every few minutes.
  private void tell(String what) {
    if (told.add(what)) {
      log.log(System.Logger.Level.WARNING, what);
    }
  }

  private List<Integer> versions(Kind kind) {
    return books.facts().current(kind).stream().map(Version::version).toList();
  }
}
