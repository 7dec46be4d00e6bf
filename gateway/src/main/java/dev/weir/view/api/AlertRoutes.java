package dev.weir.view.api;

import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.projection.RaisedAlerts.Raised;
import dev.weir.flow.rule.Amount;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Share;
import dev.weir.view.person.Veil;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Alerts that were raised, and who has taken them.
final class AlertRoutes {
  private final RunningGateway gateway;

  AlertRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// A page of alerts, newest first.
  ///
  /// @param next ask for the next page with `before` set to this; absent on the last
  record AlertList(List<AlertLine> alerts, Optional<Long> next) {}

  /// @param position of its entry in the journal
  /// @param kind `budget_threshold`, `overrun`, `model_drift`, `bypass` or `scope_growth`
  /// @param rule the budget's id; empty for any other
  /// @param value of the budget's `per` tag, or empty; of a drift, what changed; of a bypass, whose
  ///   key was used and when; of a scope, what is new
  /// @param share of the limit that was reached
  /// @param window of the budget, as it was then
  /// @param windowStart start of the window, or of the slice of a rolling one
  /// @param amountUsd what was settled; of an overrun, what was charged; else nothing
  /// @param limitUsd of the budget, raises included; of an overrun, what was reserved
  /// @param limitSet the budget's limit in the currency it was set in; absent for dollars
  /// @param call of an overrun or a drift
  /// @param delivered every receiver configured has taken it
  /// @param waitingFor those that have not
  record AlertLine(
      long position,
      String kind,
      Instant reachedAt,
      String rule,
      String value,
      Optional<BigDecimal> share,
      Optional<String> window,
      Optional<Instant> windowStart,
      Optional<BigDecimal> amountUsd,
      Optional<BigDecimal> limitUsd,
      Optional<String> limitSet,
      Optional<CallId> call,
      boolean delivered,
      List<String> waitingFor) {}

  /// @param receiver as `alerts` of the status calls it
  record TestText(String receiver) {}

  /// @param problem why it was not taken
  record TestPage(String receiver, Instant at, boolean taken, Optional<String> problem) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listAlerts", "/api/v1/alerts", "Alerts, newest first, and who took them.")
            .asks(Page.BEFORE, Page.limit("Alerts", RaisedAlerts.MAX - 1))
            .answers(AlertList.class)
            .does(FromLedger.of(gateway).does(this::list)),
        Endpoint.change(
                "POST",
                "testAlert",
                "/api/v1/alerts/test",
                "Sends one receiver a test, at once; it is no alert and not tried again.")
            .takes(TestText.class)
            .answers(TestPage.class)
            .does(this::test));
  }

  private Answer test(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("receiver"));
    String receiver = inquiry.text("receiver");
    try {
      return gateway
          .alerts()
          .test(receiver, inquiry.who())
          .map(tried ->
              Answer.of(
                  new TestPage(
                      receiver,
                      tried.at(),
                      tried.problem().isEmpty(),
                      Optional.of(tried.problem()).filter(why -> !why.isEmpty()))))
          .orElseGet(() ->
              Answer.invalid(
                  "field 'receiver' is one that this gateway sends to, as /api/v1/status names it,"
                      + " was '%s'".formatted(receiver)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer.Fault(503, "stopping", "the gateway stops; nothing is known of the test");
    }
  }

  private Answer list(Inquiry inquiry) {
    Page<Raised> page =
        Page.read(
            inquiry,
            "alerts",
            RaisedAlerts.MAX - 1,
            gateway.queries().raised()::before,
            Raised::position);
    return Answer.of(
        new AlertList(
            page.lines().stream().map(it -> line(it, inquiry.veil())).toList(), page.next()));
  }

  private AlertLine line(Raised raised, Veil veil) {
    List<String> waitingFor = gateway.alerts().waitingFor(raised.position());
    return switch (raised) {
      case RaisedAlerts.Threshold it -> line(it, veil, waitingFor);
      case RaisedAlerts.Overran it -> line(it, waitingFor);
      case RaisedAlerts.Drifted it ->
          seen(it, "model_drift", told(it.entry()), Optional.of(it.entry().call()), waitingFor);
      case RaisedAlerts.Bypassed it ->
          seen(it, "bypass", told(it.entry()), Optional.empty(), waitingFor);
      case RaisedAlerts.ScopeGrew it ->
          seen(it, "scope_growth", told(it.entry()), Optional.empty(), waitingFor);
    };
  }

  private static String told(Entry.Drifted entry) {
    return "%s/%s: %s, was %s"
        .formatted(entry.provider(), entry.model(), entry.now(), entry.before());
  }

  private static String told(Entry.Bypassed entry) {
    return "%s/%s: %d requests, %d tokens on %s"
        .formatted(entry.provider(), entry.key(), entry.requests(), entry.tokens(), entry.day());
  }

  private static String told(Entry.ScopeGrew entry) {
    return "%s: %s %s, %d calls"
        .formatted(entry.useCase(), entry.kind(), entry.name(), entry.calls());
  }

  private static AlertLine line(RaisedAlerts.Threshold raised, Veil veil, List<String> waitingFor) {
    Entry.Alerted entry = raised.entry();
    return new AlertLine(
        raised.position(),
        "budget_threshold",
        raised.at(),
        raised.rule(),
        isPerUser(raised) ? veil.shown(entry.balance().value()) : entry.balance().value(),
        Optional.of(new Share(entry.threshold()).fraction()),
        raised.budget().map((Budget budget) -> budget.window().text()),
        Optional.of(Instant.ofEpochSecond(entry.balance().slice())),
        Optional.of(entry.settled().toUsd()),
        Optional.of(entry.limit().toUsd()),
        raised.budget().map(Budget::limit).filter(set -> !set.isInDollars()).map(Amount::toString),
        Optional.empty(),
        waitingFor.isEmpty(),
        waitingFor);
  }

  /// Of a budget that is gone it is not known any more what it was per.
  private static boolean isPerUser(RaisedAlerts.Threshold raised) {
    return raised.budget().isEmpty()
        || raised.budget().get().scope().per().filter(TagNames.USER::equals).isPresent();
  }

  private static AlertLine line(RaisedAlerts.Overran raised, List<String> waitingFor) {
    Entry.Overrun entry = raised.entry();
    return new AlertLine(
        raised.position(),
        "overrun",
        raised.at(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(entry.charged().toBigDecimal()),
        Optional.of(entry.reserved().toBigDecimal()),
        Optional.empty(),
        Optional.of(entry.call()),
        waitingFor.isEmpty(),
        waitingFor);
  }

  /// What changes no balance.
  private static AlertLine seen(
      Raised raised, String kind, String what, Optional<CallId> call, List<String> waitingFor) {
    return new AlertLine(
        raised.position(),
        kind,
        raised.at(),
        "",
        what,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        call,
        waitingFor.isEmpty(),
        waitingFor);
  }
}
