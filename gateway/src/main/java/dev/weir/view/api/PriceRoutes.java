package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.UnitPrice;
import dev.weir.flow.difference.Dispute;
import dev.weir.flow.importer.Imported;
import dev.weir.flow.price.PriceBook;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Catalogues of prices, their import, and contract terms.
final class PriceRoutes {
  private static final String CONTRACTS = "contracts";
  private static final int LISTED_MAX = 100;

  private final RunningGateway gateway;
  private final Changes changes;

  PriceRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// @param version of the price book in force
  record CatalogueList(String version, List<CatalogueLine> catalogues) {}

  record CatalogueLine(
      String name, int version, boolean imported, int models, int contracts, Instant at) {}

  record ModelList(String version, List<ModelPage> models) {}

  /// One model as one catalogue has it.
  record ModelPage(
      String provider,
      String id,
      String catalogue,
      List<PricePage> prices,
      List<String> unpriced) {}

  /// @param meter what is billed
  /// @param scope where an answer must have been served, if that matters
  /// @param usd dollars for `per` units
  /// @param amount of `currency` for `per` units, if that is not the dollar
  /// @param dailyFrom from when in each day (UTC) it holds, if not in all of it
  record PricePage(
      String meter,
      String tier,
      Optional<String> scope,
      long aboveInputTokens,
      boolean graduated,
      Optional<BigDecimal> usd,
      Optional<BigDecimal> amount,
      Optional<String> currency,
      long per,
      Optional<Long> minimumUnits,
      Optional<Long> freeUnits,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> dailyFrom,
      Optional<String> dailyTo,
      String source,
      Optional<LocalDate> observedAt) {}

  /// A catalogue in one of the formats of docs/pricing.md; its fields are those of that format.
  record CatalogueText() {}

  /// What an import did, and what it could not take.
  ///
  /// @param unsupported price fields that no meter can apply, with how often they occur
  /// @param ignored fields that are no prices, with how often they occur
  /// @param rejected entries or prices that were not taken, at most 100 are listed
  /// @param rounded prices with more than twelve decimals, at most 100 are listed
  /// @param free models whose every price is zero, at most 100 are listed
  /// @param disputes prices of the whole book about which sources differ and nobody has decided
  /// @param setAside of those, where a price stays in force that its source states no more
  record ImportReport(
      String catalogue,
      int version,
      String priceBook,
      int models,
      int prices,
      Map<String, Integer> unsupported,
      Map<String, Integer> ignored,
      int rejectedCount,
      List<RejectedLine> rejected,
      int roundedCount,
      List<String> rounded,
      int freeCount,
      List<String> free,
      int disputes,
      int setAside) {}

  record RejectedLine(String what, String why) {}

  /// The contract terms of docs/pricing.md.
  record ContractList(List<ObjectNode> contracts) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listCatalogues", "/api/v1/prices", "The catalogues of the price book.")
            .answers(CatalogueList.class)
            .does(_ -> catalogues()),
        Endpoint.get("getCatalogue", "/api/v1/prices/{name}", "A catalogue, in Weir's format.")
            .answers(CatalogueText.class)
            .does(this::catalogue),
        Endpoint.get("listModels", "/api/v1/models", "What a provider's models cost.")
            .asks(Parameter.text("provider", "Name of the provider, as configured; required."))
            .answers(ModelList.class)
            .does(this::models),
        Endpoint.change(
                "POST",
                "importPrices",
                "/api/v1/prices/import",
                "Reads a catalogue and puts it in force, replacing the one of the same name.")
            .versioned()
            .asks(PriceImport.FORMAT, PriceImport.OBSERVED_AT)
            .takes(CatalogueText.class, PriceImport.CATALOGUE_BYTES)
            .answers(ImportReport.class)
            .does(this::load),
        Endpoint.change(
                "DELETE", "deleteCatalogue", "/api/v1/prices/{name}", "Ends a catalogue's prices.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(
                inquiry -> changes.retire(Kind.PRICES, inquiry.named("name"), List.of(), inquiry)),
        Endpoint.get("listContracts", "/api/v1/contracts", "Agreed prices, of all catalogues.")
            .answers(ContractList.class)
            .does(_ -> contracts()),
        Endpoint.change(
                "PUT",
                "putContracts",
                "/api/v1/contracts",
                "Replaces the agreed prices; they are the catalogue 'contracts'.")
            .versioned()
            .takes(ContractList.class)
            .answers(ImportReport.class)
            .does(this::putContracts));
  }

  private Answer catalogues() {
    List<CatalogueLine> lines =
        changes.current(Kind.PRICES).stream()
            .map(version -> {
              JsonNode body = version.body();
              return new CatalogueLine(
                  version.id(),
                  version.version(),
                  body.path("kind").asText().equals("imported"),
                  body.path("models").size(),
                  body.path("contracts").size(),
                  version.at());
            })
            .toList();
    return Answer.of(new CatalogueList(book().version(), lines));
  }

  private Answer catalogue(Inquiry inquiry) {
    String name = inquiry.named("name");
    return changes
        .current(Kind.PRICES, name)
        .map(version -> Answer.of(version.body()))
        .orElseGet(() -> Answer.missing("catalogue", name));
  }

  private Answer models(Inquiry inquiry) {
    String provider =
        inquiry
            .asked("provider")
            .orElseThrow(() -> new IllegalArgumentException("parameter 'provider' is missing"));
    List<ModelPage> models =
        book().models(gateway.priceName().of(provider)).stream().map(PriceRoutes::page).toList();
    return Answer.of(new ModelList(book().version(), models));
  }

  private PriceBook book() {
    return gateway.books().inForce().prices();
  }

  private static ModelPage page(PriceBook.Listed listed) {
    return new ModelPage(
        listed.model().provider(),
        listed.model().id(),
        listed.catalogue(),
        listed.model().cells().stream().map(PriceRoutes::page).toList(),
        listed.model().unsupported().stream().map(each -> each.name()).toList());
  }

  static PricePage page(PriceCell cell) {
    UnitPrice price = cell.price();
    Optional<BigDecimal> amount = Optional.of(price.amount());
    Optional<UnitPrice> foreign = Optional.of(price).filter(each -> !each.isInDollars());
    return new PricePage(
        cell.meter().label(),
        cell.tier().name().toLowerCase(Locale.ROOT),
        Optional.of(cell.scope()).filter(scope -> !scope.isEmpty()),
        cell.context().aboveInputTokens(),
        cell.context().graduated(),
        amount.filter(_ -> price.isInDollars()),
        foreign.map(UnitPrice::amount),
        foreign.map(UnitPrice::currency),
        price.per(),
        Optional.of(cell.allotment().minimum()).filter(units -> units > 0),
        Optional.of(cell.allotment().free()).filter(units -> units > 0),
        cell.validity().from(),
        cell.validity().to(),
        cell.validity().daily().map(daily -> daily.from().toString()),
        cell.validity().daily().map(daily -> daily.to().toString()),
        cell.origin().source(),
        cell.origin().observedAt());
  }

  private Answer load(Inquiry inquiry) {
    return publish(PriceImport.read(inquiry), inquiry);
  }

  private Answer putContracts(Inquiry inquiry) {
    return publish(PriceImport.own(contracts(inquiry)), inquiry);
  }

  /// The catalogue of the agreed prices that a request brings.
  static Catalogue contracts(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("contracts"));
    ObjectNode catalogue = Json.object().put("format", "weir-prices/1").put("name", CONTRACTS);
    catalogue.putArray("models");
    if (!(inquiry.body().get("contracts") instanceof ArrayNode terms)) {
      throw new IllegalArgumentException("field 'contracts' is a list of contract terms");
    }
    catalogue.set("contracts", terms);
    return Catalogue.parse(catalogue.toString());
  }

  private Answer publish(Imported imported, Inquiry inquiry) {
    String text = imported.catalogue().toJson();
    long characters = (long) text.length() + others(imported.catalogue().name());
    if (characters > gateway.bookCharactersMax()) {
      return new Answer.Fault(
          413,
          "book_too_large",
          "the price book would have %d characters; a journal segment of this size takes %d"
              .formatted(characters, gateway.bookCharactersMax()));
    }
    OptionalInt expected = changes.expected(Kind.PRICES, imported.catalogue().name(), inquiry);
    Published published =
        gateway.books().publish(List.of(PriceImport.change(imported, expected, inquiry)));
    return Changes.answer(published, done -> report(imported, done, inquiry));
  }

  private long others(String name) {
    return book().catalogues().stream()
        .filter(catalogue -> !catalogue.name().equals(name))
        .mapToLong(catalogue -> catalogue.toJson().length())
        .sum();
  }

  private static ImportReport report(Imported imported, Published.Done done, Inquiry inquiry) {
    List<Dispute> undecided =
        done.inForce().sources().disputes(inquiry.now()).stream()
            .filter(dispute -> dispute.state() == Dispute.State.OPEN)
            .toList();
    return new ImportReport(
        imported.catalogue().name(),
        done.versions().getFirst().version(),
        done.inForce().prices().version(),
        imported.models(),
        imported.cells(),
        imported.unsupported(),
        imported.ignored(),
        imported.rejected().size(),
        imported.rejected().stream()
            .limit(LISTED_MAX)
            .map(each -> new RejectedLine(each.what(), each.why()))
            .toList(),
        imported.rounded().size(),
        imported.rounded().stream().limit(LISTED_MAX).toList(),
        imported.free().size(),
        imported.free().stream().limit(LISTED_MAX).toList(),
        undecided.size(),
        (int) undecided.stream().filter(Dispute::setsAside).count());
  }

  private Answer contracts() {
    List<ObjectNode> terms =
        changes.current(Kind.PRICES).stream()
            .map(Version::body)
            .flatMap(body -> body.path("contracts").valueStream())
            .map(ObjectNode.class::cast)
            .toList();
    return Answer.of(new ContractList(terms));
  }
}
