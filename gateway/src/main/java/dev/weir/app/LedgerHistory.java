package dev.weir.app;

import dev.weir.flow.entry.Entry.Armed;
import dev.weir.flow.entry.Entry.Standing;
import dev.weir.flow.ledger.History;
import dev.weir.flow.projection.EndedSums;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What was settled before a rule began to count, from the ledger database.
record LedgerHistory(LedgerLoader loader, EndedSums settled) implements History {
  private static final Duration LOADED_WITHIN = Duration.ofMinutes(10);

  @Override
  public Armed upTo(long position, Rule rule, Instant at) throws InterruptedException {
    if (!loader.awaitLoaded(position, LOADED_WITHIN)) {
      throw new IllegalStateException(
          "rule %s cannot be armed: the ledger database is behind, %s"
              .formatted(rule.id(), loader.lag()));
    }
    List<Standing> standings =
        settled.sums(EndedSums.Question.of(rule, at, position)).stream()
            .map(sum ->
                new Standing(
                    new BalanceKey(rule.counter(), sum.value(), sum.slice()),
                    rule.measure(),
                    sum.total(),
                    0))
            .toList();
    return new Armed(rule.counter(), at, rule.measure(), standings);
  }
}
