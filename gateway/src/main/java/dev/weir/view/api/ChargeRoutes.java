package dev.weir.view.api;

import dev.weir.flow.entry.CallId;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.projection.EndedAttempts.EndedAttempt;
import dev.weir.flow.projection.OpenedBooks;
import dev.weir.view.report.CallRecord;
import dev.weir.view.report.CallRecord.Booked;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A call's charge, opened down to the prices it was made with.
final class ChargeRoutes {
  private final RunningGateway gateway;

  ChargeRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param costUsd of all attempts
  record CallPrices(
      CallId id, Instant acceptedAt, BigDecimal costUsd, List<AttemptPrices> attempts) {}

  /// An attempt as it is known now, corrections included.
  ///
  /// @param kind of the row that the charge comes from: `settled`, `expired`, `correction` …
  /// @param pricedAt the instant whose prices hold
  /// @param priceBook the version that the charge names
  /// @param inForceFrom when that version came into force first, and `putBy` whom
  /// @param pricedModel the model as the book names it, and by which pattern of the book it was
  ///   recognised
  /// @param catalogue of the book that prices it
  /// @param reproduced whether the book's version gives the same charge again
  /// @param says why the prices are not known, where they are not; who told of the charge
  record AttemptPrices(
      int attempt,
      String kind,
      String provider,
      String model,
      String modelServed,
      String serviceTier,
      Instant pricedAt,
      String provenance,
      BigDecimal costUsd,
      String priceBook,
      Optional<Instant> inForceFrom,
      Optional<String> putBy,
      Optional<String> pricedModel,
      Optional<String> matchedBy,
      Optional<String> catalogue,
      boolean reproduced,
      Optional<String> says,
      List<PricedLine> lines,
      List<UnpricedLine> unpriced) {}

  /// @param pricedAs the meter whose price was used
  /// @param cell the price; absent where it cannot be told
  record PricedLine(
      String meter,
      long quantity,
      Optional<BigDecimal> unitPriceUsd,
      Optional<BigDecimal> listUnitPriceUsd,
      BigDecimal amountUsd,
      Optional<String> pricedAs,
      Optional<CellPage> cell) {}

  /// A price of the book.
  ///
  /// @param scope where the answer was served, if the price is only for that
  /// @param contract the terms that set it, if a contract did
  /// @param amount as it is stated in its own `currency` for `per` units, if that is not the
  ///   dollar, with the exchange rate that was used
  /// @param rounded whether it was derived and rounded
  record CellPage(
      String tier,
      Optional<String> scope,
      long aboveInputTokens,
      boolean graduated,
      String source,
      Optional<LocalDate> observedAt,
      Optional<String> evidence,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> contract,
      Optional<BigDecimal> amount,
      Optional<String> currency,
      Optional<Long> per,
      Optional<BigDecimal> rateUsd,
      Optional<LocalDate> rateDay,
      Optional<String> rateSource,
      boolean rounded) {}

  /// What is not in the charge, or may not be all of it.
  record UnpricedLine(String name, String why) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "explainCharge",
                "/api/v1/calls/{id}/prices",
                "What each part of a call's charge was priced with, by the book it names.")
            .needs(Right.READ_OF_TEAMS)
            .answers(CallPrices.class)
            .does(FromLedger.of(gateway).does(this::explain)));
  }

  private Answer explain(Inquiry inquiry) {
    CallId id = CallId.parse(inquiry.id());
    return gateway
        .queries()
        .calls()
        .call(id)
        .filter(call -> Sight.of(gateway, inquiry).seesCall(call.who()))
        .map(call -> Answer.of(page(call)))
        .orElseGet(() -> Answer.missing("call", inquiry.id()));
  }

  private CallPrices page(CallRecord call) {
    Map<String, Optional<OpenedBooks.Content>> contents = new HashMap<>();
    Map<String, PriceBook> parsed = new HashMap<>();
    Map<Integer, Booked> last = new TreeMap<>();
    Map<Integer, BigDecimal> costs = new HashMap<>();
    for (Booked row : call.booked()) {
      int attempt = row.reserved().attempt();
      last.put(attempt, row);
      costs.merge(attempt, row.cost().toBigDecimal(), BigDecimal::add);
    }
    List<AttemptPrices> attempts = new ArrayList<>();
    last.forEach((attempt, row) -> {
      String version = row.priceBook();
      Optional<OpenedBooks.Content> content =
          contents.computeIfAbsent(version, it -> gateway.queries().opened().find("prices", it));
      Optional<PriceBook> book =
          content.map(it -> parsed.computeIfAbsent(version, _ -> PriceBook.parse(it.text())));
      Optional<EndedAttempt> ended = gateway.queries().ended().find(call.call(), attempt);
      attempts.add(
          new OpenedCharge(row, costs.getOrDefault(attempt, BigDecimal.ZERO), content, book, ended)
              .page(gateway.priceName()));
    });
    BigDecimal cost = costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new CallPrices(call.call(), call.acceptedAt(), cost, attempts);
  }
}
