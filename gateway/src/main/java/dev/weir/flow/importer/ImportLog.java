package dev.weir.flow.importer;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.Origin;
import dev.weir.flow.catalogue.UnitPrice;
import dev.weir.flow.catalogue.Unsupported;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an import has gathered so far. Used by one thread for one import.
final class ImportLog {
  private final String source;
  private final LocalDate observedAt;
  private final List<ModelPrices> models = new ArrayList<>();
  private final Map<String, Integer> unsupported = new HashMap<>();
  private final Map<String, Integer> ignored = new HashMap<>();
  private final List<Imported.Rejected> rejected = new ArrayList<>();
  private final List<String> rounded = new ArrayList<>();

  ImportLog(String source, LocalDate observedAt) {
    this.source = source;
    this.observedAt = observedAt;
  }

  Origin origin(String evidence) {
    return new Origin(source, Optional.of(observedAt), evidence);
  }

  void add(ModelPrices model) {
    models.add(model);
  }

  Unsupported unsupported(String field, String name, boolean everyCharge, String detail) {
    unsupported.merge(field, 1, Integer::sum);
    return new Unsupported(name, everyCharge, detail);
  }

  void ignored(String field) {
    ignored.merge(field, 1, Integer::sum);
  }

  void rejected(String what, String why) {
    rejected.add(new Imported.Rejected(what, why));
  }

  /// The price as a cell can hold it; an inexact one is rounded and noted.
  UnitPrice price(String what, BigDecimal usd, long per) {
    var price = new UnitPrice(usd, per);
    if (price.isExact()) {
      return price;
    }
    rounded.add(what + ": " + price);
    return price.rounded();
  }

  Imported done(String name) {
    var catalogue = new Catalogue(name, true, models, List.of());
    int cells = models.stream().mapToInt(model -> model.cells().size()).sum();
    List<String> free =
        models.stream()
            .filter(m -> !m.cells().isEmpty())
            .filter(m -> m.cells().stream().allMatch(c -> c.price().amount().signum() == 0))
            .map(m -> m.provider() + "/" + m.id())
            .toList();
    return new Imported(catalogue, cells, unsupported, ignored, rejected, rounded, free);
  }
}
