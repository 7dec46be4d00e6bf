package dev.weir.view.api;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ContractTerm;
import dev.weir.flow.catalogue.Validity;
import dev.weir.flow.correction.Rerating.Outcome;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.projection.Reratings.Preview;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.api.ReratingRoutes.KeptCharges;
import dev.weir.view.api.ReratingRoutes.ReratedModel;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/// What calls that were made would have cost by agreed prices that somebody means to set.
final class ContractRehearsalRoutes {
  private final RunningGateway gateway;

  ContractRehearsalRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param on whose agreed prices these are: as if they had held all month; list prices are those
  ///   of each call's own instant
  /// @param changed attempts and usage records that would have another charge
  /// @param same those whose charge would be the same
  /// @param kept whose charges would stand, and why
  record ContractRehearsal(
      YearMonth month,
      Instant on,
      long changed,
      long same,
      BigDecimal wasUsd,
      BigDecimal nowUsd,
      BigDecimal differenceUsd,
      List<ReratedModel> models,
      List<KeptCharges> kept) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.ask(
                "rehearseContracts",
                "/api/v1/contracts/rehearsal",
                "What the calls of a month would have cost by these agreed prices; sets nothing.")
            .needs(Right.CHANGE)
            .asks(
                PooledMonths.MONTH,
                Parameter.text(
                    "on",
                    "The agreed prices that hold at an instant, or as a date of UTC begins. If not"
                        + " said: at the first from now on by which all that are new have begun."))
            .takes(PriceRoutes.ContractList.class)
            .answers(ContractRehearsal.class)
            .does(this::rehearse));
  }

  private Answer rehearse(Inquiry inquiry) throws InterruptedException {
    YearMonth month = Ranges.monthOrThis(inquiry);
    Catalogue catalogue = PriceRoutes.contracts(inquiry);
    Instant on =
        Ranges.asked(inquiry, "on", ZoneOffset.UTC)
            .orElseGet(() -> begun(catalogue, inquiry.now()));
    PriceBook book = book(catalogue, on, inquiry);
    return switch (gateway.rerating().rehearse(start(month), start(month.plusMonths(1)), book)) {
      case Outcome.Done done -> Answer.of(page(month, on, done.preview()));
      case Outcome.Behind behind ->
          Answer.unavailable("the ledger database is behind: " + behind.lag());
      case Outcome.NoBook _, Outcome.Refused _ ->
          throw new IllegalStateException("api: a rehearsal has its book and books nothing");
    };
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// The first instant from now on by which all that are not in the book yet have begun.
  private Instant begun(Catalogue catalogue, Instant now) {
    Set<ContractTerm> known = new HashSet<>();
    inForce().stream().map(Catalogue::contracts).forEach(known::addAll);
    return catalogue.contracts().stream()
        .filter(Predicate.not(known::contains))
        .map(ContractTerm::validity)
        .map(Validity::from)
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .max(Instant::compareTo)
        .orElse(now);
  }

  private Collection<Catalogue> inForce() {
    return gateway.books().inForce().prices().catalogues();
  }

  /// By which the terms of an instant hold at each.
  private PriceBook book(Catalogue catalogue, Instant on, Inquiry inquiry) {
    List<ContractTerm> terms =
        catalogue.contracts().stream()
            .filter(term -> term.validity().isCurrent(on))
            .map(ContractTerm::ofEachDay)
            .toList();
    Catalogue then =
        new Catalogue(
            catalogue.name(), catalogue.imported(), catalogue.models(), terms, catalogue.rates());
    return gateway
        .books()
        .rehearse(List.of(PriceImport.change(PriceImport.own(then), OptionalInt.empty(), inquiry)))
        .prices();
  }

  private static ContractRehearsal page(YearMonth month, Instant on, Preview preview) {
    return new ContractRehearsal(
        month,
        on,
        preview.changed(),
        preview.same(),
        preview.was().toUsd(),
        preview.now().toUsd(),
        preview.now().minus(preview.was()).toUsd(),
        ReratedModel.of(preview),
        KeptCharges.of(preview));
  }
}
