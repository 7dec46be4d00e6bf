package dev.weir.value.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.outcome.Expression.Constant;
import dev.weir.value.outcome.Expression.Name;
import dev.weir.value.outcome.Expression.Operation;
import dev.weir.value.outcome.Expression.Operator;
import dev.weir.value.outcome.Kpi.Goal;
import dev.weir.value.outcome.OutcomeDefinition.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A definition of outcomes as JSON: docs/outcomes.md has one.
public final class OutcomeText {
  private static final String AT_LEAST = "at_least";
  private static final String AT_MOST = "at_most";
  private static final String PER_MONTH = "per_month";
  private static final String KPI = "kpi";

  private OutcomeText() {}

  /// Reads one; what is wrong is an [IllegalArgumentException] that names it, the field, the rule
  /// and the value.
  public static OutcomeDefinition read(String useCase, ObjectNode body) {
    String thing = "outcome '%s'".formatted(useCase);
    Fields fields = new Fields(thing, body);
    return Decimals.naming(
        thing,
        () -> {
          List<Kpi> kpis = fields.objects("kpis").stream().map(OutcomeText::kpi).toList();
          OutcomeDefinition definition =
              new OutcomeDefinition(
                  useCase,
                  fields.text("unit"),
                  kpis,
                  fields.optionalText("success").map(text -> success(text, kpis)),
                  worth(fields, kpis),
                  fields
                      .optionalText("stated_evidence")
                      .map(OutcomeText::stated)
                      .orElse(Evidence.OPINION),
                  target(fields.textMembers("target")),
                  Math.clamp(
                      fields.number("window_days", OutcomeDefinition.WINDOW_DAYS),
                      0,
                      Integer.MAX_VALUE));
          fields.end();
          return definition;
        });
  }

  private static Kpi kpi(Fields fields) {
    Kpi kpi =
        new Kpi(
            fields.text("name"),
            KpiKind.of(fields.text("kind")),
            fields.optionalText("min").map(text -> Decimals.read("min", text)),
            fields.optionalText("max").map(text -> Decimals.read("max", text)),
            goal(fields.textMembers("goal")));
    fields.end();
    return kpi;
  }

  private static Optional<Goal> goal(Map<String, String> said) {
    return only("goal", said, Set.of(AT_LEAST, AT_MOST))
        .map(one ->
            new Goal(
                Decimals.read("goal." + one.getKey(), one.getValue()),
                one.getKey().equals(AT_LEAST)));
  }

  /// The one member that an object has; nothing of an empty one.
  private static Optional<Map.Entry<String, String>> only(
      String field, Map<String, String> said, Set<String> known) {
    if (said.isEmpty()) {
      return Optional.empty();
    }
    if (said.size() > 1 || !known.containsAll(said.keySet())) {
      throw Decimals.wrong(
          field, "either " + String.join(" or ", new TreeSet<>(known)), said.keySet().toString());
    }
    return said.entrySet().stream().findFirst();
  }

  private static Expression success(String text, List<Kpi> kpis) {
    return naming("success", text, it -> ExpressionText.rule(it, truths(kpis)), known(kpis), false);
  }

  private static Optional<Worth> worth(Fields fields, List<Kpi> kpis) {
    Optional<String> formula = fields.optionalText("value");
    Optional<String> unitValue = fields.optionalText("unit_value_usd");
    Optional<String> source = fields.optionalText("value_source");
    Optional<String> evidence = fields.optionalText("value_evidence");
    if (formula.isPresent() && unitValue.isPresent()) {
      throw new IllegalArgumentException(
          "an outcome has a value or a unit_value_usd, was both: '%s' and '%s'"
              .formatted(formula.get(), unitValue.get()));
    }
    Optional<Expression> read =
        formula
            .map(text ->
                naming(
                    "value",
                    text,
                    it -> ExpressionText.formula(it, truths(kpis)),
                    known(kpis),
                    true))
            .or(() -> unitValue.map(OutcomeText::perUnit));
    if (read.isEmpty()) {
      source.or(() -> evidence).ifPresent(OutcomeText::requireValue);
      return Optional.empty();
    }
    return Optional.of(
        new Worth(
            read.get(),
            source.orElseThrow(() -> missing("value_source")),
            Evidence.of(evidence.orElseThrow(() -> missing("value_evidence")))));
  }

  private static Evidence stated(String grade) {
    return Decimals.naming("field 'stated_evidence'", () -> Evidence.of(grade));
  }

  private static void requireValue(String said) {
    throw new IllegalArgumentException(
        "value_source and value_evidence are of a value or a unit_value_usd, of which there is none, was '%s'"
            .formatted(said));
  }

  private static IllegalArgumentException missing(String field) {
    return new IllegalArgumentException(
        "field '%s' is missing: a value says where it comes from and how sure it is"
            .formatted(field));
  }

  private static Expression perUnit(String text) {
    BigDecimal usd = Decimals.read("unit_value_usd", text);
    return Operation.of(Operator.TIMES, new Name(Names.QUANTITY), new Constant(usd));
  }

  private static Set<String> truths(List<Kpi> kpis) {
    return kpis.stream()
        .filter(kpi -> kpi.kind() == KpiKind.BOOLEAN)
        .map(Kpi::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> known(List<Kpi> kpis) {
    Set<String> known = new TreeSet<>(Names.OF_ALL);
    kpis.forEach(kpi -> known.add(kpi.name()));
    return known;
  }

  /// Reads an expression of known names.
  ///
  /// @param priced whether it may name rate cards
  private static Expression naming(
      String field,
      String text,
      Function<String, Expression> reading,
      Set<String> known,
      boolean priced) {
    Expression read = Decimals.naming("field '%s'".formatted(field), () -> reading.apply(text));
    read.names()
        .filter(name -> !known.contains(name))
        .filter(name -> !priced || OutcomeDefinition.rateCard(name).isEmpty())
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "field '%s' names KPIs, %s%s, was '%s'"
                  .formatted(
                      field,
                      String.join(", ", new TreeSet<>(Names.OF_ALL)),
                      priced ? ", rate.CARD and redeployed.CARD" : "",
                      name));
        });
    return read;
  }

  private static Optional<Target> target(Map<String, String> said) {
    return only("target", said, Set.of(KPI, PER_MONTH))
        .map(one ->
            one.getKey().equals(KPI)
                ? new Target.OfKpi(one.getValue())
                : new Target.PerMonth(Decimals.read("target.per_month", one.getValue())));
  }
}
