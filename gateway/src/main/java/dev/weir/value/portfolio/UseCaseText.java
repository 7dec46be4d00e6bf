package dev.weir.value.portfolio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.flow.books.Fields;
import dev.weir.value.ranking.Score;
import java.util.List;
import java.util.Optional;

/// A use case as JSON: docs/use-cases.md has one.
public final class UseCaseText {
  private static final String STAGE = "stage";
  private static final String AUDIENCE = "audience";
  private static final String BUDGET = "budget_usd_per_month";

  private UseCaseText() {}

  /// Reads one; what is wrong is an [IllegalArgumentException] that names it, the field, the rule
  /// and the value.
  public static UseCase read(String id, ObjectNode body) {
    String thing = "use case '%s'".formatted(id);
    try {
      Fields fields = new Fields(thing, body);
      Fields owners = fields.object("owners");
      UseCase useCase =
          new UseCase(
              id,
              fields.text("name"),
              fields.text("statement"),
              fields.choice(AUDIENCE, Audience.class, Audience.INTERNAL),
              fields.choice(STAGE, Stage.class, Stage.IDEA),
              owners.optionalText("business"),
              owners.optionalText("technical"),
              fields.optionalText("cost_centre"),
              part(fields, "workload").map(UseCaseText::workload),
              part(fields, "value").map(UseCaseText::claim),
              fields.optionalDecimal(BUDGET).map(Money::usd),
              fields.objects("scope").stream().map(UseCaseText::scopePart).toList(),
              part(fields, "smart").map(UseCaseText::smart).orElse(Smart.NOTHING),
              part(fields, "score").map(UseCaseText::score),
              part(fields, "commodity").map(UseCaseText::commodity),
              part(fields, "safeguards").map(UseCaseText::own).orElse(Safeguards.Own.NOTHING),
              fields.optionalText("hypothesis"),
              fields.optionalDay("review_on"));
      owners.end();
      fields.end();
      return useCase;
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(thing) ? message : thing + ": " + message, wrong);
    }
  }

  /// What a gate has decided of one, in the body it had.
  ///
  /// @param decided by [UseCase#atGate]
  public static ObjectNode write(UseCase decided, ObjectNode body) {
    ObjectNode next =
        body.deepCopy().put(STAGE, decided.stage().code()).put(AUDIENCE, decided.audience().code());
    next.remove(BUDGET);
    decided
        .budgetUsd()
        .ifPresent(
            usd -> next.put(BUDGET, usd.toBigDecimal().stripTrailingZeros().toPlainString()));
    return next;
  }

  /// What a gate has decided of one is taken back.
  ///
  /// @param before the body that the gate found
  public static ObjectNode takenBack(ObjectNode body, ObjectNode before) {
    ObjectNode next = body.deepCopy();
    for (String field : List.of(STAGE, AUDIENCE, BUDGET)) {
      next.remove(field);
      if (before.hasNonNull(field)) {
        next.set(field, before.get(field));
      }
    }
    return next;
  }

  private static Optional<Fields> part(Fields fields, String name) {
    Fields part = fields.object(name);
    return fields.has(name) ? Optional.of(part) : Optional.empty();
  }

  private static Workload workload(Fields fields) {
    Fields weights = fields.object("weights");
    Fields floors = fields.object("floors");
    Fields ceilings = fields.object("ceilings");
    Workload workload =
        new Workload(
            weights.decimal("cost"),
            weights.decimal("latency"),
            weights.decimal("quality"),
            floors.optionalDecimal("quality_min"),
            ceilings.optionalNumber("ttft_p95_ms_max"),
            ceilings.optionalDecimal("usd_per_outcome_max"));
    weights.end();
    floors.end();
    ceilings.end();
    fields.end();
    return workload;
  }

  private enum ClaimKind {
    REVENUE,
    SAVING,
    STRATEGIC
  }

  private static Claim claim(Fields fields) {
    Claim claim =
        switch (fields.choice("kind", ClaimKind.class)) {
          case REVENUE ->
              new Claim.Revenue(fields.text("incremental_to"), fields.decimal("margin_share"));
          case SAVING -> new Claim.Saving(fields.text("of"));
          case STRATEGIC ->
              new Claim.Strategic(
                  fields.choice("aim", Claim.Aim.class),
                  fields.day("horizon"),
                  fields.texts("review_criteria"),
                  fields.optionalDecimal("option_usd"));
        };
    fields.end();
    return claim;
  }

  private static ScopePart scopePart(Fields fields) {
    Optional<Fields> multiplier = part(fields, "multiplier");
    ScopePart read =
        new ScopePart(
            fields.choice("kind", ScopePart.Kind.class),
            fields.text("name"),
            approval(fields),
            multiplier.map(UseCaseText::multiplier).orElse(ScopePart.Multiplier.ONE));
    fields.end();
    return read;
  }

  /// Who and when, or neither.
  private static Optional<ScopePart.Approval> approval(Fields fields) {
    return fields.has("approved_by") || fields.has("approved_on")
        ? Optional.of(new ScopePart.Approval(fields.text("approved_by"), fields.day("approved_on")))
        : Optional.empty();
  }

  private static ScopePart.Multiplier multiplier(Fields fields) {
    ScopePart.Multiplier multiplier =
        new ScopePart.Multiplier(
            fields.decimal("low"), fields.decimal("base"), fields.decimal("high"));
    fields.end();
    return multiplier;
  }

  private static Smart smart(Fields fields) {
    Smart smart =
        new Smart(
            evidence(fields, "specific"),
            evidence(fields, "measurable"),
            part(fields, "achievable").map(UseCaseText::achieved),
            evidence(fields, "relevant"),
            part(fields, "time_bound").map(UseCaseText::deadline));
    fields.end();
    return smart;
  }

  private static Optional<String> evidence(Fields fields, String check) {
    Optional<Fields> part = part(fields, check);
    Optional<String> evidence = part.map(it -> it.text("evidence"));
    part.ifPresent(Fields::end);
    return evidence;
  }

  private static Smart.Achieved achieved(Fields fields) {
    Smart.Achieved achieved =
        new Smart.Achieved(
            fields.text("evidence"), fields.decimal("measured"), fields.number("n", 0));
    fields.end();
    return achieved;
  }

  private static Smart.Deadline deadline(Fields fields) {
    Smart.Deadline deadline = new Smart.Deadline(fields.text("evidence"), fields.day("by"));
    fields.end();
    return deadline;
  }

  private static Score score(Fields fields) {
    int[] marks =
        Score.NAMES.stream().mapToInt(name -> Math.clamp(fields.number(name, 0), 0, 99)).toArray();
    fields.end();
    return new Score(marks[0], marks[1], marks[2], marks[3], marks[4]);
  }

  private static Commodity commodity(Fields fields) {
    Commodity commodity =
        new Commodity(
            fields.decimal("index"),
            fields.choice("source", Commodity.Source.class),
            fields.text("why"));
    fields.end();
    return commodity;
  }

  /// What is set is checked here, whatever the audience sets.
  static Safeguards.Own own(Fields fields) {
    Safeguards.Own own =
        new Safeguards.Own(
            fields.optionalText("risk_tier").isPresent()
                ? Optional.of(fields.choice("risk_tier", Safeguards.RiskTier.class))
                : Optional.empty(),
            fields.optionalDecimal("human_review_share"),
            fields.optionalNumber("gate_outcomes_min"),
            fields.optionalDecimal("gate_margin"));
    fields.end();
    Safeguards _ = own.over(Safeguards.STRICTEST);
    return own;
  }
}
