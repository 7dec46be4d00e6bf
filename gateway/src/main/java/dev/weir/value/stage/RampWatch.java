package dev.weir.value.stage;

import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.ramp.Move;
import dev.weir.value.ramp.Ramp.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Ramps go a step up, stay or go back: by the steps, days, guards and caps that were signed.
final class RampWatch {
  private final Promoting promoting;

  RampWatch(Promoting promoting) {
    this.promoting = promoting;
  }

  /// One move a day: figures are of whole days, and a breach is not seen twice.
  ///
  /// @param promotion the last one of its use case
  /// @param signed how the use case stands to the gate as it was signed
  void look(Promotion promotion, Evaluation signed, Instant now, Notes notes) {
    Carried carried = promotion.carried().orElseThrow();
    if (signed.gate().ramp().isEmpty() || day(carried.stepAt()).equals(day(now))) {
      return;
    }
    int last = carried.steps().size() - 1;
    Move move =
        signed
            .gate()
            .ramp()
            .get()
            .next(
                carried.step(),
                last,
                Duration.between(carried.stepAt(), now),
                signed.breach().or(signed::offProjection),
                held(promotion, signed, carried.steps().get(Math.min(carried.step() + 1, last))));
    switch (move) {
      case Move.Stay _ -> {}
      case Move.Up(int step) -> move(promotion, step, "its days are over", now, notes);
      case Move.Back(int step, String why) when step >= 0 -> move(promotion, step, why, now, notes);
      case Move.Back(int _, String why) ->
          notes.done(
              "promotion '%s' is rolled back: %s".formatted(promotion.id(), why),
              promoting.takeBack(promotion.id(), why, now).failure());
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static Optional<String> held(Promotion promotion, Evaluation signed, Step next) {
    return signed.heldFrom(
        new Allowed(next.share(), promotion.allowed().users(), next.budgetUsdPerMonth()));
  }

  private void move(Promotion promotion, int step, String why, Instant now, Notes notes) {
    Step to = promotion.carried().orElseThrow().steps().get(step);
    notes.done(
        "promotion '%s' goes to step %d, share %s: %s"
            .formatted(promotion.id(), step + 1, to.share().toPlainString(), why),
        promoting.step(promotion.id(), step, why, now).failure());
  }
}
