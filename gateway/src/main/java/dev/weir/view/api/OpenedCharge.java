package dev.weir.view.api;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.ContractTerm;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Unsupported;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.PricedCell;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.projection.EndedAttempts.EndedAttempt;
import dev.weir.flow.projection.OpenedBooks;
import dev.weir.view.api.ChargeRoutes.AttemptPrices;
import dev.weir.view.api.ChargeRoutes.CellPage;
import dev.weir.view.api.ChargeRoutes.PricedLine;
import dev.weir.view.api.ChargeRoutes.UnpricedLine;
import dev.weir.view.report.CallRecord;
import dev.weir.view.report.CallRecord.Booked;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One attempt's charge, made again with the version of the price book that it names, and compared:
/// where the two are the same, the prices of the one are those of the other.
///
/// @param row the last of the attempt
/// @param cost of the attempt, corrections included
/// @param content of the book, as far as the ledger database has it
/// @param ended the attempt as it is known now; nothing of one that was taken back
record OpenedCharge(
    Booked row,
    BigDecimal cost,
    Optional<OpenedBooks.Content> content,
    Optional<PriceBook> book,
    Optional<EndedAttempt> ended) {

  /// What the book says of the attempt.
  ///
  /// @param charge what it comes to by the book
  private record Priced(PriceLookup.Priced lookup, Charge charge, String provider) {}

  AttemptPrices page(RunningGateway.PriceNames names) {
    Optional<Priced> priced =
        ended.flatMap(attempt -> book.flatMap(in -> priced(attempt, in, names)));
    boolean reproduced = priced.filter(it -> isSame(it.charge())).isPresent();
    return new AttemptPrices(
        row.reserved().attempt(),
        row.kind(),
        row.reserved().provider(),
        row.reserved().model(),
        row.modelServed(),
        row.serviceTier(),
        row.reserved().at(),
        row.provenance(),
        cost,
        row.priceBook(),
        content.map(it -> it.opened().at()),
        content.map(it -> it.opened().who()),
        priced.map(it -> it.lookup().tariff().model()),
        priced.map(it -> it.lookup().matchedBy()),
        priced.flatMap(this::catalogue),
        reproduced,
        reproduced ? Optional.empty() : Optional.of(whyNot(priced)),
        lines().stream().map(line -> line(line, priced.filter(_ -> reproduced))).toList(),
        row.unpriced().stream().map(name -> unpriced(name, priced)).toList());
  }

  /// As the call was priced: what answered, or what was asked for where the book does not know
  /// that.
  private static Optional<Priced> priced(
      EndedAttempt attempt, PriceBook book, RunningGateway.PriceNames names) {
    String provider = names.of(attempt.provider());
    Instant at = attempt.reservedAt();
    String served = attempt.modelServed().isEmpty() ? attempt.model() : attempt.modelServed();
    PriceLookup found = book.find(provider, served, at);
    PriceLookup used = found.pricesCalls() ? found : book.find(provider, attempt.model(), at);
    return used instanceof PriceLookup.Priced priced
        ? Optional.of(new Priced(priced, charge(priced.tariff(), attempt), provider))
        : Optional.empty();
  }

  private static Charge charge(Tariff tariff, EndedAttempt attempt) {
    return attempt.requests() > 1
        ? tariff.chargeOfSeveral(attempt.usage(), attempt.serviceTier())
        : tariff.charge(attempt.usage(), attempt.serviceTier());
  }

  /// A correction's row takes back the lines before it, which are negative, and then has its own.
  private List<CallRecord.Line> lines() {
    return row.lines().stream().filter(line -> line.quantity() > 0).toList();
  }

  private boolean isSame(Charge charge) {
    List<CallRecord.Line> booked = lines();
    List<CallRecord.Line> again =
        charge.lines().stream()
            .map(line ->
                new CallRecord.Line(
                    line.meter().label(),
                    line.quantity(),
                    Optional.of(line.unitPrice()),
                    line.amount()))
            .toList();
    return !booked.isEmpty() && booked.equals(again);
  }

  private Optional<String> catalogue(Priced priced) {
    return book.flatMap(in ->
        in.models(priced.provider()).stream()
            .filter(listed -> listed.model().id().equals(priced.lookup().tariff().model()))
            .filter(listed ->
                listed.model().cells().stream()
                    .anyMatch(cell -> cell.validity().covers(row.reserved().at())))
            .map(PriceBook.Listed::catalogue)
            .findFirst());
  }

  private String whyNot(Optional<Priced> priced) {
    if (row.kind().equals("released")) {
      return "nothing was billed: " + row.why();
    }
    if (ended.isEmpty()) {
      return "it was taken back";
    }
    if (row.kind().equals("expired")) {
      return "nobody ended the attempt: it is charged all that was held for it";
    }
    if (lines().isEmpty()) {
      return "nothing was charged";
    }
    if (book.isEmpty()) {
      return "the ledger database does not have the price book %s, so its prices cannot be told"
          .formatted(row.priceBook());
    }
    if (priced.isEmpty()) {
      return "price book %s has no price for it: %s told of the cost"
          .formatted(row.priceBook(), teller());
    }
    return "the prices of book %s come to %s USD and not to %s USD: %s told of the cost"
        .formatted(
            row.priceBook(),
            priced.get().charge().total().toBigDecimal().toPlainString(),
            cost.toPlainString(),
            teller());
  }

  private String teller() {
    return row.source().isEmpty() ? "something else than these prices" : row.source();
  }

  private PricedLine line(CallRecord.Line line, Optional<Priced> priced) {
    Optional<Charge.Line> again =
        priced.flatMap(it ->
            it.charge().lines().stream()
                .filter(each -> each.meter().label().equals(line.meter()))
                .filter(each -> Optional.of(each.unitPrice()).equals(line.unitPrice()))
                .findFirst());
    return new PricedLine(
        line.meter(),
        line.quantity(),
        line.unitPrice().map(Money::toBigDecimal),
        again.map(it -> it.listUnitPrice().toBigDecimal()),
        line.amount().toBigDecimal(),
        again.map(it -> it.pricedAs().label()),
        again.flatMap(it -> cell(it, priced.orElseThrow())).map(OpenedCharge::page));
  }

  private Optional<PricedCell> cell(Charge.Line line, Priced priced) {
    return ended.flatMap(
        attempt -> priced.lookup().tariff().cellOf(line, attempt.usage(), attempt.serviceTier()));
  }

  private static CellPage page(PricedCell cell) {
    Optional<PricedCell.Foreign> foreign = cell.foreign();
    return new CellPage(
        cell.tier().label(),
        Optional.of(cell.scope()).filter(scope -> !scope.isEmpty()),
        cell.context().aboveInputTokens(),
        cell.context().graduated(),
        cell.origin().source(),
        cell.origin().observedAt(),
        Optional.of(cell.origin().evidence()).filter(evidence -> !evidence.isEmpty()),
        cell.validity().from(),
        cell.validity().to(),
        cell.contract().map(OpenedCharge::said),
        foreign.map(it -> it.price().amount()),
        foreign.map(it -> it.price().currency()),
        foreign.map(it -> it.price().per()),
        foreign.map(it -> it.rate().usd()),
        foreign.map(it -> it.rate().day()),
        foreign.map(it -> it.rate().origin().source()),
        cell.rounded());
  }

  private static String said(ContractTerm term) {
    String what =
        switch (term.terms()) {
          case ContractTerm.Discount discount ->
              discount.percent().toPlainString() + " % off the list price";
          case ContractTerm.Fixed fixed -> "%s in place of it".formatted(fixed.price());
        };
    return what + ", " + term.origin().source();
  }

  private static UnpricedLine unpriced(String name, Optional<Priced> priced) {
    if (name.startsWith("service_tier:")) {
      return new UnpricedLine(
          name, "the book has no price at this tier: charged the dearest of the others");
    }
    if (name.startsWith("model ")) {
      return new UnpricedLine(
          name, "the book does not know what answered: charged as what was asked for");
    }
    if (name.startsWith("usage:")) {
      return new UnpricedLine(name, "the provider's figures contradict each other");
    }
    if (name.startsWith("usage beyond") || name.startsWith("reported usage")) {
      return new UnpricedLine(name, "what was used cannot be known or charged");
    }
    if (name.contains("@")) {
      return new UnpricedLine(
          name, "the meter has no price at this tier: charged the dearest of the others");
    }
    Optional<String> stated =
        priced.flatMap(it ->
            it.lookup().tariff().unsupported().stream()
                .filter(each -> each.name().equals(name))
                .map(Unsupported::detail)
                .findFirst());
    if (stated.isPresent()) {
      return new UnpricedLine(name, "its source states what no meter can apply: " + stated.get());
    }
    boolean charged =
        priced
            .filter(it ->
                it.charge().lines().stream()
                    .map(Charge.Line::meter)
                    .map(Meter::label)
                    .anyMatch(name::equals))
            .isPresent();
    return new UnpricedLine(
        name,
        charged
            ? "it has no price of its own: that of another meter stands in, and may be too low"
            : "the provider reported it and the book has no price for it");
  }
}
