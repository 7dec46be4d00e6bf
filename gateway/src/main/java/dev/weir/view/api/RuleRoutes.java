package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Total;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.ledger.RuleStanding;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Raise;
import dev.weir.flow.rule.Rule;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Budgets, limits, and raises of budgets.
final class RuleRoutes {
  private static final int SHARE_SCALE = 6;
  private static final String BUDGET = "/api/v1/budgets/{id}";
  private static final String LIMIT = "/api/v1/limits/{id}";

  private final RunningGateway gateway;
  private final Changes changes;

  RuleRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// A budget as docs/budgets.md defines it, without its id.
  ///
  /// @param limit in any currency with a rate, as `500 EUR`, in the place of `limitUsd`; likewise
  ///   `allowance`
  record BudgetText(
      Optional<String> name,
      Optional<String> owner,
      Optional<List<ConditionText>> where,
      Optional<String> per,
      String window,
      Optional<BigDecimal> limitUsd,
      Optional<String> limit,
      Optional<List<Double>> alertAt,
      Optional<Double> stopAt,
      Optional<List<RungText>> ladder,
      Optional<BigDecimal> allowanceUsd,
      Optional<String> allowance,
      Optional<Rule.Mode> mode,
      Optional<Instant> from,
      Optional<Instant> until) {}

  /// Either `in` or `present`: false where the tag has no value.
  record ConditionText(String tag, Optional<List<String>> in, Optional<Boolean> present) {}

  /// Either `max_tokens` or `substitute`.
  record RungText(double at, Optional<Long> maxTokens, Optional<String> substitute) {}

  /// A limit as docs/budgets.md defines it, without its id.
  ///
  /// @param maxMoney in any currency with a rate, as `5 EUR`, in the place of `maxUsd`
  record LimitText(
      Optional<List<ConditionText>> where,
      Optional<String> per,
      Optional<Measure> measure,
      Optional<String> window,
      Optional<Long> max,
      Optional<BigDecimal> maxUsd,
      Optional<String> maxMoney,
      Optional<Rule.Mode> mode,
      Optional<Instant> from,
      Optional<Instant> until) {}

  record RuleList(List<RulePage> rules) {}

  /// A budget or limit in force.
  ///
  /// @param definition as it was put
  /// @param standings how far it is used, for each value of its `per` tag; one without `per`
  record RulePage(String id, int version, ObjectNode definition, List<StandingPage> standings) {}

  /// Amounts are in the unit of `measure`: dollars, tokens, requests or calls at once.
  ///
  /// @param value of the `per` tag, or empty
  /// @param limit raises included
  /// @param stop what used + held never passes
  /// @param used by calls that have ended, in the current window
  /// @param usedShare of the limit; absent for a limit of nothing
  /// @param held for calls under way
  /// @param left before the stop
  /// @param windowEnd when nothing counted by now counts any more
  /// @param limitSet the limit in the currency it was set in, without raises; absent for dollars
  /// @param stopSet as `stop`, in that currency at the window's rate; likewise the next three
  /// @param rateUsd dollars for one unit of that currency, in the window
  /// @param rateFrom the day from which that rate holds
  /// @param burn how fast it is used; of money in calendar windows, once a twentieth of one is over
  record StandingPage(
      String value,
      Measure measure,
      BigDecimal limit,
      BigDecimal stop,
      BigDecimal used,
      Optional<BigDecimal> usedShare,
      BigDecimal held,
      BigDecimal left,
      Optional<Instant> windowEnd,
      Optional<String> limitSet,
      Optional<String> stopSet,
      Optional<String> usedSet,
      Optional<String> heldSet,
      Optional<String> leftSet,
      Optional<BigDecimal> rateUsd,
      Optional<LocalDate> rateFrom,
      Optional<Burn> burn) {}

  /// More budget for a while.
  ///
  /// @param extra in any currency with a rate, as `100 EUR`, in the place of `extraUsd`
  /// @param value of the `per` tag it is for; absent = every value
  /// @param from default: now
  record RaiseText(
      Optional<BigDecimal> extraUsd,
      Optional<String> extra,
      String why,
      Instant until,
      Optional<Instant> from,
      Optional<String> value) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listBudgets", "/api/v1/budgets", "All budgets and how far they are used.")
            .needs(Right.READ_OF_TEAMS)
            .answers(RuleList.class)
            .does(inquiry -> list(Kind.BUDGET, inquiry)),
        Endpoint.get("getBudget", BUDGET, "One budget and how far it is used.")
            .needs(Right.READ_OF_TEAMS)
            .answers(RulePage.class)
            .does(inquiry -> one(Kind.BUDGET, inquiry)),
        Endpoint.change("PUT", "putBudget", BUDGET, "Sets a budget; it counts what was before.")
            .versioned()
            .takes(BudgetText.class)
            .answers(Pages.Changed.class)
            .does(inquiry -> put(Kind.BUDGET, inquiry)),
        Endpoint.change("DELETE", "deleteBudget", BUDGET, "Ends a budget and its raises.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(this::deleteBudget),
        Endpoint.change(
                "POST", "raiseBudget", BUDGET + "/raise", "Breaks the glass: more, for a while.")
            .takes(RaiseText.class)
            .creates(Pages.Changed.class)
            .does(this::raise),
        Endpoint.get("listLimits", "/api/v1/limits", "All limits and how far they are used.")
            .needs(Right.READ_OF_TEAMS)
            .answers(RuleList.class)
            .does(inquiry -> list(Kind.LIMIT, inquiry)),
        Endpoint.get("getLimit", LIMIT, "One limit and how far it is used.")
            .needs(Right.READ_OF_TEAMS)
            .answers(RulePage.class)
            .does(inquiry -> one(Kind.LIMIT, inquiry)),
        Endpoint.change("PUT", "putLimit", LIMIT, "Sets a limit; it counts what was before.")
            .versioned()
            .takes(LimitText.class)
            .answers(Pages.Changed.class)
            .does(inquiry -> put(Kind.LIMIT, inquiry)),
        Endpoint.change("DELETE", "deleteLimit", LIMIT, "Ends a limit.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.LIMIT, inquiry.id(), List.of(), inquiry)));
  }

  private Answer list(Kind kind, Inquiry inquiry) {
    Sight sight = Sight.of(gateway, inquiry);
    return Answer.of(
        new RuleList(
            changes.current(kind).stream()
                .filter(sight::seesRule)
                .map(version -> page(version, sight, inquiry.now()))
                .toList()));
  }

  private Answer one(Kind kind, Inquiry inquiry) {
    Sight sight = Sight.of(gateway, inquiry);
    return changes
        .current(kind, inquiry.id())
        .filter(sight::seesRule)
        .map(version -> Answer.of(page(version, sight, inquiry.now())))
        .orElseGet(() -> Answer.missing(kind.code(), inquiry.id()));
  }

  private RulePage page(Version version, Sight sight, Instant now) {
    List<StandingPage> standings =
        gateway.ledger().standings(version.id()).stream()
            .filter(standing -> sight.sees(version, standing))
            .map(it -> standing(it, now))
            .toList();
    return new RulePage(version.id(), version.version(), version.body(), standings);
  }

  private static StandingPage standing(RuleStanding standing, Instant now) {
    Measure measure = standing.rule().measure();
    return new StandingPage(
        standing.value(),
        measure,
        amount(measure, standing.limit()),
        amount(measure, standing.cap()),
        amount(measure, standing.settled()),
        share(amount(measure, standing.settled()), amount(measure, standing.limit())),
        amount(measure, standing.reserved()),
        amount(measure, standing.left()),
        standing.resetsAt(),
        standing.asSet().map(set -> set.amount().toString()),
        standing.asSet().map(set -> set.text(standing.cap())),
        standing.asSet().map(set -> set.text(standing.settled())),
        standing.asSet().map(set -> set.text(standing.reserved())),
        standing.asSet().map(set -> set.text(standing.left())),
        standing.asSet().map(set -> set.rate().usd()),
        standing.asSet().map(set -> set.rate().from()),
        Burn.of(standing, now));
  }

  private static Optional<BigDecimal> share(BigDecimal used, BigDecimal limit) {
    return limit.signum() == 0
        ? Optional.empty()
        : Optional.of(used.divide(limit, SHARE_SCALE, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal amount(Measure measure, Total total) {
    return measure == Measure.MONEY ? total.toUsd() : new BigDecimal(total.toBigInteger());
  }

  private Answer put(Kind kind, Inquiry inquiry) {
    ObjectNode body = inquiry.body().deepCopy();
    if (body.has("id") && !body.path("id").asText().equals(inquiry.id())) {
      return Answer.invalid(
          "the body is of %s, the path of '%s'".formatted(body.path("id"), inquiry.id()));
    }
    body.remove("id");
    return switch (changes.put(kind, inquiry.id(), body, inquiry)) {
      case Answer.Page(Pages.Changed changed) ->
          Answer.of(changed.warning(unknownSubstitutes(body, inquiry.now())));
      case Answer other -> other;
    };
  }

  /// A ladder may name a model before its price is imported; until then the rung does nothing.
  private List<String> unknownSubstitutes(ObjectNode body, Instant now) {
    PriceBook book = gateway.books().inForce().prices();
    return body.path("ladder")
        .valueStream()
        .filter(rung -> rung.hasNonNull("substitute"))
        .map(rung -> rung.path("substitute").asText())
        .distinct()
        .filter(model -> !book.knows(model, now))
        .map(
            "the ladder's substitute '%s' has no price in the price book: it is never used"
                ::formatted)
        .toList();
  }

  private Answer deleteBudget(Inquiry inquiry) {
    List<Version> raises =
        changes.current(Kind.RAISE).stream()
            .filter(raise -> raise.body().path("budget").asText().equals(inquiry.id()))
            .toList();
    return changes.retire(Kind.BUDGET, inquiry.id(), raises, inquiry);
  }

  private Answer raise(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("extra_usd", "extra", "why", "until", "from", "value"));
    if (changes.current(Kind.BUDGET, inquiry.id()).isEmpty()) {
      return Answer.missing("budget", inquiry.id());
    }
    String why = inquiry.text("why");
    ObjectNode body = inquiry.body().deepCopy();
    body.put("budget", inquiry.id()).put("who", inquiry.who());
    if (!body.hasNonNull("from")) {
      body.put("from", inquiry.now().toString());
    }
    Raise.parse(body.toString());
    long earlier =
        gateway.books().facts().current(Kind.RAISE).stream()
            .filter(raise -> raise.body().path("budget").asText().equals(inquiry.id()))
            .count();
    String id = inquiry.id() + "." + (earlier + 1);
    return changes.publish(
        List.of(Change.of(Kind.RAISE, id, body, inquiry.who(), why).expecting(0)));
  }
}
