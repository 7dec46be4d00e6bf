package dev.weir.value.hypothesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import dev.weir.value.hypothesis.Hypothesis.Act;
import dev.weir.value.hypothesis.Hypothesis.Decision;
import dev.weir.value.hypothesis.TrialDesign.Arm;
import dev.weir.value.hypothesis.TrialDesign.BeforeAfter;
import dev.weir.value.hypothesis.TrialDesign.Differences;
import dev.weir.value.hypothesis.TrialDesign.Randomised;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;

/// A hypothesis as JSON: docs/experiments.md has one.
public final class HypothesisText {
  /// Set by starting and stopping, by nothing else.
  public static final String STARTED_AT = "started_at";

  public static final String STOPPED_AT = "stopped_at";

  private static final double POWER = 0.8;

  private HypothesisText() {}

  /// What the field `design` says.
  private enum Kind {
    RANDOMISED,
    DIFFERENCE_IN_DIFFERENCES,
    BEFORE_AFTER
  }

  /// Reads one; what is wrong is an [IllegalArgumentException] that names it, the field and the
  /// rule.
  public static Hypothesis read(String name, ObjectNode body) {
    String thing = "hypothesis '%s'".formatted(name);
    Fields fields = new Fields(thing, body);
    try {
      Hypothesis hypothesis =
          new Hypothesis(
              name,
              fields.text("use_case"),
              fields.text("hypothesis"),
              fields.text("unit"),
              design(fields),
              claim(fields),
              plan(fields),
              decision(fields.object("decision")),
              fields.optionalDecimal("unit_value_usd"),
              until(fields),
              Registered.hash(body),
              instant(fields, STARTED_AT),
              instant(fields, STOPPED_AT));
      fields.end();
      return hypothesis;
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw message.startsWith(thing)
          ? wrong
          : new IllegalArgumentException(thing + ": " + message, wrong);
    }
  }

  private static TrialDesign design(Fields fields) {
    return switch (fields.choice("design", Kind.class)) {
      case RANDOMISED ->
          new Randomised(
              fields.objects("arms").stream().map(HypothesisText::arm).toList(),
              fields.text("control"));
      case DIFFERENCE_IN_DIFFERENCES ->
          new Differences(
              fields.text("group_by"),
              new TreeSet<>(fields.texts("treated")),
              new TreeSet<>(fields.texts("untreated")));
      case BEFORE_AFTER -> new BeforeAfter();
    };
  }

  private static Arm arm(Fields fields) {
    Arm arm =
        new Arm(
            fields.text("name"),
            fields.optionalDecimal("weight").orElse(BigDecimal.ONE).doubleValue());
    fields.end();
    return arm;
  }

  private static Claim claim(Fields fields) {
    return new Claim(
        metric("metric", fields.text("metric")),
        fields.choice("direction", Direction.class),
        decimal(fields, "minimum_effect"),
        fields.objects("guards").stream().map(HypothesisText::guard).toList(),
        fields.texts("also").stream().map(text -> metric("also", text)).toList());
  }

  private static Guard guard(Fields fields) {
    Metric metric = metric("guards", fields.text("metric"));
    Direction usual = metric.isCost() ? Direction.DECREASE : Direction.INCREASE;
    Guard guard =
        new Guard(
            metric, fields.choice("better", Direction.class, usual), decimal(fields, "margin"));
    fields.end();
    return guard;
  }

  private static Metric metric(String field, String code) {
    try {
      return Metric.read(code);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "field '%s': %s".formatted(field, unknown.getMessage()), unknown);
    }
  }

  private static Plan plan(Fields fields) {
    return new Plan(
        optional(fields, "baseline"),
        optional(fields, "deviation"),
        optional(fields, "power").orElse(POWER),
        fields.number("units_per_arm", 0),
        fields.choice("stop", StopRule.class),
        fields.number("window_days", 0),
        number(fields, "covariate_days"),
        number(fields, "late_days"));
  }

  private static OptionalLong number(Fields fields, String name) {
    return fields.optionalNumber(name).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /// A plan's fields alone, before there is a registration.
  public static Planned planned(ObjectNode body) {
    Fields fields = new Fields("plan", body);
    Metric metric = metric("metric", fields.text("metric"));
    double effect = decimal(fields, "minimum_effect");
    Direction usual = metric.isCost() ? Direction.DECREASE : Direction.INCREASE;
    Planned planned =
        new Planned(
            metric,
            fields.choice("direction", Direction.class, usual).gain(effect),
            optional(fields, "power").orElse(POWER),
            fields.choice("stop", StopRule.class, StopRule.FIXED),
            fields.number("comparisons", 1),
            fields.choice("design", Kind.class, Kind.RANDOMISED) == Kind.BEFORE_AFTER,
            optional(fields, "baseline"),
            optional(fields, "deviation"));
    fields.optionalText("use_case");
    fields.optionalText("unit");
    fields.end();
    return planned;
  }

  private static Decision decision(Fields fields) {
    Decision decision =
        new Decision(
            fields.choice("positive", Act.class),
            fields.choice("negative", Act.class),
            fields.choice("not_enough_evidence", Act.class));
    fields.end();
    return decision;
  }

  private static double decimal(Fields fields, String name) {
    return optional(fields, name)
        .orElseThrow(() -> new IllegalArgumentException("field '%s' is missing".formatted(name)));
  }

  private static OptionalDouble optional(Fields fields, String name) {
    return fields.optionalDecimal(name).stream().mapToDouble(BigDecimal::doubleValue).findFirst();
  }

  private static LocalDate until(Fields fields) {
    return fields
        .optionalDay("until")
        .orElseThrow(() -> new IllegalArgumentException("field 'until' is missing"));
  }

  private static Optional<Instant> instant(Fields fields, String name) {
    return fields
        .optionalText(name)
        .map(text -> {
          try {
            return Instant.parse(text);
          } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                "field '%s' is an instant as 2026-11-01T08:00:00Z, was '%s'".formatted(name, text),
                unreadable);
          }
        });
  }
}
