package dev.weir.flow.price;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ContractTerm;
import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.NamePattern;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.UnitPrice;
import dev.weir.flow.catalogue.Unsupported;
import dev.weir.flow.catalogue.Uplift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the entry for a model's name and puts its prices and the contracts that cover it together.
final class Compiler {
  /// Longer names are no model's, and patterns are not tried on them.
  private static final int NAME_LENGTH_MAX = 256;

  private final List<Catalogue> catalogues;
  private final String book;
  private final Exchange exchange;
  private final List<Map<String, ModelIndex>> byProvider = new ArrayList<>();

  Compiler(List<Catalogue> catalogues, String book) {
    this.catalogues = catalogues;
    this.book = book;
    this.exchange = new Exchange(catalogues);
    for (Catalogue catalogue : catalogues) {
      var indexes = new HashMap<String, ModelIndex>();
      for (ModelPrices model : catalogue.models()) {
        indexes.computeIfAbsent(model.provider(), _ -> new ModelIndex()).add(model);
      }
      byProvider.add(indexes);
    }
  }

  PriceLookup find(String provider, String name, Instant at) {
    if (name.length() > NAME_LENGTH_MAX) {
      return new PriceLookup.Unpriced(
          "model name of %d characters at provider %s: at most %d are looked up"
              .formatted(name.length(), provider, NAME_LENGTH_MAX));
    }
    var reasons = new ArrayList<String>();
    for (int i = 0; i < catalogues.size(); i++) {
      Optional<ModelIndex.Found> found =
          Optional.ofNullable(byProvider.get(i).get(provider)).flatMap(x -> x.find(name));
      if (found.isEmpty()) {
        continue;
      }
      ModelPrices model = found.get().model();
      List<PriceCell> inForce =
          model.cells().stream().filter(cell -> cell.validity().covers(at)).toList();
      if (!inForce.isEmpty()) {
        List<Contracts.Term> terms = terms(provider, name, model.id(), at);
        Optional<UnitPrice> untaken = untaken(inForce, terms, at);
        if (untaken.isPresent()) {
          return noRate(provider, name, untaken.get(), at);
        }
        List<PricedCell> cells = new Contracts(exchange, at).apply(inForce, terms);
        return new PriceLookup.Priced(tariff(model, cells, at), found.get().hit().by());
      }
      reasons.add(whyNot(catalogues.get(i), model, at));
    }
    return contractOnly(provider, name, at, reasons);
  }

  private Tariff tariff(ModelPrices model, List<PricedCell> cells, Instant at) {
    List<Uplift> uplifts =
        model.uplifts().stream().filter(uplift -> uplift.validity().covers(at)).toList();
    return new Tariff(model.id(), model.limits(), cells, uplifts, model.unsupported(), book);
  }

  Exchange exchange() {
    return exchange;
  }

  Optional<ExchangeRate> rate(String currency, Instant at) {
    return exchange.rate(currency, at);
  }

  /// A price that no rate puts in dollars. One without it would be another model's: nothing of the
  /// model is priced then.
  private Optional<UnitPrice> untaken(
      List<PriceCell> cells, List<Contracts.Term> terms, Instant at) {
    return Stream.concat(
            cells.stream().map(PriceCell::price),
            terms.stream()
                .map(each -> each.term().terms())
                .filter(ContractTerm.Fixed.class::isInstance)
                .map(fixed -> ((ContractTerm.Fixed) fixed).price()))
        .filter(price -> !exchange.takes(price, at))
        .findFirst();
  }

  private static PriceLookup.Unpriced noRate(
      String provider, String name, UnitPrice price, Instant at) {
    return new PriceLookup.Unpriced(
        "model %s of provider %s has a price in %s, and no catalogue has an exchange rate of it on or before %s"
            .formatted(name, provider, price.currency(), at));
  }

  private static String whyNot(Catalogue catalogue, ModelPrices model, Instant at) {
    String what =
        model.cells().isEmpty()
            ? "only prices that no meter can apply (%s)"
                .formatted(
                    String.join(", ", model.unsupported().stream().map(Unsupported::name).toList()))
            : "no price in force at " + at;
    return "catalogue %s has %s for %s".formatted(catalogue.name(), what, model.id());
  }

  /// A contract may price a model that no catalogue lists.
  private PriceLookup contractOnly(String provider, String name, Instant at, List<String> reasons) {
    List<Contracts.Term> terms =
        terms(provider, name, name, at).stream()
            .filter(term -> ModelIndex.means(term.hit(), name))
            .toList();
    Optional<UnitPrice> untaken = untaken(List.of(), terms, at);
    if (untaken.isPresent()) {
      return noRate(provider, name, untaken.get(), at);
    }
    List<PricedCell> cells = new Contracts(exchange, at).apply(List.of(), terms);
    if (!cells.isEmpty()) {
      var tariff = new Tariff(name, ModelLimits.UNSTATED, cells, List.of(), List.of(), book);
      return new PriceLookup.Priced(tariff, "contract " + decisive(terms).by());
    }
    String why = reasons.isEmpty() ? "no catalogue knows it" : String.join("; ", reasons);
    return new PriceLookup.Unpriced(
        "model %s of provider %s has no price: %s".formatted(name, provider, why));
  }

  /// A discount cannot price what no catalogue lists, however specific it is.
  private static NamePattern.Hit decisive(List<Contracts.Term> terms) {
    return terms.stream()
        .filter(each -> each.term().terms() instanceof ContractTerm.Fixed)
        .map(Contracts.Term::hit)
        .findFirst()
        .orElseThrow();
  }

  /// The contract terms in force for a model, the decisive ones first: by the more specific
  /// pattern, then a price before a discount, then the later start, then the order of the book.
  private List<Contracts.Term> terms(String provider, String asked, String id, Instant at) {
    return catalogues.stream()
        .flatMap(catalogue -> catalogue.contracts().stream())
        .filter(term -> term.provider().equals(provider) && term.validity().covers(at))
        .flatMap(term -> hit(term, asked, id).map(h -> new Contracts.Term(term, h)).stream())
        .sorted(
            Comparator.comparing(Contracts.Term::hit)
                .reversed()
                .thenComparing(t -> t.term().terms() instanceof ContractTerm.Discount)
                .thenComparing(
                    t -> t.term().validity().from().orElse(Instant.MIN), Comparator.reverseOrder()))
        .toList();
  }

  private static Optional<NamePattern.Hit> hit(ContractTerm term, String asked, String id) {
    if (term.match().isEmpty()) {
      return Optional.of(new NamePattern.Hit(0, 0, "all models"));
    }
    return term.match().stream()
        .flatMap(p -> Stream.of(asked, id).flatMap(name -> p.match(name).stream()))
        .max(Comparator.naturalOrder());
  }
}
