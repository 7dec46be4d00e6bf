package dev.weir.flow.price;

import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.NamePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The models of one provider in one catalogue, found by name.
final class ModelIndex {
  /// An entry and how it was recognised.
  record Found(ModelPrices model, NamePattern.Hit hit) {}

  private final Map<String, ModelPrices> byId = new HashMap<>();
  private final List<ModelPrices> models = new ArrayList<>();

  void add(ModelPrices model) {
    byId.put(model.id(), model);
    models.add(model);
  }

  /// The most specific match; among equals the first in the catalogue.
  Optional<Found> find(String name) {
    @Nullable ModelPrices exact = byId.get(name);
    if (exact != null) {
      return new NamePattern.Exact(name).match(name).map(hit -> new Found(exact, hit));
    }
    @Nullable Found best = null;
    for (ModelPrices model : models) {
      for (NamePattern pattern : model.match()) {
        Optional<NamePattern.Hit> hit = pattern.match(name);
        if (hit.isPresent() && (best == null || hit.get().compareTo(best.hit()) > 0)) {
          best = new Found(model, hit.get());
        }
      }
    }
    return Optional.ofNullable(best);
  }
}
