package dev.weir.value.opportunity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import dev.weir.value.adoption.AdoptionCurve;
import dev.weir.value.evidence.Evidence;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Assumptions as JSON: docs/opportunities.md has an example.
public final class AssumptionsText {
  private static final String STAGE = "stage";
  private static final String STATED = "stated";

  private AssumptionsText() {}

  /// What the field `ramp.kind` says.
  private enum Kind {
    LOGISTIC,
    BASS,
    NONE
  }

  /// Reads them; what is wrong is an [IllegalArgumentException] that names the field, the rule and
  /// the value.
  public static Assumptions read(String useCase, ObjectNode body) {
    String thing = "opportunity '%s'".formatted(useCase);
    Fields fields = new Fields(thing, body);
    if (fields.has(STAGE)) {
      throw new IllegalArgumentException(
          "%s: field 'stage' is not stated here, the portfolio has it: 'weir usecases show %s', was %s"
              .formatted(thing, useCase, body.get(STAGE)));
    }
    try {
      Plan usual = Plan.ASSUMED;
      Plan plan =
          new Plan(
              usual.stage(),
              fields.optionalDecimal("investment_usd").orElse(usual.investmentUsd()),
              int32(fields.number("months", usual.months())),
              fields.optionalDecimal("annual_rate").orElse(usual.annualRate()),
              fields.isObject("ramp") ? ramp(fields.object("ramp")) : usual.ramp(),
              fields.choice("evidence", Evidence.class, usual.evidence()));
      Map<Term, Input> stated = new EnumMap<>(Term.class);
      Fields inputs = fields.object("inputs");
      for (Term term : Term.values()) {
        input(inputs, term).ifPresent(input -> stated.put(term, input));
      }
      inputs.end();
      Assumptions all =
          new Assumptions(plan, stated, fields.optionalDecimal("effort_days"), risk(fields));
      fields.end();
      return all;
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(thing) ? message : thing + ": " + message, wrong);
    }
  }

  private static Optional<Risk> risk(Fields fields) {
    if (!fields.has("risk")) {
      return Optional.empty();
    }
    Fields parts = fields.object("risk");
    Risk risk = new Risk(parts.choice("level", Risk.Level.class), parts.text("why"));
    parts.end();
    return Optional.of(risk);
  }

  /// A number, or one with its least and its most.
  private static Optional<Input> input(Fields inputs, Term term) {
    if (!inputs.isObject(term.code())) {
      return inputs
          .optionalDecimal(term.code())
          .map(base -> new Input(term, base, base, base, Input.Origin.STATED, STATED));
    }
    Fields parts = inputs.object(term.code());
    BigDecimal base = decimal(parts, term.code() + ".base", "base");
    Input input =
        new Input(
            term,
            parts.optionalDecimal("low").orElse(base),
            base,
            parts.optionalDecimal("high").orElse(base),
            Input.Origin.STATED,
            parts.optionalText("source").map(text -> STATED + ": " + text).orElse(STATED));
    parts.end();
    return Optional.of(input);
  }

  private static Optional<AdoptionCurve> ramp(Fields fields) {
    Optional<AdoptionCurve> curve =
        switch (fields.choice("kind", Kind.class)) {
          case NONE -> Optional.empty();
          case LOGISTIC ->
              Optional.of(
                  new AdoptionCurve.Logistic(
                      1,
                      decimal(fields, "ramp.rate", "rate").doubleValue(),
                      decimal(fields, "ramp.midpoint", "midpoint").doubleValue()));
          case BASS ->
              Optional.of(
                  new AdoptionCurve.Bass(
                      decimal(fields, "ramp.p", "p").doubleValue(),
                      decimal(fields, "ramp.q", "q").doubleValue()));
        };
    fields.end();
    return curve;
  }

  private static BigDecimal decimal(Fields fields, String shown, String name) {
    return fields
        .optionalDecimal(name)
        .orElseThrow(() -> new IllegalArgumentException("field '%s' is missing".formatted(shown)));
  }

  /// Too large or too small a number stays so, for the rule it breaks.
  private static int int32(long number) {
    return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
