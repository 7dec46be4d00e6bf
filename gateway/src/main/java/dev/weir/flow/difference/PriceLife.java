package dev.weir.flow.difference;

import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.PriceCell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A price for as long as the versions of a catalogue stated it. One that comes back lives anew.
///
/// @param cell as it was first stated
/// @param since the version that brought it
/// @param until the version that has it no more
/// @param observedFirst and `observedLast`: when it was seen at its source, as far as that is said
public record PriceLife(
    Place place,
    PriceCell cell,
    int since,
    Optional<Integer> until,
    Optional<LocalDate> observedFirst,
    Optional<LocalDate> observedLast) {

  /// What one version of a catalogue states of the models that are looked at.
  public record Edition(int version, List<ModelPrices> models) {
    public Edition {
      models = List.copyOf(models);
    }
  }

  private record Figure(Place place, PriceCell cell) {}

  /// The lives of all prices, in the order in which they began.
  ///
  /// @param editions of one catalogue, in their order
  public static List<PriceLife> of(List<Edition> editions) {
    List<PriceLife> lives = new ArrayList<>();
    Map<Figure, Integer> alive = new LinkedHashMap<>();
    for (Edition edition : editions) {
      Map<Figure, PriceCell> stated = stated(edition);
      for (Figure figure : List.copyOf(alive.keySet())) {
        if (!stated.containsKey(figure)) {
          Optional.ofNullable(alive.remove(figure))
              .ifPresent(index -> lives.set(index, lives.get(index).ended(edition.version())));
        }
      }
      stated.forEach((figure, cell) -> {
        @Nullable Integer index = alive.get(figure);
        if (index == null) {
          alive.put(figure, lives.size());
          Optional<LocalDate> seen = cell.origin().observedAt();
          lives.add(
              new PriceLife(figure.place(), cell, edition.version(), Optional.empty(), seen, seen));
        } else {
          lives.set(index, lives.get(index).seen(cell.origin().observedAt()));
        }
      });
    }
    return lives;
  }

  private static Map<Figure, PriceCell> stated(Edition edition) {
    Map<Figure, PriceCell> stated = new LinkedHashMap<>();
    for (ModelPrices model : edition.models()) {
      for (PriceCell cell : model.cells()) {
        stated.put(new Figure(Place.of(model, cell), Statement.figure(cell)), cell);
      }
    }
    return stated;
  }

  private PriceLife ended(int version) {
    return new PriceLife(place, cell, since, Optional.of(version), observedFirst, observedLast);
  }

  private PriceLife seen(Optional<LocalDate> day) {
    return new PriceLife(place, cell, since, until, observedFirst, day.or(() -> observedLast));
  }
}
