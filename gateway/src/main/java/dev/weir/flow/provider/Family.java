package dev.weir.flow.provider;

import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Wire;
import java.util.Map;

/// A vendor's manners, as far as they are no matter of its wires: many vendors speak the same
/// wires, each in its own way. Read from a file, see [Families].
///
/// @param wires the wires it speaks, and where
public record Family(String name, Map<Wire, WirePath> wires, Auth auth) {
  public Family {
    wires = Map.copyOf(wires);
    if (wires.isEmpty()) {
      throw new IllegalArgumentException(name + " speaks no wire");
    }
  }

  public boolean speaks(Wire wire) {
    return wires.containsKey(wire);
  }

  /// Whether any of its wires is of the dialect.
  public boolean speaks(Dialect dialect) {
    return wires.keySet().stream().anyMatch(wire -> wire.dialect() == dialect);
  }
}
