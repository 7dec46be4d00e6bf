package dev.weir.flow.rule;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.cohort.Cohorts;
import dev.weir.flow.cohort.EligibleUsers;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.identity.Tags;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// All rules in force, as one immutable version. Thread-safe; finding the rules of a call looks at
/// those that share its most telling tag value, not at all of them.
public final class RuleBook {
  /// Rules in one book; a `per` budget covers any number of values with one rule.
  public static final int RULES_MAX = 100_000;

  public static final RuleBook EMPTY =
      of(List.of(), List.of(), List.of(), OutputFloors.USUAL, Unpriced.REFUSE);

  /// What happens to a call that the price book cannot price.
  public enum Unpriced {
    REFUSE,
    /// Admitted, recorded as unpriced.
    ALLOW
  }

  private final List<Budget> budgets;
  private final List<Limit> limits;
  private final List<Raise> raises;
  private final OutputFloors floors;
  private final Unpriced unpriced;
  private final Rates rates;
  private final Cohorts cohorts;
  private final Dollars dollars;
  private final Map<String, List<Raise>> raisesByBudget = new HashMap<>();
  private final Map<String, Rule> byId = new HashMap<>();
  private final Map<String, Rule> byCounter = new HashMap<>();
  private final RuleIndex index;
  private final String json;
  private final String version;

  private RuleBook(Parts parts) {
    this.budgets = parts.budgets();
    this.limits = parts.limits();
    this.raises = parts.raises();
    this.floors = parts.floors();
    this.unpriced = parts.unpriced();
    this.rates = parts.ratesUsed();
    this.cohorts = parts.cohorts();
    for (Raise raise : raises) {
      raisesByBudget.computeIfAbsent(raise.budget(), _ -> new ArrayList<>()).add(raise);
    }
    for (Rule rule : rules()) {
      byId.put(rule.id(), rule);
      byCounter.put(rule.counter(), rule);
    }
    this.dollars = new Dollars(rates, parts.foreign());
    this.index = new RuleIndex(rules());
    this.json = RuleWriter.book(this).toString();
    this.version = RuleWriter.version(json);
  }

  /// A book of these rules in dollars, in any order.
  ///
  /// @throws IllegalArgumentException for an id used twice, a raise of a budget that is not there,
  ///   or an amount that is not in dollars
  public static RuleBook of(
      List<Budget> budgets,
      List<Limit> limits,
      List<Raise> raises,
      OutputFloors floors,
      Unpriced unpriced) {
    return of(new Parts(budgets, limits, raises, floors, unpriced, Rates.NONE, Cohorts.NONE));
  }

  /// @throws IllegalArgumentException as above, or for an amount in a currency without a rate
  static RuleBook of(Parts parts) {
    return new RuleBook(parts);
  }

  /// An enforcing book of budgets and limits only, in dollars.
  public static RuleBook of(List<Budget> budgets, List<Limit> limits) {
    return of(budgets, limits, List.of(), OutputFloors.USUAL, Unpriced.REFUSE);
  }

  /// Reads [#json()]. Rosters are named in it and not listed: what is read so judges no call for a
  /// use case that is open to those on one.
  ///
  /// @throws IllegalArgumentException naming the rule, the field and the value seen; an unknown
  ///   field is an error
  public static RuleBook parse(String json) {
    return RuleReader.book(RuleReader.tree(json));
  }

  /// Reads rules that are to be in force from an instant on: their amounts are worth what these
  /// rates say. Left out of the book is what nothing asks for from then on: raises that are over,
  /// and rates from before the one of the earliest first day of a currency's windows.
  ///
  /// @param rosters by use case, for the rollouts that ask for them
  public static RuleBook parse(
      String json, Rates rates, Map<String, EligibleUsers> rosters, Instant from) {
    return RuleReader.book(RuleReader.tree(json), rates, rosters, from);
  }

  /// Requires that every amount in another currency than the dollar has a rate that had begun by
  /// the first day of its window at `at`.
  ///
  /// @throws IllegalArgumentException naming the rule, the amount and the day
  public void requireRates(Instant at) {
    dollars.requireBegun(at);
  }

  /// Names this version: a hash of its content.
  public String version() {
    return version;
  }

  /// The whole content in canonical form: equal books have equal texts.
  public String json() {
    return json;
  }

  /// Sorted by id.
  public List<Budget> budgets() {
    return budgets;
  }

  /// Sorted by id.
  public List<Limit> limits() {
    return limits;
  }

  public List<Raise> raises() {
    return raises;
  }

  public OutputFloors floors() {
    return floors;
  }

  public Unpriced unpriced() {
    return unpriced;
  }

  /// Of the currencies its amounts are in, as far back as they are asked for; the dollar has none.
  public Rates rates() {
    return rates;
  }

  /// Budgets, then limits, each sorted by id.
  public List<Rule> rules() {
    List<Rule> all = new ArrayList<>(budgets);
    all.addAll(limits);
    return List.copyOf(all);
  }

  public Optional<Rule> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// The rule that counts by a counter.
  public Optional<Rule> byCounter(String counter) {
    return Optional.ofNullable(byCounter.get(counter));
  }

  /// Who may call for which use case, and which experiments run.
  public Cohorts cohorts() {
    return cohorts;
  }

  /// Why a call with these tags is outside the rollout of its use case; nothing if it may pass.
  public Optional<Rollout.Outside> outside(Tags tags, Instant at) {
    return cohorts.outside(tags, at, version);
  }

  /// A book of some of these rules, for counting: raises, floors, rollouts and experiments are left
  /// out.
  public RuleBook only(Predicate<Rule> which) {
    return of(
        new Parts(
            budgets.stream().filter(which).toList(),
            limits.stream().filter(which).toList(),
            List.of(),
            OutputFloors.USUAL,
            Unpriced.REFUSE,
            rates,
            Cohorts.NONE));
  }

  /// The rules in effect at `at` that apply to a call with these tags, Weir's own (key, model,
  /// provider, purpose) included; budgets first, each sorted by id.
  public List<Match> matching(Tags tags, Instant at) {
    return index.matching(tags, at);
  }

  /// The rules in effect at `at` that can apply to calls with these tags, whatever such a call says
  /// for the `open` ones; budgets first, each sorted by id. Looks at every rule: not for the call
  /// path.
  public List<Rule> concerning(Tags tags, Set<String> open, Instant at) {
    return rules().stream()
        .filter(rule -> rule.scope().mayMatch(tags, open) && rule.period().contains(at))
        .toList();
  }

  /// The models that the ladders of enforced or shadow budgets among the matches may switch to.
  public static SortedSet<String> substitutes(List<Match> matches) {
    SortedSet<String> models = new TreeSet<>();
    for (Match match : matches) {
      if (match.rule() instanceof Budget budget) {
        for (Budget.Rung rung : budget.terms().ladder()) {
          if (rung instanceof Budget.Rung.Substitute substitute) {
            models.add(substitute.model());
          }
        }
      }
    }
    return models;
  }

  /// The limit of a match at an instant, active raises included, in the unit of its measure.
  public Total limitOf(Match match, Instant at) {
    return switch (match.rule()) {
      case Limit limit -> max(limit, at);
      case Budget budget -> raised(budget, match.value(), at);
    };
  }

  /// What settled + reserved of a match never passes at an instant: a budget's stop, a limit's max.
  public Total capOf(Match match, Instant at) {
    return switch (match.rule()) {
      case Limit limit -> max(limit, at);
      case Budget budget -> budget.terms().stop().floorOf(raised(budget, match.value(), at));
    };
  }

  /// What a budget reserves at an instant for a call without a bound, if it grants that.
  public Optional<Money> allowanceOf(Budget budget, Instant at) {
    return budget
        .terms()
        .allowance()
        .map(amount -> Money.ofPicos(dollars.of(budget, amount, at).saturated()));
  }

  /// What a rule's limit was set as, and the rate it is worth that at; empty for one in dollars or
  /// in another unit than money.
  public Optional<AsSet> asSet(Rule rule, Instant at) {
    return switch (rule) {
      case Budget budget -> asSet(budget, budget.limit(), at);
      case Limit limit ->
          switch (limit.max()) {
            case Limit.Max.Money money -> asSet(limit, money.amount(), at);
            case Limit.Max.Count _ -> Optional.empty();
          };
    };
  }

  private Optional<AsSet> asSet(Rule rule, Amount set, Instant at) {
    return set.isInDollars()
        ? Optional.empty()
        : Optional.of(new AsSet(set, dollars.rate(rule, set, at)));
  }

  /// A limit in another currency than the dollar.
  public record AsSet(Amount amount, Rates.Dated rate) {
    private static final int DECIMALS = 9;

    /// Dollars as so much of that currency at that rate, to nine decimals: `312.5 EUR`.
    public String text(Total dollars) {
      BigDecimal units = dollars.toUsd().divide(rate.usd(), DECIMALS, RoundingMode.HALF_EVEN);
      return Amount.plain(units) + " " + amount.currency();
    }
  }

  private Total max(Limit limit, Instant at) {
    return switch (limit.max()) {
      case Limit.Max.Money money -> dollars.of(limit, money.amount(), at);
      case Limit.Max.Count count -> count.quantity();
    };
  }

  private Total raised(Budget budget, String value, Instant at) {
    Total limit = dollars.of(budget, budget.limit(), at);
    Total extra = raisesOf(budget, value, at);
    return extra.equals(Total.ZERO) ? limit : limit.plus(extra);
  }

  /// What raises add to a budget's limit at an instant.
  public Total raisesOf(Budget budget, String value, Instant at) {
    Total extra = Total.ZERO;
    for (Raise raise : raisesOf(budget)) {
      if (raise.appliesTo(value, at)) {
        extra = extra.plus(dollars.of(budget, raise.extra(), at));
      }
    }
    return extra;
  }

  private List<Raise> raisesOf(Budget budget) {
    return Optional.ofNullable(raisesByBudget.get(budget.id())).orElse(List.of());
  }
}
