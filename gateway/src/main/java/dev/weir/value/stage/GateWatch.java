package dev.weir.value.stage;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Rollout;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Evaluation.JudgedKill;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.Refused;
import dev.weir.value.ramp.Move;
import dev.weir.value.ramp.Ramp;
import dev.weir.value.ramp.Ramp.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens at gates each day: lights go on and off, kill criteria are looked at, ramps go a
/// step up, stay or go back. Blocks; one caller at a time.
public final class GateWatch {
  static final String WHO = "weir";

  private final Books books;
  private final LiveGates gates;
  private final Promoting promoting;

  public GateWatch(Books books, LiveGates gates, Promoting promoting) {
    this.books = books;
    this.gates = gates;
    this.promoting = promoting;
  }

  /// Looks at every use case once.
  ///
  /// @return what a person must be told: kill criteria that went on, what Weir did, what could not
  ///   be looked at
  public List<String> look(Instant now) {
    List<String> notices = new ArrayList<>();
    for (Version fact : books.facts().current(Kind.USE_CASE)) {
      if (!fact.retired()) {
        try {
          look(UseCaseText.read(fact.id(), fact.body()), now, notices);
        } catch (IllegalArgumentException unreadable) {
          notices.add(
              "gates of '%s' cannot be looked at: %s"
                  .formatted(fact.id(), unreadable.getMessage()));
        }
      }
    }
    return List.copyOf(notices);
  }

  private void look(UseCase useCase, Instant now, List<String> notices) {
    Optional<String> kill = Optional.empty();
    boolean ended = false;
    for (Destination to : Destination.of(useCase)) {
      Optional<Live> live = gates.live(useCase.id(), to, now);
      if (live.isPresent()) {
        light(live.get(), now, notices);
        kill = kill.or(() -> closing(live.get()));
        ended |= isClosed(live.get()) || !live.get().evaluation().lit().isEmpty();
      }
    }
    if (kill.isPresent()) {
      close(useCase, kill.get(), now, notices);
    } else if (!ended) {
      promoting
          .last(useCase.id(), now)
          .ifPresent(promotion -> ramp(promotion, now).ifPresent(notices::add));
    }
  }

  private void light(Live live, Instant now, List<String> notices) {
    Lights before = live.lights();
    Lights after = before.now(live.evaluation(), live.gate().version(), now);
    if (after.equals(before)) {
      return;
    }
    String gate = live.gate().id();
    List<String> lit =
        after.killed().stream().filter(each -> !before.killed().contains(each)).toList();
    Change change =
        Change.of(Kind.GATE_LIGHT, gate, after.write(), WHO, "what the figures say of the gate");
    switch (books.publish(List.of(change))) {
      case Published.Done _ ->
          lit.forEach(
              each -> notices.add("gate '%s': kill criterion %s is lit".formatted(gate, each)));
      case Published failed ->
          notices.add("gate '%s': its lights are not kept: %s".formatted(gate, failed));
    }
  }

  private static Optional<String> closing(Live live) {
    return isClosed(live)
        ? Optional.empty()
        : live.evaluation().lit().stream()
            .filter(each -> each.kill().closes())
            .findFirst()
            .map(each -> text(live.gate().id(), each));
  }

  private static boolean isClosed(Live live) {
    return live.rollout().filter(Rollout::closed).isPresent();
  }

  private static String text(String gate, JudgedKill lit) {
    return "gate '%s': kill criterion %s: %s"
        .formatted(gate, lit.kill().when().text(), lit.judged().why());
  }

  private void close(UseCase useCase, String why, Instant now, List<String> notices) {
    String failure =
        promoting
            .last(useCase.id(), now)
            .map(it -> failure(promoting.takeBack(it.id(), true, why, now)))
            .orElseGet(() -> failure(promoting.close(useCase.id(), why)));
    notices.add("use case '%s' is closed: %s%s".formatted(useCase.id(), why, failure));
  }

  /// One move a day: figures are of whole days, and a breach is not seen twice. What is closed, or
  /// meets what it was agreed to end at, has no ramp.
  private Optional<String> ramp(Promotion promotion, Instant now) {
    if (day(promotion.carried().orElseThrow().stepAt()).equals(day(now))) {
      return Optional.empty();
    }
    Optional<Live> found = gates.live(promotion.useCase(), promotion.to(), now);
    Optional<Ramp> ramp = found.flatMap(live -> live.evaluation().gate().ramp());
    if (ramp.isEmpty()) {
      return Optional.empty();
    }
    Live live = found.get();
    Carried carried = promotion.carried().orElseThrow();
    int last = carried.steps().size() - 1;
    Move move =
        ramp.get()
            .next(
                carried.step(),
                last,
                Duration.between(carried.stepAt(), now),
                live.evaluation().breach().or(live.evaluation()::offProjection),
                held(promotion, live, Math.min(carried.step() + 1, last)));
    return switch (move) {
      case Move.Stay _ -> Optional.empty();
      case Move.Up(int step) -> Optional.of(moved(promotion, step, "its days are over", now));
      case Move.Back(int step, String why) ->
          Optional.of(
              step >= 0
                  ? moved(promotion, step, why, now)
                  : "promotion '%s' is rolled back: %s%s"
                      .formatted(
                          promotion.id(),
                          why,
                          failure(promoting.takeBack(promotion.id(), false, why, now))));
    };
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static Optional<String> held(Promotion promotion, Live live, int next) {
    Step step = promotion.carried().orElseThrow().steps().get(next);
    return live.evaluation()
        .heldFrom(new Allowed(step.share(), promotion.allowed().users(), step.budgetUsdPerMonth()));
  }

  private String moved(Promotion promotion, int step, String why, Instant now) {
    Step to = promotion.carried().orElseThrow().steps().get(step);
    return "promotion '%s' goes to step %d, share %s: %s%s"
        .formatted(
            promotion.id(),
            step + 1,
            to.share().toPlainString(),
            why,
            failure(promoting.step(promotion.id(), step, why, now)));
  }

  private static String failure(Promoted promoted) {
    return switch (promoted) {
      case Promoted.Done _ -> "";
      case Promoted.No(Refused no) -> "; it was refused: " + no.message();
      case Promoted.NotPublished(Published why) -> failure(why);
    };
  }

  private static String failure(Published published) {
    return published instanceof Published.Done ? "" : "; it is tried again: " + published;
  }
}
