package dev.weir.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalReader;
import dev.weir.flow.journal.QuietLog;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The state is a fold: whole journal, snapshot and tail, and living process agree.
class StateTest {
  private static final List<Budget> RULES =
      List.of(
          Desk.budget("day", "day UTC", 40_000),
          Desk.budget("month", "month Europe/Berlin", 200_000),
          Desk.budget("recent", "rolling 1h", 20_000));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void recoveryFromSnapshotAndTailIsTheLivingState(long seed) {
    Random random = new Random(seed);
    Desk desk = new Desk();
    desk.enforce(RULES.get(0));
    List<Entry.Reserved> open = new ArrayList<>();
    for (int step = 0; step < 600; step++) {
      desk.now = desk.now.plusSeconds(random.nextInt(200) - 20);
      act(desk, random, open);
    }
    desk.drain();

    Journal copy = Journal.open(desk.disk.afterKill(), desk.config, () -> desk.now, new QuietLog());
    State whole = fold(copy, 0);
    State tail = fold(copy, copy.recovered().start());

    assertThat(tail.balances().standings())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(whole.balances().standings());
    assertThat(tail.open()).containsExactlyInAnyOrderElementsOf(whole.open());
    assertThat(tail.armed()).isEqualTo(whole.armed());
    assertThat(tail.open()).hasSize(desk.ledger.open()).hasSameSizeAs(open);
    for (Rule rule : desk.book.rules()) {
      RuleStanding living = desk.standing(rule.id());
      var match = new Match(rule, "");
      assertThat(tail.balances().settled(match, desk.ledger.acceptance()))
          .as("seed %d, %s", seed, rule.id())
          .isEqualTo(living.settled());
      assertThat(tail.balances().reserved(match, desk.ledger.acceptance()))
          .isEqualTo(living.reserved());
    }
  }

  private static void act(Desk desk, Random random, List<Entry.Reserved> open) {
    switch (random.nextInt(12)) {
      case 0 -> {
        desk.ledger.snapshot();
        desk.drain();
      }
      case 1 -> desk.enforce(RULES.stream().filter(_ -> random.nextBoolean()).toArray(Rule[]::new));
      case 2, 3, 4, 5, 6 -> {
        long picos = 10L * random.nextInt(300);
        boolean again = !open.isEmpty() && random.nextInt(3) == 0;
        Admission asked =
            again ? desk.askAgain(open.get(random.nextInt(open.size())), picos) : desk.ask(picos);
        if (asked instanceof Admission.Admitted it) {
          open.add(it.reserved());
        }
      }
      default -> {
        if (!open.isEmpty()) {
          Entry.Reserved ending = open.remove(random.nextInt(open.size()));
          if (random.nextInt(5) == 0) {
            desk.release(ending);
          } else {
            desk.settle(ending, 10L * random.nextInt(200));
          }
        }
      }
    }
    if (random.nextInt(3) == 0) {
      desk.drain();
    }
  }

  private static State fold(Journal journal, long from) {
    State state = new State();
    try (JournalReader reader = journal.read(from)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        state.apply(next.get().entry());
      }
    }
    return state;
  }

  @Test
  void aLargeStateIsOneSnapshotOfSeveralParts() {
    State state = new State();
    Desk desk = new Desk();
    for (int i = 0; i < 600; i++) {
      state.apply(desk.admitted(10));
    }
    List<Entry.Snapshot> parts = state.snapshot(desk.now);
    State copy = new State();
    parts.forEach(copy::apply);

    assertThat(parts).hasSize(3);
    assertThat(copy.open()).containsExactlyInAnyOrderElementsOf(state.open());
  }

  @Test
  void aSnapshotCutByACrashChangesNothing() {
    State state = new State();
    Desk desk = new Desk();
    for (int i = 0; i < 600; i++) {
      state.apply(desk.admitted(10));
    }
    Entry.Reserved after = desk.admitted(10);
    List<Entry.Snapshot> parts = state.snapshot(desk.now);
    state.apply(parts.getFirst());
    state.apply(after);
    state.apply(parts.getFirst());
    state.snapshot(desk.now.plusSeconds(1)).forEach(state::apply);

    assertThat(state.open()).hasSize(601);
  }
}
