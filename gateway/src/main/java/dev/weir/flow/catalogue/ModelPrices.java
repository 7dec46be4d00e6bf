package dev.weir.flow.catalogue;

import java.util.List;

/// What one catalogue states about one model of one provider.
///
/// @param provider name of the provider as configured
/// @param id the model's name; it matches itself
/// @param match further names, any of which is this model
/// @param cells list prices; two must not price the same unit at the same time
/// @param uplifts factors on these prices where an answer was served in some scope
/// @param unsupported prices that no meter can apply
public record ModelPrices(
    String provider,
    String id,
    List<NamePattern> match,
    ModelLimits limits,
    List<PriceCell> cells,
    List<Uplift> uplifts,
    List<Unsupported> unsupported) {

  public ModelPrices {
    match = List.copyOf(match);
    cells = List.copyOf(cells);
    uplifts = List.copyOf(uplifts);
    unsupported = List.copyOf(unsupported);
    for (int i = 0; i < cells.size(); i++) {
      for (PriceCell later : cells.subList(i + 1, cells.size())) {
        requireCompatible(provider + "/" + id, cells.get(i), later);
      }
    }
    for (int i = 0; i < uplifts.size(); i++) {
      for (Uplift later : uplifts.subList(i + 1, uplifts.size())) {
        if (uplifts.get(i).collidesWith(later)) {
          throw new IllegalArgumentException(
              "%s/%s has two uplifts of %s at the same time"
                  .formatted(provider, id, later.scope()));
        }
      }
    }
  }

  /// A model whose prices are the same wherever it is served.
  public ModelPrices(
      String provider,
      String id,
      List<NamePattern> match,
      ModelLimits limits,
      List<PriceCell> cells,
      List<Unsupported> unsupported) {
    this(provider, id, match, limits, cells, List.of(), unsupported);
  }

  private static void requireCompatible(String model, PriceCell a, PriceCell b) {
    if (a.collidesWith(b)) {
      throw new IllegalArgumentException(
          "%s has two prices for %s at tier %s above %d input tokens at the same time"
              .formatted(
                  model, a.meter().label(), a.tier().label(), a.context().aboveInputTokens()));
    }
    boolean bothTiered = a.context().aboveInputTokens() > 0 && b.context().aboveInputTokens() > 0;
    boolean together =
        a.tier() == b.tier()
            && a.scope().equals(b.scope())
            && a.meter().isInput()
            && b.meter().isInput();
    if (bothTiered && together && a.context().graduated() != b.context().graduated()) {
      throw new IllegalArgumentException(
          model + " mixes cliff and graduated context tiers at tier " + a.tier().label());
    }
  }
}
