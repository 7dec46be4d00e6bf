package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.flow.correction.Correcting.Behind;
import dev.weir.flow.correction.Correcting.Done;
import dev.weir.flow.correction.Correcting.Figure;
import dev.weir.flow.correction.Correcting.Foreseen;
import dev.weir.flow.correction.Correcting.Kept;
import dev.weir.flow.correction.Correcting.Missing;
import dev.weir.flow.correction.Correcting.Unbooked;
import dev.weir.flow.correction.Correcting.Unpriced;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.projection.EndedAttempts.EndedAttempt;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What an operator says of an attempt that has ended.
final class Corrections {
  private final RunningGateway gateway;

  Corrections(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// A better figure. Of `usage` and `cost_usd` at least one is there: usage alone is priced by the
  /// book in force, as the attempt was; a cost alone keeps the tokens that are known.
  ///
  /// @param attempt default 1
  /// @param source where the figure comes from, for example an invoice
  record CorrectionText(
      Optional<Integer> attempt,
      Optional<UsageText> usage,
      Optional<BigDecimal> costUsd,
      String source,
      String why) {}

  /// Tokens; `input` includes cache reads and writes, `output` includes reasoning.
  ///
  /// @param more quantities that are no totals, by their names in usage: `audio_input`; without it
  ///   those that are known stay
  record UsageText(
      long input,
      long output,
      Optional<Long> cacheRead,
      Optional<Long> cacheWrite5m,
      Optional<Long> cacheWrite1h,
      Optional<Long> reasoning,
      Optional<Map<String, Long>> more) {}

  /// @param differenceUsd what it changes
  /// @param position of the entry in the journal; absent where nothing was booked
  record Corrected(
      CallId id,
      int attempt,
      BigDecimal costBeforeUsd,
      BigDecimal costUsd,
      BigDecimal differenceUsd,
      List<String> unpriced,
      Optional<Long> position) {}

  Answer correct(Inquiry inquiry) throws InterruptedException {
    Order order = order(inquiry);
    return switch (gateway.correcting().correct(order.call, order.attempt, order.said)) {
      case Done done ->
          Answer.of(corrected(done.before(), done.entry().charge(), Optional.of(done.position())));
      case Unbooked why -> answer(why, inquiry);
    };
  }

  Answer rehearse(Inquiry inquiry) throws InterruptedException {
    Order order = order(inquiry);
    return switch (gateway.correcting().rehearse(order.call, order.attempt, order.said)) {
      case Foreseen(EndedAttempt before, Figure.Better better) ->
          Answer.of(corrected(before, better.charge(), Optional.empty()));
      case Unbooked why -> answer(why, inquiry);
    };
  }

  private record Order(CallId call, int attempt, Function<EndedAttempt, Figure> said) {}

  private Order order(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("attempt", "usage", "cost_usd", "source", "why"));
    return new Order(
        CallId.parse(inquiry.id()),
        Math.toIntExact(inquiry.whole("attempt", 1)),
        before -> figure(before, inquiry));
  }

  private static Answer answer(Unbooked why, Inquiry inquiry) {
    return switch (why) {
      case Behind behind -> Answer.unavailable("the ledger database is behind: " + behind.lag());
      case Missing _ ->
          Answer.missing(
              "ended attempt %d of call".formatted(inquiry.whole("attempt", 1)), inquiry.id());
      case Unpriced unpriced -> Answer.invalid(unpriced.why());
      case Kept kept ->
          throw new IllegalStateException("api: no correction of " + kept.before().call());
    };
  }

  private Figure figure(EndedAttempt before, Inquiry inquiry) {
    Usage usage = usage(before, inquiry);
    if (inquiry.body().has("cost_usd")) {
      return better(usage, stated(inquiry), inquiry);
    }
    if (!inquiry.body().has("usage")) {
      throw new IllegalArgumentException("one of the fields 'usage' and 'cost_usd' is needed");
    }
    return switch (prices(before)) {
      case PriceLookup.Priced priced ->
          better(usage, charge(priced.tariff(), usage, before), inquiry);
      case PriceLookup.Unpriced unpriced -> new Figure.Unpriced(unpriced.reason());
    };
  }

  private static Charge charge(Tariff tariff, Usage usage, EndedAttempt before) {
    return before.requests() > 1
        ? tariff.chargeOfSeveral(usage, before.serviceTier())
        : tariff.charge(usage, before.serviceTier());
  }

  private static Figure better(Usage usage, Charge charge, Inquiry inquiry) {
    return new Figure.Better(
        usage, charge, inquiry.text("source"), inquiry.who(), inquiry.text("why"));
  }

  private static Corrected corrected(EndedAttempt before, Charge charge, Optional<Long> position) {
    Money cost = charge.total();
    return new Corrected(
        before.call(),
        before.attempt(),
        before.cost().toBigDecimal(),
        cost.toBigDecimal(),
        cost.minus(before.cost()).toBigDecimal(),
        charge.unpriced(),
        position);
  }

  private static Usage usage(EndedAttempt before, Inquiry inquiry) {
    if (!inquiry.body().has("usage")) {
      return before.usage();
    }
    if (!(inquiry.body().get("usage") instanceof ObjectNode node)) {
      throw new IllegalArgumentException("field 'usage' is an object");
    }
    Inquiry fields =
        new Inquiry(
            Map.of(),
            Map.of(),
            node,
            Content.NONE,
            inquiry.who(),
            inquiry.operator(),
            inquiry.veil(),
            inquiry.now());
    fields.requireOnly(
        Set.of(
            "input",
            "output",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "reasoning",
            "more"));
    return new Usage(
        fields.whole("input", 0),
        fields.whole("cache_read", 0),
        fields.whole("cache_write_5m", 0),
        fields.whole("cache_write_1h", 0),
        fields.whole("output", 0),
        fields.whole("reasoning", 0),
        more(before, fields),
        Provenance.REPORTED);
  }

  /// Quantities that are no totals: those that are given, else those that are known.
  private static Map<String, Long> more(EndedAttempt before, Inquiry fields) {
    Optional<ObjectNode> given = fields.optionalObject("more");
    if (given.isEmpty()) {
      return before.usage().beyond();
    }
    Inquiry quantities =
        new Inquiry(
            Map.of(),
            Map.of(),
            given.get(),
            Content.NONE,
            fields.who(),
            fields.operator(),
            fields.veil(),
            fields.now());
    Map<String, Long> more = new HashMap<>();
    given.get().fieldNames().forEachRemaining(name -> more.put(name, quantities.whole(name, 0)));
    return more;
  }

  private Charge stated(Inquiry inquiry) {
    Money cost = Money.usd(decimal(inquiry, "cost_usd"));
    if (cost.isNegative()) {
      throw new IllegalArgumentException("field 'cost_usd' is never negative");
    }
    return Charge.stated(cost, book().version());
  }

  private PriceLookup prices(EndedAttempt before) {
    String served = before.modelServed().isEmpty() ? before.model() : before.modelServed();
    return book().find(gateway.priceName().of(before.provider()), served, before.reservedAt());
  }

  private PriceBook book() {
    return gateway.books().inForce().prices();
  }

  private static BigDecimal decimal(Inquiry inquiry, String field) {
    var node = inquiry.body().get(field);
    if (!node.isNumber() && !node.isTextual()) {
      throw new IllegalArgumentException("field '%s' is an amount, was %s".formatted(field, node));
    }
    return new BigDecimal(node.asText());
  }
}
