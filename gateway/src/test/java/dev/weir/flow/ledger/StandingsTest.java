package dev.weir.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.entry.Entry;
import dev.weir.flow.rule.Rates;
import dev.weir.flow.rule.RuleBook;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A worth in dollars is of one version of a rule: who asks may know of another.
@Timeout(60)
class StandingsTest {
  private static final Rates RATES =
      new Rates(
          new TreeMap<>(
              Map.of(
                  "EUR", new TreeMap<>(Map.of(LocalDate.of(2026, 1, 1), new BigDecimal("1.25"))))));

  private final Desk desk = new Desk();

  private static RuleBook euros(int budgets, int limit) {
    return RuleBook.parse(
        IntStream.range(0, budgets)
            .mapToObj(i ->
                "{\"id\":\"b%d\",\"window\":\"month UTC\",\"limit\":\"%d EUR\"}"
                    .formatted(i, limit))
            .collect(Collectors.joining(",", "{\"budgets\":[", "]}")),
        RATES,
        Map.of(),
        Instant.EPOCH);
  }

  private void enforce(RuleBook book) {
    Arming arming = desk.arm(book, new Desk.Marked());
    desk.drain();
    desk.ledger.activate(
        arming,
        arming.rules().stream()
            .map(rule -> new Entry.Armed(rule.counter(), desk.now, rule.measure(), List.of()))
            .toList());
  }

  @Test
  void tellsOfTheRuleInForceWhateverAnotherVersionOfItSaid() {
    enforce(euros(1, 500));
    enforce(euros(1, 600));

    assertThat(desk.ledger.standings("b0"))
        .singleElement()
        .satisfies(standing -> {
          assertThat(standing.limit().toUsd()).isEqualByComparingTo("750");
          assertThat(standing.asSet().orElseThrow().amount()).hasToString("600 EUR");
        });
    assertThat(desk.ledger.standings("gone")).isEmpty();
  }

  @Test
  void tellsAPrincipalOfOneBookWhileOthersComeIntoForce() throws Exception {
    RuleBook before = euros(200, 500);
    RuleBook after = euros(200, 600);
    enforce(before);
    AtomicBoolean done = new AtomicBoolean();

    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<Integer> asked =
          threads.submit(() -> {
            int times = 0;
            for (; !done.get() || times == 0; times++) {
              assertThat(
                      desk.ledger.standingsOf(Desk.facts("claims").principal().tags()).stream()
                          .map(RuleStanding::limit)
                          .distinct())
                  .hasSize(1);
            }
            return times;
          });
      for (int i = 0; i < 300 && !asked.isDone(); i++) {
        enforce(i % 2 == 0 ? after : before);
      }
      done.set(true);
      assertThat(asked.get()).isPositive();
    }
  }
}
