package dev.weir.view.api;

import dev.weir.flow.correction.Rerating.Order;
import dev.weir.flow.correction.Rerating.Outcome;
import dev.weir.flow.price.Repricing.Reason;
import dev.weir.flow.projection.Reratings;
import dev.weir.flow.projection.Reratings.Preview;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The past priced by another version of the price book.
final class ReratingRoutes {
  /// One request is answered when all of it is done.
  private static final Duration REACH_MAX = Duration.ofDays(31);

  private final RunningGateway gateway;

  ReratingRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param from used from here on: an instant, or a date of UTC
  /// @param to used before
  /// @param priceBook version; the one in force if not said
  /// @param run names it, together with the others of one order
  record ReratingOrder(
      String from, String to, Optional<String> priceBook, Optional<String> run, String why) {}

  /// @param written whether it is booked: not of a dry run, nor where nothing changes
  /// @param changed attempts and usage records that get another charge
  /// @param same those whose charge is the same by that book
  /// @param kept whose charges stand, and why
  record ReratingResult(
      String run,
      String priceBook,
      boolean written,
      long changed,
      long same,
      BigDecimal wasUsd,
      BigDecimal nowUsd,
      BigDecimal differenceUsd,
      List<ReratedModel> models,
      List<KeptCharges> kept) {
    static ReratingResult of(String run, Outcome.Done done) {
      Preview preview = done.preview();
      return new ReratingResult(
          run,
          done.book(),
          done.written(),
          preview.changed(),
          preview.same(),
          preview.was().toUsd(),
          preview.now().toUsd(),
          preview.now().minus(preview.was()).toUsd(),
          ReratedModel.of(preview),
          KeptCharges.of(preview));
    }
  }

  /// @param attempts that get another charge
  record ReratedModel(
      String provider,
      String model,
      long attempts,
      BigDecimal wasUsd,
      BigDecimal nowUsd,
      BigDecimal differenceUsd) {
    static List<ReratedModel> of(Preview preview) {
      return preview.lines().stream().map(ReratedModel::of).toList();
    }

    private static ReratedModel of(Reratings.Line line) {
      return new ReratedModel(
          line.provider(),
          line.model(),
          line.attempts(),
          line.was().toUsd(),
          line.now().toUsd(),
          line.now().minus(line.was()).toUsd());
    }
  }

  /// @param usd that stands
  record KeptCharges(Reason reason, long attempts, BigDecimal usd) {
    static List<KeptCharges> of(Preview preview) {
      return preview.kept().entrySet().stream()
          .map(kept ->
              new KeptCharges(
                  kept.getKey(), kept.getValue().attempts(), kept.getValue().cost().toUsd()))
          .toList();
    }
  }

  record ReratingList(List<ReratingLine> reratings) {}

  /// @param changed attempts that got another charge
  record ReratingLine(
      String run,
      Instant at,
      Instant from,
      Instant to,
      String priceBook,
      long changed,
      BigDecimal wasUsd,
      BigDecimal nowUsd,
      String who,
      String why) {
    static ReratingLine of(Reratings.Done done) {
      return new ReratingLine(
          done.run(),
          done.at(),
          done.from(),
          done.until(),
          done.priceBook(),
          done.changed(),
          done.was().toUsd(),
          done.now().toUsd(),
          done.who(),
          done.why());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.change(
                "POST", "rerate", "/api/v1/reratings", "Prices what was used by another book.")
            .asks(Parameter.text("dry_run", "true: nothing is booked, what would be is answered."))
            .takes(ReratingOrder.class)
            .answers(ReratingResult.class)
            .does(this::rerate),
        Endpoint.get("listReratings", "/api/v1/reratings", "What was priced anew, latest first.")
            .answers(ReratingList.class)
            .does(
                FromLedger.of(gateway)
                    .does(_ ->
                        Answer.of(
                            new ReratingList(
                                gateway.rerating().done().stream()
                                    .map(ReratingLine::of)
                                    .toList())))));
  }

  private Answer rerate(Inquiry inquiry) throws InterruptedException {
    inquiry.requireOnly(Set.of("from", "to", "price_book", "run", "why"));
    Order order = order(inquiry);
    Outcome outcome =
        inquiry.flag("dry_run") ? gateway.rerating().preview(order) : gateway.rerating().run(order);
    return switch (outcome) {
      case Outcome.Done done -> Answer.of(ReratingResult.of(order.run(), done));
      case Outcome.Refused(String why) -> new Answer.Fault(409, "rerating_refused", why);
      case Outcome.NoBook(String version) -> Answer.missing("version of the price book", version);
      case Outcome.Behind behind ->
          Answer.unavailable("the ledger database is behind: " + behind.lag());
    };
  }

  private static Order order(Inquiry inquiry) {
    Instant from = inquiry.moment("from");
    Instant to = inquiry.moment("to");
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(REACH_MAX) > 0) {
      throw new IllegalArgumentException(
          "field 'to' is after 'from' and at most %d days, was %s to %s"
              .formatted(REACH_MAX.toDays(), from, to));
    }
    return new Order(
        inquiry.run("rerating"),
        from,
        to,
        inquiry.optionalText("price_book"),
        inquiry.who(),
        inquiry.text("why"));
  }
}
