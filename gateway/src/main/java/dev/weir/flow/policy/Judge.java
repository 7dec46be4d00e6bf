package dev.weir.flow.policy;

import dev.weir.base.money.Total;
import dev.weir.flow.refusal.Refusal;
import java.time.Instant;

/// Says whether a call may pass, and in which shape.
public final class Judge {
  private Judge() {}

  /// The verdict on a call, at the instant of its acceptance.
  ///
  /// @param standings the balances; read under the same lock under which the verdict's holds are
  ///   then taken
  public static Verdict judge(Instant now, RuleBook book, Question question, Standings standings) {
    Total held =
        question.planned().matches().stream()
            .map(match -> standings.reserved(match, now))
            .reduce(Total.ZERO, Total::plus);
    return new Verdict.Refuse(
        Refusal.of(
            Refusal.Kind.INTERNAL, "not judged by %s, %s held".formatted(book.version(), held)));
  }
}
