package dev.weir.flow.rule;

import dev.weir.base.money.Total;
import dev.weir.flow.identity.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Map<String, List<Raise>> raisesByBudget = new HashMap<>();
  private final Map<String, Rule> byCounter = new HashMap<>();
  private final RuleIndex index;
  private final String json;
  private final String version;

  private RuleBook(
      List<Budget> budgets,
      List<Limit> limits,
      List<Raise> raises,
      OutputFloors floors,
      Unpriced unpriced) {
    this.budgets = budgets;
    this.limits = limits;
    this.raises = raises;
    this.floors = floors;
    this.unpriced = unpriced;
    for (Raise raise : raises) {
      raisesByBudget.computeIfAbsent(raise.budget(), _ -> new ArrayList<>()).add(raise);
    }
    for (Rule rule : rules()) {
      byCounter.put(rule.counter(), rule);
    }
    this.index = new RuleIndex(rules());
    this.json = RuleWriter.book(this).toString();
    this.version = RuleWriter.version(json);
  }

  /// A book of these rules, in any order.
  ///
  /// @throws IllegalArgumentException for an id used twice or a raise of a budget that is not there
  public static RuleBook of(
      List<Budget> budgets,
      List<Limit> limits,
      List<Raise> raises,
      OutputFloors floors,
      Unpriced unpriced) {
    List<Budget> sortedBudgets = new ArrayList<>(budgets);
    sortedBudgets.sort((a, b) -> a.id().compareTo(b.id()));
    List<Limit> sortedLimits = new ArrayList<>(limits);
    sortedLimits.sort((a, b) -> a.id().compareTo(b.id()));
    List<Raise> sortedRaises = new ArrayList<>(raises);
    sortedRaises.sort(Raise.ORDER);
    requireSound(sortedBudgets, sortedLimits, sortedRaises);
    return new RuleBook(
        List.copyOf(sortedBudgets),
        List.copyOf(sortedLimits),
        List.copyOf(sortedRaises),
        floors,
        unpriced);
  }

  /// An enforcing book of budgets and limits only.
  public static RuleBook of(List<Budget> budgets, List<Limit> limits) {
    return of(budgets, limits, List.of(), OutputFloors.USUAL, Unpriced.REFUSE);
  }

  /// Reads [#json()].
  ///
  /// @throws IllegalArgumentException naming the rule, the field and the value seen; an unknown
  ///   field is an error
  public static RuleBook parse(String json) {
    return RuleReader.book(RuleReader.tree(json));
  }

  private static void requireSound(List<Budget> budgets, List<Limit> limits, List<Raise> raises) {
    int rules = budgets.size() + limits.size();
    if (rules > RULES_MAX) {
      throw new IllegalArgumentException(
          "a rule book has at most %d rules, was %d".formatted(RULES_MAX, rules));
    }
    Set<String> budgetIds = new HashSet<>();
    for (Budget budget : budgets) {
      if (!budgetIds.add(budget.id())) {
        throw new IllegalArgumentException("two rules have the id '%s'".formatted(budget.id()));
      }
    }
    Set<String> ids = new HashSet<>(budgetIds);
    for (Limit limit : limits) {
      if (!ids.add(limit.id())) {
        throw new IllegalArgumentException("two rules have the id '%s'".formatted(limit.id()));
      }
    }
    for (Raise raise : raises) {
      if (!budgetIds.contains(raise.budget())) {
        throw new IllegalArgumentException(
            "a raise names the budget '%s', which is not there".formatted(raise.budget()));
      }
    }
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

  /// Budgets, then limits, each sorted by id.
  public List<Rule> rules() {
    List<Rule> all = new ArrayList<>(budgets);
    all.addAll(limits);
    return List.copyOf(all);
  }

  /// The rule that counts by a counter.
  public Optional<Rule> byCounter(String counter) {
    return Optional.ofNullable(byCounter.get(counter));
  }

  /// A book of some of these rules, for counting: raises and floors are left out.
  public RuleBook only(Predicate<Rule> which) {
    return of(budgets.stream().filter(which).toList(), limits.stream().filter(which).toList());
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
      case Limit limit -> limit.max();
      case Budget budget -> raised(budget, match.value(), at);
    };
  }

  /// What settled + reserved of a match never passes at an instant: a budget's stop, a limit's max.
  public Total capOf(Match match, Instant at) {
    return switch (match.rule()) {
      case Limit limit -> limit.max();
      case Budget budget -> budget.terms().stop().floorOf(raised(budget, match.value(), at));
    };
  }

  private Total raised(Budget budget, String value, Instant at) {
    Total limit = budget.limit();
    for (Raise raise : Optional.ofNullable(raisesByBudget.get(budget.id())).orElse(List.of())) {
      if (raise.appliesTo(value, at)) {
        limit = limit.plus(raise.extra());
      }
    }
    return limit;
  }
}
