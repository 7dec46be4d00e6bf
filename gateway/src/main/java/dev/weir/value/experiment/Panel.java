package dev.weir.value.experiment;

import java.util.List;

/// What was observed of units that nobody randomised.
///
/// @param contaminated units that were of both groups: they are not among `units`
public record Panel(List<Followed> units, long contaminated) {
  public Panel {
    units = List.copyOf(units);
  }
}
