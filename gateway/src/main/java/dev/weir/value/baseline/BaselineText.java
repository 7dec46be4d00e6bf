package dev.weir.value.baseline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.stats.Confidence;
import dev.weir.flow.books.Fields;
import dev.weir.value.baseline.Baseline.Figures;
import dev.weir.value.baseline.Baseline.Measured;
import dev.weir.value.baseline.Baseline.Origin;
import dev.weir.value.evidence.Evidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// A baseline, or a pilot, as JSON: docs/baselines.md has one of each.
public final class BaselineText {
  private static final String VOLUME = "volume_per_month";
  private static final String MINUTES = "minutes_per_unit";
  private static final String COST = "cost_per_unit_usd";
  private static final String ERRORS = "error_rate";
  private static final String PILOT = "pilot";
  private static final String OBSERVATIONS = "observations";
  private static final int VALID_MONTHS = 12;

  private BaselineText() {}

  /// Reads either; what is wrong is an [IllegalArgumentException] that names it, the field, the
  /// rule and the value.
  public static Comparand read(String useCase, ObjectNode body) {
    String thing = "baseline '%s'".formatted(useCase);
    Fields fields = new Fields(thing, body);
    try {
      Comparand read =
          fields.has("source") ? baseline(useCase, thing, fields) : pilot(useCase, thing, fields);
      fields.end();
      return read;
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw message.startsWith(thing)
          ? wrong
          : new IllegalArgumentException(thing + ": " + message, wrong);
    }
  }

  private static Baseline baseline(String useCase, String thing, Fields fields) {
    Origin origin = origin(fields);
    Figures figures =
        new Figures(
            figure(thing, fields, VOLUME),
            figure(thing, fields, MINUTES),
            figure(thing, fields, COST),
            figure(thing, fields, ERRORS));
    Optional<Measured> measured =
        fields.isObject(OBSERVATIONS)
            ? Optional.of(
                new Measured(pilot(useCase, thing, fields), observed(fields.object(OBSERVATIONS))))
            : Optional.empty();
    measured.ifPresent(it -> requireSame(figures, it.observed(), origin.confidence()));
    return new Baseline(
        useCase,
        fields.text("unit"),
        origin,
        figures,
        consequences(fields),
        fields.optionalText("seasonality"),
        fields.day("expires"),
        measured);
  }

  private static void requireSame(Figures stated, Observed observed, Confidence confidence) {
    if (!observed.figures(confidence, stated.volume()).equals(stated)) {
      throw new IllegalArgumentException(
          "field '%s' comes to other figures than are stated: bring observations in again"
              .formatted(OBSERVATIONS));
    }
  }

  private static Origin origin(Fields fields) {
    Source source = fields.choice("source", Source.class);
    Optional<Period> period =
        fields.optionalDay("from").map(from -> new Period(from, fields.day("until")));
    if (period.isEmpty()) {
      fields
          .optionalDay("until")
          .ifPresent(until -> {
            throw new IllegalArgumentException(
                "field 'from' is there where field 'until' is, until was " + until);
          });
    }
    return new Origin(
        source,
        fields.optionalNumber("n"),
        period,
        new Confidence(
            fields.optionalDecimal("confidence").map(BigDecimal::doubleValue).orElse(0.95)),
        fields.choice(
            "evidence",
            Evidence.class,
            source == Source.ESTIMATED ? Evidence.OPINION : Evidence.BEFORE_AFTER));
  }

  /// A number, or one with its interval.
  private static Optional<Figure> figure(String thing, Fields fields, String name) {
    if (!fields.isObject(name)) {
      return fields
          .optionalDecimal(name)
          .map(value -> figure(thing, name, value, Optional.empty(), Optional.empty()));
    }
    Fields parts = fields.object(name);
    BigDecimal value = decimal(parts, thing, name + ".value", "value");
    Optional<BigDecimal> low = parts.optionalDecimal("low");
    Optional<BigDecimal> high = parts.optionalDecimal("high");
    Optional<Long> n = parts.optionalNumber("n");
    parts.end();
    if (low.isPresent() != high.isPresent()) {
      throw new IllegalArgumentException(
          "%s: field '%s' has low and high or neither, was without %s"
              .formatted(thing, name, low.isPresent() ? "high" : "low"));
    }
    return Optional.of(
        figure(
            thing, name, value, low.map(least -> new Figure.Range(least, high.orElseThrow())), n));
  }

  private static Figure figure(
      String thing, String name, BigDecimal value, Optional<Figure.Range> range, Optional<Long> n) {
    try {
      return new Figure(value, range, n);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "%s: field '%s' %s".formatted(thing, name, wrong.getMessage()), wrong);
    }
  }

  private static BigDecimal decimal(Fields fields, String thing, String shown, String name) {
    return fields
        .optionalDecimal(name)
        .orElseThrow(() ->
            new IllegalArgumentException("%s: field '%s' is missing".formatted(thing, shown)));
  }

  private static List<Consequence> consequences(Fields fields) {
    return fields.objects("consequences").stream()
        .map(each -> {
          String name = each.text("name");
          String thing = "consequence '%s'".formatted(name);
          Consequence read =
              new Consequence(
                  name,
                  decimal(each, thing, "probability", "probability"),
                  decimal(each, thing, "severity_usd", "severity_usd"),
                  each.optionalDecimal("detectability").orElse(BigDecimal.ONE));
          each.end();
          return read;
        })
        .toList();
  }

  private static Pilot pilot(String useCase, String thing, Fields fields) {
    if (!fields.isObject(PILOT)) {
      throw new IllegalArgumentException(
          "%s: field 'source' (of a baseline) or 'pilot' (of how it is measured) is missing"
              .formatted(thing));
    }
    Fields plan = fields.object(PILOT);
    Pilot pilot =
        new Pilot(
            useCase,
            fields.text("unit"),
            plan.objects("collect").stream().map(each -> goal(thing, each)).toList(),
            plan.text("from_whom"),
            plan.text("collector"),
            new Period(plan.day("from"), plan.day("until")),
            int32(plan.number("valid_months", VALID_MONTHS)),
            figure(thing, fields, VOLUME),
            consequences(fields));
    plan.end();
    return pilot;
  }

  private static Goal goal(String thing, Fields each) {
    Measure measure = each.choice("figure", Measure.class);
    String spread = measure == Measure.ERROR ? "expected" : "deviation";
    Goal goal =
        Goal.of(
            measure,
            decimal(each, thing + ", collect " + measure.code(), spread, spread),
            each.optionalDecimal("precision"),
            each.optionalDecimal("effect"));
    each.end();
    return goal;
  }

  private static Observed observed(Fields fields) {
    Observed observed =
        new Observed(
            fields.text("sha256"),
            fields.number("units", 0),
            sums(fields, Measure.MINUTES),
            sums(fields, Measure.COST_USD),
            fields.isObject(Measure.ERROR.code())
                ? Optional.of(errors(fields.object(Measure.ERROR.code())))
                : Optional.empty());
    fields.end();
    return observed;
  }

  private static Optional<Observed.Sums> sums(Fields fields, Measure measure) {
    if (!fields.isObject(measure.code())) {
      return Optional.empty();
    }
    Fields sums = fields.object(measure.code());
    Observed.Sums read =
        new Observed.Sums(
            sums.number("count", 0),
            decimal(sums, measure.code(), "sum", "sum"),
            decimal(sums, measure.code(), "squares", "squares"));
    sums.end();
    return Optional.of(read);
  }

  private static Observed.Errors errors(Fields fields) {
    Observed.Errors errors =
        new Observed.Errors(fields.number("count", 0), fields.number("hits", 0));
    fields.end();
    return errors;
  }

  /// The baseline that a pilot ends in, as a body that [#read] takes.
  ///
  /// @param plan the pilot's body, or that of a baseline measured by it before
  /// @param observedOn days that were observed
  public static ObjectNode measured(
      Pilot pilot, ObjectNode plan, Observed observed, Period observedOn) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("unit", pilot.unit())
        .put("source", Source.MEASURED.code())
        .put("n", observed.units())
        .put("from", observedOn.from().toString())
        .put("until", observedOn.until().toString())
        .put("confidence", Confidence.P95.share())
        .put("expires", pilot.expires().toString());
    Figures figures = observed.figures(Confidence.P95, pilot.volume());
    for (String kept : List.of(VOLUME, "consequences", PILOT)) {
      if (plan.hasNonNull(kept)) {
        body.set(kept, plan.get(kept));
      }
    }
    figures.minutes().ifPresent(it -> write(body, MINUTES, it));
    figures.costUsd().ifPresent(it -> write(body, COST, it));
    figures.errorRate().ifPresent(it -> write(body, ERRORS, it));
    ObjectNode sums = body.putObject(OBSERVATIONS);
    sums.put("sha256", observed.sha256()).put("units", observed.units());
    observed.minutes().ifPresent(it -> write(sums, Measure.MINUTES, it));
    observed.costUsd().ifPresent(it -> write(sums, Measure.COST_USD, it));
    observed
        .errors()
        .ifPresent(it ->
            sums.putObject(Measure.ERROR.code()).put("count", it.count()).put("hits", it.hits()));
    return body;
  }

  private static void write(ObjectNode body, String name, Figure figure) {
    ObjectNode node = body.putObject(name).put("value", figure.value().toPlainString());
    figure
        .range()
        .ifPresent(range ->
            node.put("low", range.low().toPlainString()).put("high", range.high().toPlainString()));
    figure.n().ifPresent(n -> node.put("n", n));
  }

  private static void write(ObjectNode sums, Measure measure, Observed.Sums of) {
    sums.putObject(measure.code())
        .put("count", of.count())
        .put("sum", of.sum().toPlainString())
        .put("squares", of.squares().toPlainString());
  }

  /// Too large or too small a number stays so, for the rule it breaks.
  private static int int32(long number) {
    return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
