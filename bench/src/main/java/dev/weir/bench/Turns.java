package dev.weir.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// All turns of a run, and their medians.
final class Turns {
  private record Place(PeerLoad load, Peer peer) {}

  private final Map<Place, List<Turn>> turns = new HashMap<>();

  void add(PeerLoad load, Peer peer, Turn turn) {
    turns.computeIfAbsent(new Place(load, peer), _ -> new ArrayList<>()).add(turn);
  }

  List<Turn> of(PeerLoad load, Peer peer) {
    return turns.getOrDefault(new Place(load, peer), List.of());
  }

  boolean has(PeerLoad load, Peer peer) {
    return !of(load, peer).isEmpty();
  }

  /// The median of a figure; empty if the variant had no turn at the load.
  OptionalDouble median(PeerLoad load, Peer peer, ToDoubleFunction<Turn> figure) {
    return has(load, peer)
        ? OptionalDouble.of(Median.of(of(load, peer), figure))
        : OptionalDouble.empty();
  }

  OptionalDouble perSecond(PeerLoad load, Peer peer) {
    return median(load, peer, turn -> turn.sample().perSecond());
  }

  /// In microseconds.
  OptionalDouble p99(PeerLoad load, Peer peer) {
    return median(load, peer, turn -> turn.sample().micros(99));
  }

  /// Bytes allocated per unit; of turns that tell.
  OptionalDouble allocatedBytes(PeerLoad load, Peer peer) {
    double[] told =
        of(load, peer).stream().flatMapToDouble(turn -> turn.allocatedBytes().stream()).toArray();
    return told.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Median.of(java.util.Arrays.stream(told).boxed().toList(), d -> d));
  }

  /// Places where a histogram of Weir has a 40 ms mode.
  List<String> fortyMillis() {
    return turns.entrySet().stream()
        .filter(each -> each.getKey().peer().isWeir())
        .filter(each -> each.getValue().stream().anyMatch(Turn::hasFortyMillis))
        .map(each -> each.getKey().peer().title() + ": " + each.getKey().load().title())
        .sorted()
        .toList();
  }

  int histogramsOfWeir() {
    return turns.entrySet().stream()
        .filter(each -> each.getKey().peer().isWeir())
        .mapToInt(each -> each.getValue().size())
        .sum();
  }
}
