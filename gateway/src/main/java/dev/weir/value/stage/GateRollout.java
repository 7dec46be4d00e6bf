package dev.weir.value.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.cohort.Portion;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.cohort.Rollout.Eligible;
import dev.weir.flow.rule.CohortText;
import dev.weir.flow.window.Period;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.ramp.Ramp.Step;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The roll-out that a gate sets: as it was signed, taken back, closed.
final class GateRollout {
  private GateRollout() {}

  /// What a gate decides holds at once, always and for everybody: only whom a share is stays. Where
  /// a roster lists who is eligible, nobody else may call, and no more than were signed.
  static ObjectNode signed(
      Promotion promotion, Optional<ObjectNode> there, Step step, Eligible eligible) {
    return write(set(promotion, read(promotion, there), step, eligible));
  }

  private static Rollout set(
      Promotion promotion, Optional<Rollout> there, Step step, Eligible eligible) {
    SortedSet<String> users =
        promotion
            .listed()
            .<SortedSet<String>>map(TreeSet::new)
            .or(() -> there.map(Rollout::users))
            .orElseGet(TreeSet::new);
    return new Rollout(
        promotion.useCase(),
        Portion.of(step.share()),
        users,
        eligible,
        promotion
            .allowed()
            .users()
            .filter(_ -> eligible == Eligible.ROSTER)
            .map(most -> Math.clamp(most, 0, Integer.MAX_VALUE)),
        promotion.to().isSunset(),
        there.map(Rollout::salt).orElse(promotion.useCase()),
        true,
        Period.ALWAYS);
  }

  /// As it was before the promotion, but for what somebody has narrowed since: that stays. Nothing
  /// where there was none.
  static Optional<ObjectNode> takenBack(
      Promotion promotion, Step step, Optional<ObjectNode> there, Optional<ObjectNode> earlier) {
    Optional<Rollout> now = read(promotion, there);
    Optional<Rollout> before = read(promotion, earlier);
    if (now.isEmpty()) {
      return earlier;
    }
    Rollout set = set(promotion, before, step, now.get().eligible());
    if (now.get().equals(set)) {
      return earlier;
    }
    return before.map(was -> write(narrowed(was, set, now.get()))).or(() -> there);
  }

  private static Rollout narrowed(Rollout before, Rollout set, Rollout now) {
    SortedSet<String> users = new TreeSet<>(before.users());
    users.removeIf(user -> set.users().contains(user) && !now.users().contains(user));
    boolean isLess = now.share().fraction().compareTo(before.share().fraction()) < 0;
    return new Rollout(
        before.useCase(),
        isLess && !now.share().equals(set.share()) ? now.share() : before.share(),
        users,
        before.eligible(),
        before.usersMax().map(most -> Math.max(users.size(), least(most, set, now))),
        before.closed() || (now.closed() && !set.closed()),
        now.salt(),
        before.enforced(),
        before.period());
  }

  /// How many were let in before, or fewer if somebody has lowered what was set since.
  private static int least(int before, Rollout set, Rollout now) {
    return now.usersMax().equals(set.usersMax())
        ? before
        : Math.min(before, now.usersMax().orElse(before));
  }

  /// Nobody may call any more.
  static ObjectNode closed(String useCase, Optional<ObjectNode> there) {
    Optional<Rollout> now = there.map(body -> read(useCase, body));
    return write(
        new Rollout(
            useCase,
            now.map(Rollout::share).orElse(Portion.ALL),
            now.map(Rollout::users).orElseGet(TreeSet::new),
            now.map(Rollout::eligible).orElse(Eligible.EVERYBODY),
            now.flatMap(Rollout::usersMax),
            true,
            now.map(Rollout::salt).orElse(useCase),
            true,
            Period.ALWAYS));
  }

  private static Optional<Rollout> read(Promotion promotion, Optional<ObjectNode> body) {
    return body.map(it -> read(promotion.useCase(), it));
  }

  /// A roll-out as its fact has it: without its id.
  static Rollout read(String useCase, ObjectNode body) {
    return CohortText.rollout(body.deepCopy().put("id", useCase).toString());
  }

  private static ObjectNode write(Rollout rollout) {
    ObjectNode body = CohortText.write(rollout);
    body.remove("id");
    return body;
  }
}
