package dev.weir.value.ramp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How a roll-out goes up by itself once two people have signed its end.
///
/// @param steps shares of eligible users, rising
/// @param days it stays on a step at least
public record Ramp(List<BigDecimal> steps, int days, OnBreach onBreach) {
  private static final int STEPS_MAX = 20;
  private static final int DAYS_MAX = 92;

  /// A roll-out's share is in thousandths.
  private static final int STEP_DECIMALS = 3;

  /// What a breach of a guard does.
  public enum OnBreach {
    HOLD,
    ROLL_BACK
  }

  public Ramp {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > STEPS_MAX) {
      throw new IllegalArgumentException(
          "ramp: field 'steps' has 1 to %d shares, was %d".formatted(STEPS_MAX, steps.size()));
    }
    BigDecimal before = BigDecimal.ZERO;
    for (BigDecimal step : steps) {
      if (step.compareTo(before) <= 0 || step.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(
            "ramp: field 'steps' rises, above 0 and to at most 1, was %s after %s"
                .formatted(step.toPlainString(), before.toPlainString()));
      }
      if (step.stripTrailingZeros().scale() > STEP_DECIMALS) {
        throw new IllegalArgumentException(
            "ramp: field 'steps' has shares of at most %d decimals, was %s"
                .formatted(STEP_DECIMALS, step.toPlainString()));
      }
      before = step;
    }
    if (days < 1 || days > DAYS_MAX) {
      throw new IllegalArgumentException(
          "ramp: field 'days' is 1 to %d, was %d".formatted(DAYS_MAX, days));
    }
  }

  /// A step, and what it is expected to cost in a month.
  public record Step(BigDecimal share, BigDecimal budgetUsdPerMonth) {}

  /// The steps up to what was signed; the last one is that itself.
  public List<Step> upTo(BigDecimal share, BigDecimal budget, Projection projection) {
    return Stream.concat(
            steps.stream()
                .filter(step -> step.compareTo(share) < 0)
                .map(step -> new Step(step, projection.monthUsd(step).min(budget))),
            Stream.of(new Step(share, budget)))
        .toList();
  }

  /// @param step it is on, of `last + 1`
  /// @param onStep how long
  /// @param breach of a guard: why
  /// @param held why it may not grow: a factor of spend has left its projection, or its unit
  ///   economics are not proven
  public Move next(
      int step, int last, Duration onStep, Optional<String> breach, Optional<String> held) {
    if (breach.isPresent()) {
      return onBreach == OnBreach.ROLL_BACK
          ? new Move.Back(step - 1, breach.get())
          : new Move.Stay("held: " + breach.get());
    }
    if (step >= last) {
      return new Move.Stay("on its last step");
    }
    if (held.isPresent()) {
      return new Move.Stay("held: " + held.get());
    }
    if (onStep.compareTo(Duration.ofDays(days)) < 0) {
      return new Move.Stay("day %d of %d on this step".formatted(onStep.toDays() + 1, days));
    }
    return new Move.Up(step + 1);
  }

  /// @param fields its own; read to the end but for the guards
  public static Ramp read(Fields fields) {
    return new Ramp(
        fields.list("steps").stream().map(each -> share(each.asText())).toList(),
        Math.toIntExact(fields.number("days", 7)),
        fields.choice("on_breach", OnBreach.class, OnBreach.HOLD));
  }

  private static BigDecimal share(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "ramp: field 'steps' is a list of decimal numbers, was '%s'".formatted(text), wrong);
    }
  }

  public ObjectNode write() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    steps.forEach(step -> body.withArray("steps").add(step.toPlainString()));
    return body.put("days", days).put("on_breach", onBreach.name().toLowerCase(Locale.ROOT));
  }
}
