package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.books.Version;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ContractTerm;
import dev.weir.flow.difference.Dispute;
import dev.weir.flow.difference.Place;
import dev.weir.flow.difference.PriceChange;
import dev.weir.flow.importer.Imported;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// What two versions of prices differ in, and what an import would change.
final class PriceDiffRoutes {
  private final RunningGateway gateway;

  PriceDiffRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param from the version before, `to` the one after; `preview` is what is not in force yet
  /// @param terms contract terms, uplifts and exchange rates that only one of them has
  /// @param disputes prices that the import would set aside, as another source contradicts them
  record PriceDiffPage(
      String from,
      String to,
      List<PriceChangeLine> changes,
      List<TermChangeLine> terms,
      List<DisputeRoutes.DisputeLine> disputes) {}

  /// @param change `added`, `removed` or `changed`
  /// @param share by how much of the price before it changed: 0.5 = half as much again
  record PriceChangeLine(
      String change,
      String catalogue,
      String provider,
      String model,
      Optional<BigDecimal> share,
      Optional<PriceRoutes.PricePage> before,
      Optional<PriceRoutes.PricePage> after) {}

  /// @param change `added` or `removed`
  /// @param kind `contract`, `uplift` or `rate`
  record TermChangeLine(String change, String catalogue, String kind, String what) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "diffPrices", "/api/v1/price-book/diff", "What two versions of prices differ in.")
            .asks(
                Parameter.text(
                    "from",
                    "A version of the price book as charges name it (sha256:…), or one of a"
                        + " catalogue as `name@3`; required."),
                Parameter.text("to", "Likewise; default: what is in force now."))
            .answers(PriceDiffPage.class)
            .does(FromLedger.of(gateway).does(this::diff)),
        Endpoint.ask(
                "previewImport",
                "/api/v1/price-book/preview",
                "What an import of this catalogue would change; changes nothing.")
            .asks(PriceImport.FORMAT, PriceImport.OBSERVED_AT)
            .takes(PriceRoutes.CatalogueText.class, PriceImport.CATALOGUE_BYTES)
            .answers(PriceDiffPage.class)
            .does(this::preview));
  }

  private Answer diff(Inquiry inquiry) {
    String from =
        inquiry
            .asked("from")
            .orElseThrow(() -> new IllegalArgumentException("parameter 'from' is missing"));
    String to = inquiry.asked("to").orElse(otherwise(from));
    Optional<List<Catalogue>> before = catalogues(from);
    Optional<List<Catalogue>> after = catalogues(to);
    if (before.isEmpty() || after.isEmpty()) {
      return Answer.missing("version of prices", before.isEmpty() ? from : to);
    }
    return Answer.of(page(from, to, before.get(), after.get(), List.of()));
  }

  /// What is in force of the same thing.
  private String otherwise(String from) {
    int at = from.lastIndexOf('@');
    return at < 0
        ? gateway.books().inForce().prices().version()
        : gateway
            .books()
            .facts()
            .current(Kind.PRICES, from.substring(0, at))
            .map(version -> version.id() + "@" + version.version())
            .orElse(from);
  }

  private Optional<List<Catalogue>> catalogues(String version) {
    int at = version.lastIndexOf('@');
    if (at < 0) {
      var inForce = gateway.books().inForce().prices();
      return inForce.version().equals(version)
          ? Optional.of(inForce.catalogues())
          : gateway
              .queries()
              .opened()
              .find("prices", version)
              .map(book -> Catalogue.parseAll(book.text()));
    }
    return gateway
        .books()
        .facts()
        .version(Kind.PRICES, version.substring(0, at), number(version, at))
        .map(Version::body)
        .map(body -> List.of(Catalogue.parse(body.toString())));
  }

  private static int number(String version, int at) {
    try {
      return Integer.parseInt(version.substring(at + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a catalogue's version is written as genai-prices@3, was '%s'".formatted(version), e);
    }
  }

  private Answer preview(Inquiry inquiry) {
    Imported imported = PriceImport.read(inquiry);
    Snapshot now = gateway.books().inForce();
    Snapshot then =
        gateway
            .books()
            .rehearse(List.of(PriceImport.change(imported, OptionalInt.empty(), inquiry)));
    List<Place> known =
        now.sources().disputes(inquiry.now()).stream()
            .filter(Dispute::setsAside)
            .map(Dispute::place)
            .toList();
    List<DisputeRoutes.DisputeLine> aside =
        then.sources().disputes(inquiry.now()).stream()
            .filter(dispute -> dispute.setsAside() && !known.contains(dispute.place()))
            .map(dispute -> DisputeRoutes.line(dispute, inquiry.now(), Optional.empty()))
            .toList();
    return Answer.of(
        page(
            now.prices().version(),
            then.prices().version(),
            now.prices().catalogues(),
            then.prices().catalogues(),
            aside));
  }

  private static PriceDiffPage page(
      String from,
      String to,
      List<Catalogue> before,
      List<Catalogue> after,
      List<DisputeRoutes.DisputeLine> aside) {
    List<TermChangeLine> terms = new ArrayList<>();
    terms.addAll(only("removed", terms(before), terms(after)));
    terms.addAll(only("added", terms(after), terms(before)));
    return new PriceDiffPage(
        from,
        to,
        PriceChange.between(before, after).stream().map(PriceDiffRoutes::line).toList(),
        terms,
        aside);
  }

  private static PriceChangeLine line(PriceChange change) {
    return new PriceChangeLine(
        change.kind(),
        change.catalogue(),
        change.place().provider(),
        change.place().model(),
        change.share(),
        change.before().map(PriceRoutes::page),
        change.after().map(PriceRoutes::page));
  }

  private record Term(String catalogue, String kind, String what) {}

  private static List<TermChangeLine> only(String change, List<Term> these, List<Term> others) {
    var known = new HashSet<>(others);
    return these.stream()
        .filter(term -> !known.contains(term))
        .map(term -> new TermChangeLine(change, term.catalogue(), term.kind(), term.what()))
        .toList();
  }

  private static List<Term> terms(List<Catalogue> catalogues) {
    List<Term> terms = new ArrayList<>();
    for (Catalogue catalogue : catalogues) {
      Function<String, Function<String, Term>> of =
          kind -> what -> new Term(catalogue.name(), kind, what);
      catalogue.contracts().stream()
          .map(PriceDiffRoutes::said)
          .map(of.apply("contract"))
          .forEach(terms::add);
      catalogue.rates().stream()
          .map(rate ->
              "%s = %s USD from %s, %s"
                  .formatted(
                      rate.currency(),
                      rate.usd().toPlainString(),
                      rate.day(),
                      rate.origin().source()))
          .map(of.apply("rate"))
          .forEach(terms::add);
      catalogue.models().stream()
          .flatMap(model ->
              model.uplifts().stream()
                  .map(uplift ->
                      "%s/%s × %s in %s, from %s until %s"
                          .formatted(
                              model.provider(),
                              model.id(),
                              uplift.factor().toPlainString(),
                              uplift.scope(),
                              uplift.validity().from().map(Object::toString).orElse("ever"),
                              uplift
                                  .validity()
                                  .to()
                                  .map(Object::toString)
                                  .orElse("further notice"))))
          .map(of.apply("uplift"))
          .forEach(terms::add);
    }
    return terms;
  }

  private static String said(ContractTerm term) {
    String terms =
        switch (term.terms()) {
          case ContractTerm.Discount discount -> discount.percent().toPlainString() + " % off";
          case ContractTerm.Fixed fixed -> fixed.price().toString();
        };
    return "%s %s %s %s: %s, from %s until %s, %s"
        .formatted(
            term.provider(),
            term.match(),
            term.meters(),
            term.tiers(),
            terms,
            term.validity().from().map(Object::toString).orElse("ever"),
            term.validity().to().map(Object::toString).orElse("further notice"),
            term.origin().source());
  }
}
