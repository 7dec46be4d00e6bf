package dev.weir.view.api;

import dev.weir.base.money.Money;
import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.rule.Amount;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Raise;
import dev.weir.flow.rule.RuleBook;
import dev.weir.value.gate.Gate;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Carried;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was signed at a gate is only narrowed until the next promotion: to whom a use case is open,
/// and what it may cost. What a publication brings along decides, not who makes it: a promotion
/// that is carried out, goes a step or is taken back comes with its own roll-out and budget.
final class ExpansionGuard {
  private final Publication publication;

  ExpansionGuard(Publication publication) {
    this.publication = publication;
  }

  Optional<Forbidden> objection() {
    return publication.changes().stream()
        .flatMap(change -> objection(change).stream())
        .findFirst()
        .map(why ->
            new Forbidden(
                "gate_decides", why + "; narrowing is free, for more propose a promotion"));
  }

  private Optional<String> objection(Change change) {
    return switch (change.kind()) {
      case ROLLOUT -> ofRollout(change.id());
      case BUDGET -> ofBudget(change.id());
      case RAISE -> ofBudget(change.body().path("budget").asText());
      case USE_CASE -> change.retired() ? Optional.empty() : ofStated(change);
      default -> Optional.empty();
    };
  }

  private Optional<String> ofRollout(String useCase) {
    Optional<Rollout> before = publication.before().rules().cohorts().rollout(useCase);
    if (before.isEmpty() || publication.promotion(useCase).isPresent()) {
      return Optional.empty();
    }
    Optional<String> opened =
        publication
            .after()
            .rules()
            .cohorts()
            .rollout(useCase)
            .map(next -> next.opens(before.get()))
            .orElse(Optional.of("it is not deleted"));
    return opened.flatMap(what ->
        by(useCase, before.get())
            .map(by -> "rollout '%s', decided by %s: %s".formatted(useCase, by, what)));
  }

  /// By what a roll-out is decided; nothing where it is anybody's. What is closed is opened by a
  /// gate wherever there is one: also what a kill criterion has closed and taken back.
  private Optional<String> by(String useCase, Rollout before) {
    return publication
        .known()
        .standing(useCase)
        .map(ExpansionGuard::said)
        .or(() -> before.closed() ? gate(useCase) : Optional.empty());
  }

  private Optional<String> gate(String useCase) {
    return publication
        .known()
        .gates(useCase)
        .findFirst()
        .map("gate '%s', as it is closed"::formatted);
  }

  private static String said(Promotion promotion) {
    return "promotion '%s' through gate '%s'"
        .formatted(promotion.id(), Gate.id(promotion.useCase(), promotion.to()));
  }

  private Optional<String> ofBudget(String id) {
    Optional<Budget> before = budget(publication.before().rules(), id);
    if (before.isEmpty() || publication.carried().anyMatch(it -> budgetOf(it).equals(id))) {
      return Optional.empty();
    }
    return publication
        .known()
        .standingFor(id)
        .flatMap(promotion ->
            loosened(id, before.get(), promotion)
                .map(
                    what -> "budget '%s', decided by %s: %s".formatted(id, said(promotion), what)));
  }

  private static String budgetOf(Promotion promotion) {
    return promotion.carried().orElseThrow().before().budgetId();
  }

  private static Optional<Budget> budget(RuleBook rules, String id) {
    return rules.byId(id).filter(Budget.class::isInstance).map(Budget.class::cast);
  }

  private Optional<String> loosened(String id, Budget before, Promotion promotion) {
    Optional<Budget> next = budget(publication.after().rules(), id);
    return next.isEmpty()
        ? Optional.of("it is not deleted")
        : next.get().loosens(before).or(() -> raised(before, next.get(), promotion));
  }

  /// The limit and all raises that are not over, together at most what was signed for the step it
  /// is on, or what they were. Of a tapered budget its limit without the taper counts: that is what
  /// it comes back to.
  private Optional<String> raised(Budget before, Budget next, Promotion promotion) {
    Optional<Amount> foreign = foreign(before, next);
    if (foreign.isPresent()) {
      return Optional.of(
          "field 'limit' is in dollars, as it was signed, was '%s'".formatted(foreign.get()));
    }
    Carried carried = promotion.carried().orElseThrow();
    BigDecimal signed = carried.steps().get(carried.step()).budgetUsdPerMonth();
    Budget set = set(before);
    boolean isChanged = publication.of(Kind.BUDGET).anyMatch(it -> it.id().equals(next.id()));
    BigDecimal most = signed.max(dollars(set, publication.before().rules()));
    BigDecimal now = dollars(isChanged ? next : set, publication.after().rules());
    return now.compareTo(most) > 0
        ? Optional.of(
            "field 'limit_usd' with all raises is at most %s, was %s"
                .formatted(plain(most), plain(now)))
        : Optional.empty();
  }

  /// As it was set, but for what a taper has left of it.
  private Budget set(Budget before) {
    return publication
        .known()
        .untapered(before.id())
        .map(body -> Budget.parse(body.deepCopy().put("id", before.id()).toString()))
        .orElse(before);
  }

  /// An amount in another currency that was not there before.
  private Optional<Amount> foreign(Budget before, Budget next) {
    if (!next.limit().isInDollars() && !next.limit().equals(before.limit())) {
      return Optional.of(next.limit());
    }
    List<Raise> known = publication.before().rules().raises();
    return publication.after().rules().raises().stream()
        .filter(raise -> raise.budget().equals(next.id()) && !known.contains(raise))
        .map(Raise::extra)
        .filter(extra -> !extra.isInDollars())
        .findFirst();
  }

  private BigDecimal dollars(Budget budget, RuleBook rules) {
    Instant now = publication.now();
    return rules.raises().stream()
        .filter(raise -> raise.budget().equals(budget.id()) && now.isBefore(raise.until()))
        .map(Raise::extra)
        .filter(Amount::isInDollars)
        .map(Amount::decimal)
        .reduce(
            budget.limit().isInDollars() ? budget.limit().decimal() : BigDecimal.ZERO,
            BigDecimal::add);
  }

  /// What a use case says it may cost a month is what was signed, or less. One that is put in again
  /// begins anew.
  private Optional<String> ofStated(Change change) {
    Optional<UseCase> known = publication.known().useCase(change.id());
    Optional<Promotion> standing =
        known.flatMap(useCase -> publication.known().standing(useCase.id()));
    if (standing.isEmpty() || publication.promotion(change.id()).isPresent()) {
      return Optional.empty();
    }
    BigDecimal signed = standing.get().allowed().budgetUsdPerMonth();
    BigDecimal stated = known.map(ExpansionGuard::stated).orElse(BigDecimal.ZERO);
    BigDecimal next = stated(UseCaseText.read(change.id(), change.body()));
    return next.compareTo(signed.max(stated)) > 0
        ? Optional.of(
            "use case '%s', decided by %s: field 'budget_usd_per_month' is at most %s, was %s"
                .formatted(
                    change.id(), said(standing.get()), plain(signed.max(stated)), plain(next)))
        : Optional.empty();
  }

  private static BigDecimal stated(UseCase useCase) {
    return useCase.budgetUsd().map(Money::toBigDecimal).orElse(BigDecimal.ZERO);
  }

  private static String plain(BigDecimal usd) {
    return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
  }
}
