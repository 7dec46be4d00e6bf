package dev.weir.flow.importer;

import dev.weir.flow.catalogue.Catalogue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A catalogue read from somebody else's format, and everything a person should know about the
/// reading. Nothing of the source is left out without a line here.
///
/// @param catalogue what could be read
/// @param cells how many prices it has
/// @param unsupported price fields that no meter can apply, with how often they occur; each is kept
///   in its model's entry
/// @param ignored fields that are no prices, with how often they occur
/// @param rejected entries or prices that were not taken, with the reason
/// @param rounded prices with more than twelve decimals per unit, rounded half-even
/// @param free models whose every price is an explicit zero: some sources write zero for unknown
public record Imported(
    Catalogue catalogue,
    int cells,
    Map<String, Integer> unsupported,
    Map<String, Integer> ignored,
    List<Rejected> rejected,
    List<String> rounded,
    List<String> free) {

  /// An entry or a price that was not taken.
  public record Rejected(String what, String why) {}

  public Imported {
    unsupported = Collections.unmodifiableMap(new TreeMap<>(unsupported));
    ignored = Collections.unmodifiableMap(new TreeMap<>(ignored));
    rejected = List.copyOf(rejected);
    rounded = List.copyOf(rounded);
    free = List.copyOf(free);
  }

  public int models() {
    return catalogue.models().size();
  }
}
