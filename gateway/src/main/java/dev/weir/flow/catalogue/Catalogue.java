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
/// @param rates what other currencies are worth; they hold for the prices of every catalogue
public record Catalogue(
    String name,
    boolean imported,
    List<ModelPrices> models,
    List<ContractTerm> contracts,
    List<ExchangeRate> rates) {

  public Catalogue {
    models = List.copyOf(models);
    contracts = List.copyOf(contracts);
    rates = List.copyOf(rates);
    var seen = new HashSet<List<Object>>();
    for (ModelPrices model : models) {
      if (!seen.add(List.of(model.provider(), model.id()))) {
        throw new IllegalArgumentException(
            "catalogue %s has %s/%s twice".formatted(name, model.provider(), model.id()));
      }
    }
    for (ExchangeRate rate : rates) {
      if (!seen.add(List.of(rate.currency(), rate.day()))) {
        throw new IllegalArgumentException(
            "catalogue %s has two rates of %s on %s".formatted(name, rate.currency(), rate.day()));
      }
    }
  }

  /// One that says nothing of other currencies.
  public Catalogue(
      String name, boolean imported, List<ModelPrices> models, List<ContractTerm> contracts) {
    this(name, imported, models, contracts, List.of());
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
