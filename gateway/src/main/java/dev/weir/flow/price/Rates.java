package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Meter.Kind;
import dev.weir.flow.catalogue.Meter.Modality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The ladders of one service tier in one scope, with every gap filled by the meters above or left
/// open.
///
/// The rule for gaps: cache reads and writes stand below input, reasoning below output, and every
/// other modality below text of its kind. A meter without a price at some context tier takes the
/// dearest of its own price at the tier before and the prices of the meters above at that tier. A
/// cache read so priced is never too cheap; a cache write may be, as providers charge extra for it,
/// and so may another modality: the price is then marked as a floor.
final class Rates {
  private static final NavigableMap<Long, PricedCell> NONE = Collections.emptyNavigableMap();

  private final Map<Meter, Ladder> ladders = new EnumMap<>(Meter.class);
  private final Map<Meter, NavigableMap<Long, PricedCell>> own = new EnumMap<>(Meter.class);

  private Rates() {}

  /// @param cells of one service tier in one scope
  /// @param priced the meters that the model has a price for at any tier
  static Rates of(List<PricedCell> cells, Set<Meter> priced) {
    var rates = new Rates();
    for (PricedCell cell : cells) {
      rates
          .own
          .computeIfAbsent(cell.meter(), _ -> new TreeMap<>())
          .put(cell.context().aboveInputTokens(), cell);
    }
    for (Meter meter : Meter.values()) {
      if (meter != Meter.REASONING || priced.contains(Meter.REASONING)) {
        rates.ladderOf(meter).ifPresent(found -> rates.ladders.put(meter, found));
      }
    }
    return rates;
  }

  /// The prices of a meter, or null when neither it nor a meter above has one.
  @Nullable Ladder ladder(Meter meter) {
    return ladders.get(meter);
  }

  private List<Meter> above(Meter meter) {
    Kind kind = meter.kind();
    Meter text = kind == Kind.UNIT ? meter : Meter.of(Modality.TEXT, kind);
    if (meter == text) {
      return switch (kind) {
        case INPUT, OUTPUT, UNIT -> List.of();
        case CACHE_READ -> List.of(Meter.INPUT);
        case CACHE_WRITE_5M -> List.of(Meter.INPUT, Meter.CACHE_WRITE_1H);
        case CACHE_WRITE_1H -> List.of(Meter.INPUT, Meter.CACHE_WRITE_5M);
        case REASONING -> List.of(Meter.OUTPUT);
      };
    }
    Meter plain = Meter.of(meter.modality(), Kind.INPUT);
    if (!meter.isInput() || meter == plain) {
      return List.of(text);
    }
    var nearest = new ArrayList<Meter>(List.of(plain, text));
    if (!hasBase(plain) && !hasBase(text)) {
      nearest.addAll(above(text));
    }
    return nearest;
  }

  private boolean hasBase(Meter meter) {
    return cellsOf(meter).containsKey(0L);
  }

  /// Whether the price of a meter above may be too low for this one.
  private boolean mayCostMore(Meter meter) {
    if (meter.isCacheWrite()) {
      return true;
    }
    if (meter.isUnit() || meter.modality() == Modality.TEXT) {
      return false;
    }
    boolean cacheRead = meter.kind() == Kind.CACHE_READ;
    return !cacheRead || !hasBase(Meter.of(meter.modality(), Kind.INPUT));
  }

  private Optional<Ladder> ladderOf(Meter meter) {
    NavigableMap<Long, PricedCell> mine = cellsOf(meter);
    if (meter.isUnit() && mine.isEmpty()) {
      return Optional.empty();
    }
    var thresholds = new TreeMap<Long, List<PricedCell>>();
    mine.forEach((above, cell) -> thresholds.put(above, List.of(cell)));
    for (Meter parent : above(meter)) {
      cellsOf(parent)
          .forEach(
              (threshold, _) -> thresholds.computeIfAbsent(threshold, t -> standIns(meter, t)));
    }
    if (!thresholds.containsKey(0L)) {
      return Optional.empty();
    }
    var steps = new ArrayList<Ladder.Step>();
    boolean graduated = false;
    for (var threshold : thresholds.entrySet()) {
      PricedCell cell = dearest(threshold.getValue());
      graduated |= cell.context().graduated();
      boolean standIn = !mine.containsKey(threshold.getKey());
      steps.add(step(threshold.getKey(), cell, standIn && mayCostMore(meter)));
    }
    return Optional.of(new Ladder(steps.toArray(Ladder.Step[]::new), graduated));
  }

  private NavigableMap<Long, PricedCell> cellsOf(Meter meter) {
    return own.getOrDefault(meter, NONE);
  }

  /// What the meter itself and those above it cost for a request just past the threshold.
  private List<PricedCell> standIns(Meter meter, long threshold) {
    var found = new ArrayList<PricedCell>();
    var meters = new ArrayList<Meter>(above(meter));
    meters.add(meter);
    for (Meter each : meters) {
      var floor = cellsOf(each).floorEntry(threshold);
      if (floor != null) {
        found.add(floor.getValue());
      }
    }
    return found;
  }

  private static PricedCell dearest(List<PricedCell> cells) {
    return cells.stream().max(Comparator.comparing(PricedCell::unitPrice)).orElseThrow();
  }

  private static Ladder.Step step(long above, PricedCell cell, boolean floor) {
    Money list = cell.listUnitPrice().orElse(cell.unitPrice());
    return new Ladder.Step(
        above, cell.unitPrice(), list, cell.meter(), cell.allotment(), floor, cell);
  }
}
