package dev.weir.view.api;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.view.api.PriceWatch.Age;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// When the prices of the book were last read at their sources. A price that does not say is as old
/// as the version of its catalogue.
///
/// @param stated catalogues as their sources state them
/// @param putAt when the version of a catalogue came into force, by its name
record PriceAges(List<Catalogue> stated, Map<String, Instant> putAt, Instant now) {

  /// Of what is in force. Blocks.
  static PriceAges of(Books books, Instant now) {
    return new PriceAges(
        books.inForce().sources().stated(),
        books.facts().current(Kind.PRICES).stream()
            .collect(Collectors.toMap(Version::id, Version::at)),
        now);
  }

  /// One for each catalogue that has prices, the oldest first.
  List<Age> all() {
    List<Age> ages = new ArrayList<>();
    for (Catalogue catalogue : stated) {
      Optional<LocalDate> latest =
          catalogue.models().stream()
              .flatMap(model -> model.cells().stream())
              .map(cell -> observed(catalogue.name(), cell))
              .max(Comparator.naturalOrder());
      latest.ifPresent(
          day -> ages.add(new Age(catalogue.name(), catalogue.imported(), day, days(day))));
    }
    ages.sort(Comparator.comparing(Age::observedAt).thenComparing(Age::catalogue));
    return List.copyOf(ages);
  }

  /// The day on which a price was seen.
  LocalDate observed(String catalogue, PriceCell cell) {
    return cell.origin()
        .observedAt()
        .orElseGet(() -> LocalDate.ofInstant(putAt.getOrDefault(catalogue, now), ZoneOffset.UTC));
  }

  long days(LocalDate since) {
    return Duration.between(since.atStartOfDay(ZoneOffset.UTC).toInstant(), now).toDays();
  }
}
