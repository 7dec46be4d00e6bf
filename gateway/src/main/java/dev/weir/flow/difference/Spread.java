package dev.weir.flow.difference;

import dev.weir.flow.catalogue.DailyWindow;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.UnitPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Whether two prices of one place are too far apart.
final class Spread {
  /// They are if the dearer exceeds the cheaper by more than one part in so many: 1 %.
  private static final BigDecimal PARTS = BigDecimal.valueOf(100);

  private Spread() {}

  /// Whether there is an instant, `from` or later, at which both state a price and these differ by
  /// more than 1 %. Each list holds at most one price for each instant.
  static boolean isTooWide(List<PriceCell> a, List<PriceCell> b, Instant from) {
    for (Instant at : instants(a, b, from)) {
      Optional<PriceCell> one = at(a, at);
      Optional<PriceCell> other = at(b, at);
      if (one.isPresent() && other.isPresent() && differ(one.get().price(), other.get().price())) {
        return true;
      }
    }
    return false;
  }

  /// The price in force at an instant.
  static Optional<PriceCell> at(List<PriceCell> cells, Instant at) {
    return cells.stream().filter(cell -> cell.validity().covers(at)).findFirst();
  }

  private static boolean differ(UnitPrice a, UnitPrice b) {
    if (!a.currency().equals(b.currency())) {
      return false;
    }
    BigDecimal one = a.amount().multiply(BigDecimal.valueOf(b.per()));
    BigDecimal other = b.amount().multiply(BigDecimal.valueOf(a.per()));
    return one.subtract(other).abs().multiply(PARTS).compareTo(one.min(other)) > 0;
  }

  /// One of each time in which neither price changes.
  private static Set<Instant> instants(List<PriceCell> a, List<PriceCell> b, Instant from) {
    List<PriceCell> both = Stream.concat(a.stream(), b.stream()).toList();
    var instants = new TreeSet<Instant>(Set.of(from));
    for (PriceCell cell : both) {
      cell.validity().from().filter(from::isBefore).ifPresent(instants::add);
      cell.validity().to().filter(from::isBefore).ifPresent(instants::add);
    }
    List<DailyWindow> daily =
        both.stream().flatMap(cell -> cell.validity().daily().stream()).toList();
    var times = new TreeSet<Instant>(instants);
    instants.forEach(instant -> times.addAll(onThatDay(instant, daily)));
    return times;
  }

  private static Collection<Instant> onThatDay(Instant instant, List<DailyWindow> daily) {
    return daily.stream()
        .flatMap(window -> Stream.of(window.from(), window.to()))
        .map(time -> next(instant, time))
        .toList();
  }

  private static Instant next(Instant instant, LocalTime time) {
    LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    Instant that = day.atTime(time).toInstant(ZoneOffset.UTC);
    return that.isBefore(instant) ? day.plusDays(1).atTime(time).toInstant(ZoneOffset.UTC) : that;
  }
}
