package dev.weir.flow.provider;

import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.Wire;
import java.util.Map;

/// A vendor's manners, as far as they are no matter of its wires: many vendors speak the same
/// wires, each in its own way. Read from a file, see [Families].
///
/// @param wires the wires it speaks, and where
/// @param usage where its answers on the wires of OpenAI's dialect say what they consumed
/// @param chat what it wants of requests on those wires
public record Family(
    String name, Map<Wire, WirePath> wires, Auth auth, UsagePaths usage, ChatManners chat) {
  public Family {
    wires = Map.copyOf(wires);
    if (wires.isEmpty()) {
      throw new IllegalArgumentException(name + " speaks no wire");
    }
    boolean needed = wires.keySet().stream().anyMatch(wire -> wire.dialect() == Dialect.OPENAI);
    if (needed == usage.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must say where usage is, for wires of OpenAI's dialect and only for them"
              .formatted(name));
    }
  }

  /// How its answers on a wire are metered.
  public Metering metering(Wire wire) {
    return new Metering(wire, usage);
  }

  public boolean speaks(Wire wire) {
    return wires.containsKey(wire);
  }

  /// Whether any of its wires is of the dialect.
  public boolean speaks(Dialect dialect) {
    return wires.keySet().stream().anyMatch(wire -> wire.dialect() == dialect);
  }
}
