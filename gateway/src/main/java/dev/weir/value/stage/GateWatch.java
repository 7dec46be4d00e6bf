package dev.weir.value.stage;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Rollout;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.gate.Evaluation.JudgedKill;
import dev.weir.value.gate.Gate;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.stage.Looked.Unfinished;
import java.time.Instant;
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
  private final RampWatch ramps;

  /// Of the last look: why, by use case.
  private volatile Map<String, String> unfinished = Map.of();

  public GateWatch(Books books, LiveGates gates, Promoting promoting) {
    this.books = books;
    this.gates = gates;
    this.promoting = promoting;
    this.ramps = new RampWatch(promoting);
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

  /// A gate the use case went through judges as it was signed; one it has not gone through, as it
  /// is.
  private void look(UseCase useCase, Instant now, Notes notes) {
    List<Promotion> brought = promoting.brought(useCase, now);
    List<Live> judging = new ArrayList<>();
    for (Destination to : Destination.of(useCase)) {
      Optional<Live> live = gates.live(useCase.id(), to, now);
      Optional<Live> judges =
          brought.stream()
              .filter(it -> it.to().equals(to))
              .findFirst()
              .flatMap(it -> gates.signed(it, live, now))
              .or(() -> live);
      judges.ifPresent(it -> {
        light(live.orElse(it), it.evaluation(), now, notes);
        judging.add(it);
      });
    }
    if (judging.stream().anyMatch(GateWatch::isClosed)) {
      return;
    }
    Optional<Live> killing = judging.stream().filter(GateWatch::isToClose).findFirst();
    if (killing.isPresent()) {
      close(killing.get(), brought, now, notes);
    } else if (judging.stream().allMatch(it -> it.evaluation().lit().isEmpty())) {
      brought.stream().findFirst().ifPresent(it -> ramp(it, judging, now, notes));
    }
  }

  private void ramp(Promotion promotion, List<Live> judging, Instant now, Notes notes) {
    String gate = Gate.id(promotion.useCase(), promotion.to());
    judging.stream()
        .filter(it -> it.gate().id().equals(gate))
        .forEach(it -> ramps.look(promotion, it.evaluation(), now, notes));
  }

  private void light(Live live, Evaluation killing, Instant now, Notes notes) {
    Lights before = live.lights();
    Lights after = before.now(live.evaluation(), live.gate().version(), killing, now);
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

  private static boolean isToClose(Live live) {
    return live.evaluation().lit().stream().anyMatch(each -> each.kill().closes());
  }

  private static boolean isClosed(Live live) {
    return live.rollout().filter(Rollout::closed).isPresent();
  }

  private void close(Live killing, List<Promotion> brought, Instant now, Notes notes) {
    String why = why(killing);
    Optional<String> failure =
        brought.stream()
            .findFirst()
            .map(it -> promoting.kill(it.id(), killing, why, now).failure())
            .orElseGet(() -> Promoted.failure(promoting.close(killing, why, now)));
    notes.done("use case '%s' is closed: %s".formatted(killing.useCase().id(), why), failure);
  }

  private static String why(Live killing) {
    JudgedKill lit =
        killing.evaluation().lit().stream()
            .filter(each -> each.kill().closes())
            .findFirst()
            .orElseThrow();
    return "gate '%s': kill criterion %s: %s"
        .formatted(killing.gate().id(), lit.kill().when().text(), lit.judged().why());
  }
}
