package dev.weir.view.api;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.PriceUpkeep;
import dev.weir.flow.difference.Dispute;
import dev.weir.flow.difference.Sources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How old the prices in force are, and how many wait for a decision, for whoever asks often: it is
/// looked up anew when prices change, and each hour. Thread-safe; may block then.
public final class PriceWatch {
  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  private final Books books;
  private final InstantSource clock;
  private volatile Optional<Known> last = Optional.empty();

  private record Known(Sources sources, Instant at, Standing standing) {}

  /// A catalogue of list prices.
  ///
  /// @param observedAt the latest day on which any of its prices was seen
  /// @param days since then
  public record Age(String catalogue, boolean imported, LocalDate observedAt, long days) {}

  /// @param ages of all catalogues that have prices
  /// @param disputes that nobody has decided
  public record Standing(List<Age> ages, int disputes) {
    public Standing {
      ages = List.copyOf(ages);
    }
  }

  public PriceWatch(Books books, InstantSource clock) {
    this.books = books;
    this.clock = clock;
  }

  public Standing standing() {
    Sources sources = books.inForce().sources();
    Instant now = clock.instant();
    Optional<Known> known =
        last.filter(it -> it.sources() == sources && now.isBefore(it.at().plus(KNOWN_FOR)));
    if (known.isEmpty()) {
      known = Optional.of(new Known(sources, now, look(sources, now)));
      last = known;
    }
    return known.get().standing();
  }

  private Standing look(Sources sources, Instant now) {
    long open =
        sources.disputes(now).stream()
            .filter(dispute -> dispute.state() == Dispute.State.OPEN)
            .count();
    return new Standing(PriceAges.of(books, now).all(), Math.toIntExact(open));
  }

  /// How many days ago each catalogue was last read at its source.
  public Map<String, Number> days() {
    return standing().ages().stream().collect(Collectors.toMap(Age::catalogue, Age::days));
  }

  /// Catalogues that were last read at their source longer ago than the settings want.
  public List<Age> old() {
    PriceUpkeep upkeep = books.inForce().settings().prices();
    return standing().ages().stream().filter(age -> age.days() > upkeep.ageDaysMax()).toList();
  }

  /// One line for each such catalogue.
  public List<String> notices() {
    return old().stream()
        .map(age ->
            "prices of %s were last seen at their source %d days ago, on %s"
                .formatted(age.catalogue(), age.days(), age.observedAt()))
        .toList();
  }
}
