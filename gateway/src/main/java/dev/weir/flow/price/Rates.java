package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The ladders of one service tier, with every gap filled by the meter above or left open.
///
/// The rule for gaps: cache reads and writes stand below input, reasoning below output. A meter
/// without a price at some context tier takes the dearest of its own price at the tier before and
/// the price of the meter above at that tier. A cache read so priced is never too cheap; a cache
/// write may be, as providers charge extra for it, so its price is then marked as a floor.
final class Rates {
  private final Map<Meter, Ladder> ladders = new EnumMap<>(Meter.class);

  private Rates() {}

  /// @param cells of one service tier
  /// @param reasoningApart whether reasoning is billed apart from output at any tier of the model
  static Rates of(List<PricedCell> cells, boolean reasoningApart) {
    var own = new EnumMap<Meter, NavigableMap<Long, PricedCell>>(Meter.class);
    for (PricedCell cell : cells) {
      own.computeIfAbsent(cell.meter(), _ -> new TreeMap<>())
          .put(cell.context().aboveInputTokens(), cell);
    }
    var rates = new Rates();
    for (Meter meter : Meter.values()) {
      if (meter != Meter.REASONING || reasoningApart) {
        ladder(meter, own).ifPresent(found -> rates.ladders.put(meter, found));
      }
    }
    return rates;
  }

  /// The prices of a meter, or null when neither it nor a meter above has one.
  @Nullable Ladder ladder(Meter meter) {
    return ladders.get(meter);
  }

  private static List<Meter> above(Meter meter) {
    return switch (meter) {
      case INPUT, OUTPUT, REQUEST -> List.of();
      case CACHE_READ -> List.of(Meter.INPUT);
      case CACHE_WRITE_5M -> List.of(Meter.INPUT, Meter.CACHE_WRITE_1H);
      case CACHE_WRITE_1H -> List.of(Meter.INPUT, Meter.CACHE_WRITE_5M);
      case REASONING -> List.of(Meter.OUTPUT);
    };
  }

  private static Optional<Ladder> ladder(
      Meter meter, Map<Meter, NavigableMap<Long, PricedCell>> own) {
    NavigableMap<Long, PricedCell> mine = own.getOrDefault(meter, new TreeMap<>());
    var thresholds = new TreeMap<Long, List<PricedCell>>();
    mine.forEach((above, cell) -> thresholds.put(above, List.of(cell)));
    for (Meter parent : above(meter)) {
      own.getOrDefault(parent, new TreeMap<>())
          .forEach((threshold, _) ->
              thresholds.computeIfAbsent(threshold, t -> standIns(meter, t, own)));
    }
    if (!thresholds.containsKey(0L)) {
      return Optional.empty();
    }
    var steps = new ArrayList<Ladder.Step>();
    boolean graduated = false;
    for (var threshold : thresholds.entrySet()) {
      PricedCell cell = dearest(threshold.getValue());
      graduated |= cell.context().graduated();
      steps.add(step(meter, threshold.getKey(), cell, !mine.containsKey(threshold.getKey())));
    }
    return Optional.of(new Ladder(steps.toArray(Ladder.Step[]::new), graduated));
  }

  /// What the meter itself and those above it cost for a request just past the threshold.
  private static List<PricedCell> standIns(
      Meter meter, long threshold, Map<Meter, NavigableMap<Long, PricedCell>> own) {
    var found = new ArrayList<PricedCell>();
    var meters = new ArrayList<Meter>(above(meter));
    meters.add(meter);
    for (Meter each : meters) {
      var floor = own.getOrDefault(each, new TreeMap<>()).floorEntry(threshold);
      if (floor != null) {
        found.add(floor.getValue());
      }
    }
    return found;
  }

  private static PricedCell dearest(List<PricedCell> cells) {
    return cells.stream().max(Comparator.comparing(PricedCell::unitPrice)).orElseThrow();
  }

  private static Ladder.Step step(Meter meter, long above, PricedCell cell, boolean standIn) {
    Money list = cell.listUnitPrice().orElse(cell.unitPrice());
    boolean floor = standIn && meter.isCacheWrite();
    return new Ladder.Step(above, cell.unitPrice(), list, cell.meter(), floor);
  }
}
