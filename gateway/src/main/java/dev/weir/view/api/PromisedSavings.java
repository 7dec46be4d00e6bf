package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.value.outcome.Expression;
import dev.weir.value.outcome.OutcomeDefinition;
import dev.weir.value.outcome.OutcomeDefinition.Target;
import dev.weir.value.outcome.OutcomeText;
import dev.weir.value.outcome.Worth;
import dev.weir.value.review.Told;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What outcomes promise of a month: the target times what one is worth, its KPIs at their goals
/// and hours at the rates of the month. Blocks.
final class PromisedSavings {
  private final Changes changes;
  private final Yardsticks yardsticks;

  PromisedSavings(Changes changes, Yardsticks yardsticks) {
    this.changes = changes;
    this.yardsticks = yardsticks;
  }

  Told<BigDecimal> of(String useCase, YearMonth month) {
    Optional<OutcomeDefinition> definition =
        changes
            .current(Kind.OUTCOME, useCase)
            .map(version -> OutcomeText.read(useCase, version.body()));
    Optional<BigDecimal> target =
        definition
            .flatMap(OutcomeDefinition::target)
            .filter(Target.PerMonth.class::isInstance)
            .map(it -> ((Target.PerMonth) it).quantity());
    Optional<Expression> formula = definition.flatMap(OutcomeDefinition::worth).map(Worth::formula);
    if (target.isEmpty() || formula.isEmpty()) {
      return Told.unknown("its outcome promises none, by a target per month and a value of one");
    }
    return ofOne(formula.get(), known(definition.get(), month)).map(target.get()::multiply);
  }

  private static Told<BigDecimal> ofOne(Expression formula, Map<String, BigDecimal> known) {
    TreeSet<String> unknown = new TreeSet<>(formula.names().toList());
    unknown.removeAll(known.keySet());
    return unknown.isEmpty()
        ? value(formula, known)
        : Told.unknown(
            "its outcome promises none, as its value '%s' needs %s, and no goal says it: a KPI's goal does, of a boolean or a measure"
                .formatted(formula.text(), unknown));
  }

  private static Told<BigDecimal> value(Expression formula, Map<String, BigDecimal> known) {
    try {
      return Told.of(formula.value(name -> Optional.ofNullable(known.get(name))));
    } catch (IllegalArgumentException noQuotient) {
      return Told.unknown(
          "its outcome promises none, as its field 'value' is '%s', and at the goals of its KPIs %s"
              .formatted(formula.text(), noQuotient.getMessage()));
    }
  }

  private Map<String, BigDecimal> known(OutcomeDefinition definition, YearMonth month) {
    Map<String, BigDecimal> known = new HashMap<>(definition.atGoals());
    definition
        .rateCards()
        .forEach(
            card -> yardsticks.rate(card, month).ifPresent(rate -> known.putAll(rate.figures())));
    return known;
  }
}
