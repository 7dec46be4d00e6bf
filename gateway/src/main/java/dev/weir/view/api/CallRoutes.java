package dev.weir.view.api;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.TagNames;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.person.Veil;
import dev.weir.view.report.CallPage;
import dev.weir.view.report.CallRecord;
import dev.weir.view.report.TornAttempt;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls, one by one.
final class CallRoutes {
  private static final int PAGE = 100;

  private final RunningGateway gateway;
  private final FromLedger ledger;
  private final Corrections corrections;

  CallRoutes(RunningGateway gateway) {
    this.gateway = gateway;
    this.ledger = FromLedger.of(gateway);
    this.corrections = new Corrections(gateway);
  }

  /// A page of calls, newest first.
  ///
  /// @param next ask for the next page with `before` set to this; absent on the last
  record CallList(List<CallLine> calls, Optional<CallId> next) {}

  /// Tokens are of all attempts, by meter: a partition, so they add up.
  ///
  /// @param models asked of providers
  /// @param calls as many as reports count it as: a usage record of many counts as those
  /// @param billed as many as unit costs are divided by
  /// @param refusedAs kind of refusal, or empty
  /// @param boundTokens most tokens of attempts that nobody ended, of unknown meters
  /// @param provenance how the figures are known, of the attempt known worst: `reported`,
  ///   `counted`, `estimated`, or empty where nothing is billed
  record CallLine(
      CallId id,
      Instant acceptedAt,
      String useCase,
      String user,
      String key,
      String models,
      boolean stream,
      int attempts,
      long calls,
      long billed,
      String refusedAs,
      long inputTokens,
      long cacheReadTokens,
      long cacheWrite5mTokens,
      long cacheWrite1hTokens,
      long outputTokens,
      long reasoningTokens,
      long boundTokens,
      BigDecimal costUsd,
      BigDecimal costEstimatedUsd,
      String provenance) {}

  /// Everything that is known of a call.
  ///
  /// @param tags everything it was counted by, `key` included
  /// @param open attempts under way
  /// @param booked how attempts ended, and corrections, in that order; their costs add up
  /// @param waterfall the attempts on the call's own time, in their order
  record CallDetail(
      CallId id,
      Instant acceptedAt,
      Map<String, String> tags,
      String route,
      String modelAsked,
      boolean stream,
      String purpose,
      Optional<CallId> parent,
      BigDecimal costUsd,
      List<ReservationPage> open,
      List<BookedPage> booked,
      List<CallTimes.BarPage> waterfall,
      Optional<RefusalPage> refusal) {}

  /// @param cause why the attempt was made: `first`, `retry`, `fallback:` and the fault
  /// @param wire the shape the provider was asked in
  /// @param parameters how to generate, as the request said: `temperature=0.2`; or empty
  /// @param path the choices that led from the name asked for to the provider
  /// @param names version of the book that the name was found in; empty if it is in none
  /// @param modules of the prompt it was put together from: `tone@2:31`, version and tokens
  record ReservationPage(
      int attempt,
      Instant at,
      String provider,
      String model,
      BigDecimal amountUsd,
      long tokens,
      List<String> holds,
      List<String> notes,
      String priceBook,
      String ruleBook,
      String cause,
      String wire,
      String parameters,
      String path,
      String names,
      List<String> modules) {}

  /// @param position of its entry in the journal; of `retagged_to` the one behind
  /// @param kind `settled`, `released` or `expired`; `recorded` beside the gateway; `correction`,
  ///   `voided`, `rerated`, `retagged_from`, `retagged_to` of what was known
  /// @param fingerprint of the system that made the answer, as it says; or empty
  record BookedPage(
      long position,
      String kind,
      Instant at,
      ReservationPage reservation,
      BigDecimal costUsd,
      String provenance,
      String priceBook,
      List<String> unpriced,
      String modelServed,
      String serviceTier,
      String responseId,
      String fingerprint,
      int status,
      String ending,
      String source,
      String who,
      String why,
      Optional<CallTimes.SpeedPage> speed,
      List<LinePage> lines) {}

  record LinePage(
      String meter, long quantity, Optional<BigDecimal> unitPriceUsd, BigDecimal amountUsd) {}

  record RefusalPage(long position, String kind, String rule, String message, String ruleBook) {}

  record TornList(List<TornLine> torn) {}

  record TornLine(
      CallId id,
      int attempt,
      Instant reservedAt,
      String provider,
      String model,
      BigDecimal costUsd,
      String key) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listCalls",
                "/api/v1/calls",
                "Ended and refused calls, newest first: tokens by meter, cost, provenance.")
            .needs(Right.READ_OF_TEAMS)
            .asks(
                Ranges.FROM,
                Ranges.TO,
                Ranges.ZONE,
                Ranges.FILTER,
                Parameter.text("due", "true: also what is due by agreement, without a call."),
                Parameter.text("before", "Continues behind this call: `next` of the last page."),
                Parameter.number("limit", "Calls per page, 1 to 1,000; 100 by default."))
            .answers(CallList.class)
            .does(ledger.does(this::list)),
        Endpoint.get("getCall", "/api/v1/calls/{id}", "One call: attempts, charges, refusal.")
            .needs(Right.READ_OF_TEAMS)
            .answers(CallDetail.class)
            .does(ledger.does(this::one)),
        Endpoint.change(
                "POST",
                "correctCall",
                "/api/v1/calls/{id}/correction",
                "Replaces what is known of an ended attempt by a better figure.")
            .takes(Corrections.CorrectionText.class)
            .creates(Corrections.Corrected.class)
            .does(corrections::correct),
        Endpoint.ask(
                "rehearseCorrection",
                "/api/v1/calls/{id}/correction/rehearsal",
                "What an ended attempt would cost by a better figure; books nothing.")
            .needs(Right.CHANGE)
            .takes(Corrections.CorrectionText.class)
            .answers(Corrections.Corrected.class)
            .does(corrections::rehearse),
        Endpoint.get(
                "listTorn",
                "/api/v1/torn",
                "Attempts charged their bound because nobody ended them, until corrected.")
            .asks(Parameter.number("limit", "1 to 1,000; 100 by default."))
            .answers(TornList.class)
            .does(ledger.does(this::torn)));
  }

  private Answer list(Inquiry inquiry) {
    CallPage page =
        gateway
            .queries()
            .calls()
            .page(
                Ranges.of(inquiry),
                Ranges.filters(inquiry),
                inquiry.flag("due"),
                inquiry.asked("before").map(CallId::parse),
                inquiry.number("limit", PAGE));
    return Answer.of(
        new CallList(page.calls().stream().map(CallRoutes::line).toList(), page.next()));
  }

  private Answer one(Inquiry inquiry) {
    return gateway
        .queries()
        .calls()
        .call(CallId.parse(inquiry.id()))
        .filter(call -> Sight.of(gateway, inquiry).seesCall(call.who()))
        .map(call -> Answer.of(detail(call, inquiry.veil())))
        .orElseGet(() -> Answer.missing("call", inquiry.id()));
  }

  private Answer torn(Inquiry inquiry) {
    return Answer.of(
        new TornList(
            gateway.queries().calls().torn(inquiry.number("limit", PAGE)).stream()
                .map(CallRoutes::line)
                .toList()));
  }

  private static CallLine line(CallPage.Line line) {
    return new CallLine(
        line.call(),
        line.acceptedAt(),
        line.useCase(),
        line.user(),
        line.key(),
        line.models(),
        line.stream(),
        line.attempts(),
        line.calls(),
        line.billed(),
        line.refusedAs(),
        line.tokens().input(),
        line.tokens().cacheRead(),
        line.tokens().cacheWrite5m(),
        line.tokens().cacheWrite1h(),
        line.tokens().output(),
        line.tokens().reasoning(),
        line.tokens().bound(),
        line.cost().toUsd(),
        line.costEstimated().toUsd(),
        line.provenance());
  }

  private static TornLine line(TornAttempt torn) {
    return new TornLine(
        torn.call(),
        torn.attempt(),
        torn.reservedAt(),
        torn.provider(),
        torn.model(),
        torn.charged().toBigDecimal(),
        torn.key());
  }

  private static CallDetail detail(CallRecord call, Veil veil) {
    String user = call.who().getOrDefault(TagNames.USER, "");
    Money cost =
        call.booked().stream().map(CallRecord.Booked::cost).reduce(Money.ZERO, Money::plus);
    return new CallDetail(
        call.call(),
        call.acceptedAt(),
        call.who(),
        call.route(),
        call.modelAsked(),
        call.stream(),
        call.purpose(),
        call.parent(),
        cost.toBigDecimal(),
        call.open().stream().map(it -> reservation(it, veil, user)).toList(),
        call.booked().stream().map(it -> booked(it, veil, user)).toList(),
        CallTimes.waterfall(call),
        call.refusal()
            .map(refusal ->
                new RefusalPage(
                    refusal.position(),
                    refusal.kind(),
                    refusal.rule(),
                    veil.within(refusal.message(), user),
                    refusal.ruleBook())));
  }

  /// What was held for a user names the user.
  private static ReservationPage reservation(CallRecord.Reserved reserved, Veil veil, String user) {
    return new ReservationPage(
        reserved.attempt(),
        reserved.at(),
        reserved.provider(),
        reserved.model(),
        reserved.amount().toBigDecimal(),
        reserved.tokens(),
        reserved.holds().stream().map(hold -> veil.within(hold, user)).toList(),
        reserved.notes().stream().map(note -> veil.within(note, user)).toList(),
        reserved.priceBook(),
        reserved.ruleBook(),
        reserved.cause(),
        reserved.wire(),
        reserved.parameters(),
        reserved.path(),
        reserved.names(),
        reserved.modules());
  }

  private static BookedPage booked(CallRecord.Booked booked, Veil veil, String user) {
    return new BookedPage(
        booked.position(),
        booked.kind(),
        booked.at(),
        reservation(booked.reserved(), veil, user),
        booked.cost().toBigDecimal(),
        booked.provenance(),
        booked.priceBook(),
        booked.unpriced(),
        booked.modelServed(),
        booked.serviceTier(),
        booked.responseId(),
        booked.fingerprint(),
        booked.status(),
        booked.ending(),
        booked.source(),
        booked.who(),
        booked.why(),
        booked.speed().map(CallTimes::speed),
        booked.lines().stream()
            .map(line ->
                new LinePage(
                    line.meter(),
                    line.quantity(),
                    line.unitPrice().map(Money::toBigDecimal),
                    line.amount().toBigDecimal()))
            .toList());
  }
}
