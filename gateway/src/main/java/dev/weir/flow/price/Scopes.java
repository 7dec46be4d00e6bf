package dev.weir.flow.price;

import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.catalogue.Uplift;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The rates of a model by where an answer was served, and by service tier. Of a scope each price
/// is its own where it has one, else the general one, times the uplift where there is one.
final class Scopes {
  private final Map<ServiceTier, Rates> anywhere;
  private final Map<String, Map<ServiceTier, Rates>> elsewhere = new TreeMap<>();

  Scopes(List<PricedCell> cells, List<Uplift> uplifts, Set<Meter> priced) {
    List<PricedCell> general = cells.stream().filter(cell -> cell.scope().isEmpty()).toList();
    anywhere = rates(general, priced);
    var names = new TreeSet<String>();
    cells.stream().map(PricedCell::scope).filter(scope -> !scope.isEmpty()).forEach(names::add);
    uplifts.stream().map(Uplift::scope).forEach(names::add);
    for (String name : names) {
      List<PricedCell> its =
          new ArrayList<>(cells.stream().filter(cell -> cell.scope().equals(name)).toList());
      for (PricedCell cell : general) {
        if (its.stream().noneMatch(cell::standsFor)) {
          its.add(uplift(name, cell, uplifts).map(cell::uplifted).orElse(cell));
        }
      }
      elsewhere.put(name, rates(its, priced));
    }
  }

  private static Optional<Uplift> uplift(String scope, PricedCell cell, List<Uplift> uplifts) {
    return uplifts.stream()
        .filter(uplift -> uplift.scope().equals(scope) && uplift.covers(cell.meter()))
        .findFirst();
  }

  private static Map<ServiceTier, Rates> rates(List<PricedCell> cells, Set<Meter> priced) {
    Map<ServiceTier, Rates> rates = new EnumMap<>(ServiceTier.class);
    cells.stream()
        .collect(Collectors.groupingBy(PricedCell::tier))
        .forEach((tier, its) -> rates.put(tier, Rates.of(its, priced)));
    return rates;
  }

  /// Where an answer that reports these quantities was served, as far as a price depends on it;
  /// else empty.
  String served(Map<String, Long> beyond) {
    for (String name : elsewhere.keySet()) {
      if (beyond.getOrDefault(name, 0L) > 0) {
        return name;
      }
    }
    return "";
  }

  /// The rates by service tier; of the empty name those that hold anywhere.
  Map<ServiceTier, Rates> of(String name) {
    return name.isEmpty() ? anywhere : elsewhere.getOrDefault(name, anywhere);
  }

  Map<ServiceTier, Rates> anywhere() {
    return anywhere;
  }

  /// Those that hold in a scope only.
  Collection<Map<ServiceTier, Rates>> elsewhere() {
    return elsewhere.values();
  }
}
