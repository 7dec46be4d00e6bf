package dev.weir.view.api;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.difference.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Prices in force that were last seen too long ago, and such that have ended without another.
///
/// @param inForce catalogues in order of precedence; the first that prices a model counts
/// @param daysMax how many days ago is not too long
/// @param spent of the last days, by provider and model as the book names them
record StalePrices(
    List<Catalogue> inForce, PriceAges ages, long daysMax, Map<Model, BigDecimal> spent) {

  /// A model as the book names it.
  record Model(String provider, String id) {}

  /// @param old how many of its prices are too old
  /// @param observedAt when the oldest of them was seen
  /// @param ended what it has no price for any more: the meter, and until when it had one
  record Row(
      Model model,
      String catalogue,
      int old,
      Optional<LocalDate> observedAt,
      List<String> ended,
      BigDecimal spent) {}

  /// Those that money was spent on first, the most at the top; then the oldest.
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Set<Model> seen = new HashSet<>();
    for (Catalogue catalogue : inForce) {
      for (ModelPrices each : catalogue.models()) {
        if (!each.cells().isEmpty() && seen.add(new Model(each.provider(), each.id()))) {
          row(catalogue, each).ifPresent(rows::add);
        }
      }
    }
    rows.sort(
        Comparator.comparing(Row::spent, Comparator.reverseOrder())
            .thenComparing(row -> row.observedAt().orElse(LocalDate.MAX))
            .thenComparing(row -> row.model().provider())
            .thenComparing(row -> row.model().id()));
    return rows;
  }

  private Optional<Row> row(Catalogue catalogue, ModelPrices prices) {
    List<LocalDate> old =
        prices.cells().stream()
            .filter(cell -> !isOver(cell))
            .map(cell -> ages.observed(catalogue.name(), cell))
            .filter(day -> ages.days(day) > daysMax)
            .toList();
    List<String> ended = ended(prices);
    Model model = new Model(prices.provider(), prices.id());
    return old.isEmpty() && ended.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Row(
                model,
                catalogue.name(),
                old.size(),
                old.stream().min(Comparator.naturalOrder()),
                ended,
                Objects.requireNonNullElse(spent.get(model), BigDecimal.ZERO)));
  }

  private boolean isOver(PriceCell cell) {
    return cell.validity().to().filter(end -> !end.isAfter(ages.now())).isPresent();
  }

  private List<String> ended(ModelPrices prices) {
    Map<Place, List<PriceCell>> places = new LinkedHashMap<>();
    prices
        .cells()
        .forEach(cell ->
            places.computeIfAbsent(Place.of(prices, cell), _ -> new ArrayList<>()).add(cell));
    List<String> ended = new ArrayList<>();
    places.forEach((place, cells) -> {
      if (cells.stream().allMatch(this::isOver)) {
        Instant last =
            cells.stream()
                .flatMap(cell -> cell.validity().to().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        ended.add("%s@%s until %s".formatted(place.meter().label(), place.tier().label(), last));
      }
    });
    return ended;
  }

  /// The last rate of each currency that a price in force is in, if that is too old.
  List<ExchangeRate> rates() {
    Set<String> used = new HashSet<>();
    Map<String, ExchangeRate> last = new HashMap<>();
    for (Catalogue catalogue : inForce) {
      catalogue.models().stream()
          .flatMap(model -> model.cells().stream())
          .filter(cell -> !isOver(cell))
          .forEach(cell -> used.add(cell.price().currency()));
      catalogue
          .rates()
          .forEach(rate ->
              last.merge(rate.currency(), rate, (a, b) -> a.day().isBefore(b.day()) ? b : a));
    }
    return last.values().stream()
        .filter(rate -> used.contains(rate.currency()) && ages.days(rate.day()) > daysMax)
        .sorted(Comparator.comparing(ExchangeRate::day).thenComparing(ExchangeRate::currency))
        .toList();
  }
}
