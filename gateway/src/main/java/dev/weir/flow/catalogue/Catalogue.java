package dev.weir.flow.catalogue;

import java.util.HashSet;
import java.util.List;

/// Prices from one source, in the order the source gives them.
///
/// @param name of the source, for people
/// @param imported true when it was read from somebody else's catalogue: it then gives way to the
///   catalogues written by hand
/// @param models list prices; provider and id are unique
/// @param contracts agreed prices
public record Catalogue(
    String name, boolean imported, List<ModelPrices> models, List<ContractTerm> contracts) {

  public Catalogue {
    models = List.copyOf(models);
    contracts = List.copyOf(contracts);
    var seen = new HashSet<List<String>>();
    for (ModelPrices model : models) {
      if (!seen.add(List.of(model.provider(), model.id()))) {
        throw new IllegalArgumentException(
            "catalogue %s has %s/%s twice".formatted(name, model.provider(), model.id()));
      }
    }
  }

  /// Reads the format of docs/pricing.md. Anything unknown, missing or contradictory is an
  /// [IllegalArgumentException] that names its place.
  public static Catalogue parse(String json) {
    return CatalogueReader.catalogue(Json.parse(json));
  }

  /// The same content in canonical form: `parse(toJson())` is equal, and equal catalogues give
  /// equal text.
  public String toJson() {
    return Json.write(CatalogueWriter.catalogue(this));
  }

  /// Reads what [#toJson(List)] wrote.
  public static List<Catalogue> parseAll(String json) {
    return CatalogueReader.book(Json.parse(json));
  }

  /// Several catalogues as one text in canonical form, in the order given.
  public static String toJson(List<Catalogue> catalogues) {
    return Json.write(CatalogueWriter.book(catalogues));
  }
}
