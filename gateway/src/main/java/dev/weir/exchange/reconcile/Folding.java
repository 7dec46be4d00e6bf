package dev.weir.exchange.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Meters that one book tells apart and another does not are compared as the coarser one: reasoning
/// as output, audio input as input. A meter that only one book knows stays as it is.
final class Folding {
  private static final Map<String, String> COARSER =
      Map.of(
          "reasoning", "output",
          "cache_write_1h", "cache_write_5m",
          "audio_input", "input",
          "image_input", "input",
          "video_input", "input",
          "audio_output", "output",
          "image_output", "output",
          "audio_cache_read", "cache_read",
          "image_cache_read", "cache_read");

  private final Map<String, Set<String>> ours;
  private final Map<String, Set<String>> theirs;

  /// @param ours the places of the ledger
  /// @param theirs the places of the other book
  Folding(Iterable<Place> ours, Iterable<Place> theirs) {
    this.ours = meters(ours);
    this.theirs = meters(theirs);
  }

  private static Map<String, Set<String>> meters(Iterable<Place> places) {
    Map<String, Set<String>> meters = new HashMap<>();
    places.forEach(
        place -> meters.computeIfAbsent(place.model(), _ -> new HashSet<>()).add(place.meter()));
    return meters;
  }

  Place fold(Place place) {
    String coarser = COARSER.getOrDefault(place.meter(), "");
    boolean inOurs = has(ours, place.model(), place.meter());
    boolean inTheirs = has(theirs, place.model(), place.meter());
    if (coarser.isEmpty() || inOurs == inTheirs) {
      return place;
    }
    boolean lumped = has(inOurs ? theirs : ours, place.model(), coarser);
    return lumped ? place.withMeter(coarser) : place;
  }

  private static boolean has(Map<String, Set<String>> meters, String model, String meter) {
    return meters.getOrDefault(model, Set.of()).contains(meter);
  }
}
