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
import dev.weir.value.stage.Looked.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What happens at gates each day: lights go on and off, kill criteria are looked at, ramps go a
/// step up, stay or go back. Blocks; one caller looks at a time, any may ask.
public final class GateWatch {
  static final String WHO = "weir";

  private final Books books;
  private final LiveGates gates;
  private final Promoting promoting;

  /// Of the last look: why, by use case.
  private volatile Map<String, String> unfinished = Map.of();

  public GateWatch(Books books, LiveGates gates, Promoting promoting) {
    this.books = books;
    this.gates = gates;
    this.promoting = promoting;
  }

  /// Looks at use cases once. One that fails leaves the others as they are.
  ///
  /// @param which use cases, by id
  public Looked look(Instant now, Predicate<String> which) {
    List<String> notices = new ArrayList<>();
    List<Unfinished> open = new ArrayList<>();
    for (Version fact : books.facts().current(Kind.USE_CASE)) {
      if (!fact.retired() && which.test(fact.id())) {
        Notes notes = new Notes(fact.id());
        looked(fact, now, notes);
        notices.addAll(notes.notices());
        open.addAll(notes.unfinished());
      }
    }
    unfinished =
        open.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Unfinished::useCase, Unfinished::why, "%s; %s"::formatted));
    return new Looked(notices, open);
  }

  private void looked(Version fact, Instant now, Notes notes) {
    try {
      look(UseCaseText.read(fact.id(), fact.body()), now, notes);
    } catch (IllegalArgumentException unreadable) {
      notes.leave(
          "gates of '%s' cannot be looked at: %s".formatted(fact.id(), unreadable.getMessage()));
    } catch (RuntimeException failure) { // of one use case: the others are looked at all the same
      notes.leave("gates of '%s' cannot be looked at".formatted(fact.id()), failure);
    }
  }

  /// What the last look has left to be done of a use case, with why.
  public Optional<String> unfinished(String useCase) {
    return Optional.ofNullable(unfinished.get(useCase));
  }

  private void look(UseCase useCase, Instant now, Notes notes) {
    Optional<String> kill = Optional.empty();
    boolean ended = false;
    for (Destination to : Destination.of(useCase)) {
      Optional<Live> live = gates.live(useCase.id(), to, now);
      if (live.isPresent()) {
        light(live.get(), now, notes);
        kill = kill.or(() -> closing(live.get()));
        ended |= isClosed(live.get()) || !live.get().evaluation().lit().isEmpty();
      }
    }
    if (kill.isPresent()) {
      close(useCase, kill.get(), now, notes);
    } else if (!ended) {
      promoting.last(useCase.id(), now).ifPresent(promotion -> ramp(promotion, now, notes));
    }
  }

  private void light(Live live, Instant now, Notes notes) {
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
              each -> notes.tell("gate '%s': kill criterion %s is lit".formatted(gate, each)));
      case Published failed ->
          notes.leave("gate '%s': its lights are not kept: %s".formatted(gate, failed));
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

  private void close(UseCase useCase, String why, Instant now, Notes notes) {
    Optional<String> failure =
        promoting
            .last(useCase.id(), now)
            .map(it -> failure(promoting.takeBack(it.id(), true, why, now)))
            .orElseGet(() -> failure(promoting.close(useCase.id(), why)));
    notes.done("use case '%s' is closed: %s".formatted(useCase.id(), why), failure);
  }

  /// One move a day: figures are of whole days, and a breach is not seen twice. What is closed, or
  /// meets what it was agreed to end at, has no ramp.
  private void ramp(Promotion promotion, Instant now, Notes notes) {
    if (day(promotion.carried().orElseThrow().stepAt()).equals(day(now))) {
      return;
    }
    Optional<Live> found = gates.live(promotion.useCase(), promotion.to(), now);
    Optional<Ramp> ramp = found.flatMap(live -> live.evaluation().gate().ramp());
    if (ramp.isEmpty()) {
      return;
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
    switch (move) {
      case Move.Stay _ -> {}
      case Move.Up(int step) -> move(promotion, step, "its days are over", now, notes);
      case Move.Back(int step, String why) when step >= 0 -> move(promotion, step, why, now, notes);
      case Move.Back(int _, String why) ->
          notes.done(
              "promotion '%s' is rolled back: %s".formatted(promotion.id(), why),
              failure(promoting.takeBack(promotion.id(), false, why, now)));
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static Optional<String> held(Promotion promotion, Live live, int next) {
    Step step = promotion.carried().orElseThrow().steps().get(next);
    return live.evaluation()
        .heldFrom(new Allowed(step.share(), promotion.allowed().users(), step.budgetUsdPerMonth()));
  }

  private void move(Promotion promotion, int step, String why, Instant now, Notes notes) {
    Step to = promotion.carried().orElseThrow().steps().get(step);
    notes.done(
        "promotion '%s' goes to step %d, share %s: %s"
            .formatted(promotion.id(), step + 1, to.share().toPlainString(), why),
        failure(promoting.step(promotion.id(), step, why, now)));
  }

  private static Optional<String> failure(Promoted promoted) {
    return switch (promoted) {
      case Promoted.Done _ -> Optional.empty();
      case Promoted.No(Refused no) -> Optional.of(no.message());
      case Promoted.NotPublished(Published why) -> failure(why);
    };
  }

  private static Optional<String> failure(Published published) {
    return published instanceof Published.Done
        ? Optional.empty()
        : Optional.of(published.toString());
  }
}
