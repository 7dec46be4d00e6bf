package dev.weir.flow.difference;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.DailyWindow;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.PriceCell;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A price that one list of catalogues has and another has not, or has otherwise. That it was only
/// seen again is no change.
///
/// @param before absent = it is new
/// @param after absent = it is gone
public record PriceChange(
    String catalogue, Place place, Optional<PriceCell> before, Optional<PriceCell> after) {
  private static final int SHARE_SCALE = 6;

  private record Key(
      String catalogue, Place place, Optional<Instant> from, Optional<DailyWindow> daily) {}

  /// `added`, `removed` or `changed`.
  public String kind() {
    if (before.isEmpty()) {
      return "added";
    }
    return after.isEmpty() ? "removed" : "changed";
  }

  /// By how much of the price before it changed, to six decimals, half-even: 0.5 = half as much
  /// again. Absent where there is none before or after, where the one before is 0, and between
  /// currencies.
  public Optional<BigDecimal> share() {
    return before.flatMap(old -> after.flatMap(now -> share(old, now)));
  }

  /// By how much of the first price the second differs, as [#share()].
  public static Optional<BigDecimal> share(PriceCell before, PriceCell after) {
    BigDecimal old = before.price().amount().multiply(BigDecimal.valueOf(after.price().per()));
    BigDecimal now = after.price().amount().multiply(BigDecimal.valueOf(before.price().per()));
    if (old.signum() == 0 || !before.price().currency().equals(after.price().currency())) {
      return Optional.empty();
    }
    return Optional.of(now.subtract(old).divide(old, SHARE_SCALE, RoundingMode.HALF_EVEN));
  }

  /// What `after` has otherwise than `before`, catalogue by catalogue.
  public static List<PriceChange> between(List<Catalogue> before, List<Catalogue> after) {
    Map<Key, PriceCell> old = cells(before);
    Map<Key, PriceCell> now = cells(after);
    Set<Key> keys = new LinkedHashSet<>(old.keySet());
    keys.addAll(now.keySet());
    List<PriceChange> changes = new ArrayList<>();
    for (Key key : keys) {
      Optional<PriceCell> was = Optional.ofNullable(old.get(key));
      Optional<PriceCell> is = Optional.ofNullable(now.get(key));
      boolean same =
          was.isPresent()
              && is.isPresent()
              && Statement.same(List.of(was.get()), List.of(is.get()));
      if (!same) {
        changes.add(new PriceChange(key.catalogue(), key.place(), was, is));
      }
    }
    return changes;
  }

  private static Map<Key, PriceCell> cells(List<Catalogue> catalogues) {
    Map<Key, PriceCell> cells = new LinkedHashMap<>();
    for (Catalogue catalogue : catalogues) {
      for (ModelPrices model : catalogue.models()) {
        for (PriceCell cell : model.cells()) {
          Key key =
              new Key(
                  catalogue.name(),
                  Place.of(model, cell),
                  cell.validity().from(),
                  cell.validity().daily());
          cells.put(key, cell);
        }
      }
    }
    return cells;
  }
}
