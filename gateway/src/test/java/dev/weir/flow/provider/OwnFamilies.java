package dev.weir.flow.provider;

import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.Wire;
import java.util.Locale;

/// The families of the vendors whose wires the others imitate.
public final class OwnFamilies {
  private static final Families FAMILIES = Families.read();

  private OwnFamilies() {}

  /// The family of a wire's own vendor.
  public static Family of(Wire wire) {
    return FAMILIES.named(wire.dialect().name().toLowerCase(Locale.ROOT));
  }

  /// How a wire's own vendor is metered.
  public static Metering metering(Wire wire) {
    return of(wire).metering(wire);
  }
}
