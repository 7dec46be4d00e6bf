package dev.weir.flow.catalogue;

import java.util.List;

/// What one catalogue states about one model of one provider.
///
/// @param provider name of the provider as configured
/// @param id the model's name; it matches itself
/// @param match further names, any of which is this model
/// @param cells list prices; two must not price the same unit at the same time
/// @param unsupported prices that no meter can apply
public record ModelPrices(
    String provider,
    String id,
    List<NamePattern> match,
    ModelLimits limits,
    List<PriceCell> cells,
    List<Unsupported> unsupported) {

  public ModelPrices {
    match = List.copyOf(match);
    cells = List.copyOf(cells);
    unsupported = List.copyOf(unsupported);
    for (int i = 0; i < cells.size(); i++) {
      for (PriceCell later : cells.subList(i + 1, cells.size())) {
        requireCompatible(provider + "/" + id, cells.get(i), later);
      }
    }
  }

  private static void requireCompatible(String model, PriceCell a, PriceCell b) {
    if (a.collidesWith(b)) {
      throw new IllegalArgumentException(
          "%s has two prices for %s at tier %s above %d input tokens at the same time"
              .formatted(
                  model, a.meter().label(), a.tier().label(), a.context().aboveInputTokens()));
    }
    boolean bothTiered = a.context().aboveInputTokens() > 0 && b.context().aboveInputTokens() > 0;
    boolean together = a.tier() == b.tier() && a.meter().isInput() && b.meter().isInput();
    if (bothTiered && together && a.context().graduated() != b.context().graduated()) {
      throw new IllegalArgumentException(
          model + " mixes cliff and graduated context tiers at tier " + a.tier().label());
    }
  }
}
