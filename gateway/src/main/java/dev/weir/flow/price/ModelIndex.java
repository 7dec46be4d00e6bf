package dev.weir.flow.price;

import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.NamePattern;
import dev.weir.flow.dialect.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The models of one provider in one catalogue, found by name.
///
/// A price allows an operation, and whoever asks has a say in its name: a pattern that is not for
/// operations from its first letters on means none, and is not tried: a request that has no key yet
/// has its operation looked up, too, however it is named.
final class ModelIndex {
  /// An entry and how it was recognised.
  record Found(ModelPrices model, NamePattern.Hit hit) {}

  private record Candidate(ModelPrices model, NamePattern pattern) {}

  private final Map<String, ModelPrices> byId = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();

  /// Those that can be for operations, in the order of all.
  private final List<Candidate> ofOperations = new ArrayList<>();

  void add(ModelPrices model) {
    byId.put(model.id(), model);
    for (NamePattern pattern : model.match()) {
      Candidate candidate = new Candidate(model, pattern);
      candidates.add(candidate);
      if (pattern.mayBegin(Operation.MODEL)) {
        ofOperations.add(candidate);
      }
    }
  }

  /// The most specific match; among equals the first in the catalogue.
  Optional<Found> find(String name) {
    @Nullable ModelPrices exact = byId.get(name);
    if (exact != null) {
      return new NamePattern.Exact(name).match(name).map(hit -> new Found(exact, hit));
    }
    @Nullable Found best = null;
    for (Candidate each : name.startsWith(Operation.MODEL) ? ofOperations : candidates) {
      Optional<NamePattern.Hit> hit = each.pattern().match(name);
      if (hit.isPresent() && (best == null || hit.get().compareTo(best.hit()) > 0)) {
        best = new Found(each.model(), hit.get());
      }
    }
    return Optional.ofNullable(best).filter(found -> means(found.hit(), name));
  }

  /// Whether a name is meant by the pattern that matched it.
  static boolean means(NamePattern.Hit hit, String name) {
    return !name.startsWith(Operation.MODEL) || hit.begins(Operation.MODEL.length());
  }
}
