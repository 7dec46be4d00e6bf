package dev.weir.view.api;

import dev.weir.base.money.Total;
import dev.weir.flow.ledger.Rehearsal;
import dev.weir.flow.policy.Attempted;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a rehearsal came to: in all, by day, and by value of the rule's `per` tag. For one thread.
final class Rehearsed {
  private static final int VALUES_SHOWN = 100;

  private final Rehearsal rehearsal;
  private final Count total = new Count();
  private final TreeMap<LocalDate, Count> days = new TreeMap<>();
  private final Map<String, Count> values = new HashMap<>();
  private long unbounded;
  private Optional<First> first = Optional.empty();

  /// @param calls the rule applies to
  /// @param costUsd of these
  /// @param stoppedCalls those of them of which an attempt would not have been made
  /// @param stoppedUsd what these attempts cost
  record CountPage(long calls, BigDecimal costUsd, long stoppedCalls, BigDecimal stoppedUsd) {}

  /// The first call that would have been stopped.
  record First(Instant at, String call) {}

  /// A day of UTC.
  record DayPage(
      LocalDate day, long calls, BigDecimal costUsd, long stoppedCalls, BigDecimal stoppedUsd) {}

  /// @param value of the rule's `per` tag
  record ValuePage(
      String value, long calls, BigDecimal costUsd, long stoppedCalls, BigDecimal stoppedUsd) {}

  /// @param from calls accepted from here on
  /// @param to and before this
  /// @param unboundedCalls of the stopped ones, those whose cost nothing bounds
  /// @param first absent where nothing would have been stopped
  /// @param days those with a call the rule applies to
  /// @param values those of which most would have been stopped come first; at most 100
  /// @param valuesInAll how many values there are
  record RehearsalPage(
      Instant from,
      Instant to,
      CountPage total,
      long unboundedCalls,
      Optional<First> first,
      List<DayPage> days,
      List<ValuePage> values,
      int valuesInAll) {}

  Rehearsed(Rehearsal rehearsal) {
    this.rehearsal = rehearsal;
  }

  void take(Attempted attempt) {
    Rehearsal.Fate fate = rehearsal.take(attempt);
    LocalDate day = LocalDate.ofInstant(attempt.reservedAt(), ZoneOffset.UTC);
    total.add(attempt, fate);
    days.computeIfAbsent(day, _ -> new Count()).add(attempt, fate);
    if (!attempt.value().isEmpty()) {
      values.computeIfAbsent(attempt.value(), _ -> new Count()).add(attempt, fate);
    }
    if (fate == Rehearsal.Fate.UNBOUNDED) {
      unbounded++;
    }
    if (fate != Rehearsal.Fate.PASSES && first.isEmpty()) {
      first = Optional.of(new First(attempt.reservedAt(), attempt.call()));
    }
  }

  RehearsalPage page(Instant from, Instant to) {
    return new RehearsalPage(
        from,
        to,
        total.page(),
        unbounded,
        first,
        days.entrySet().stream().map(it -> it.getValue().of(it.getKey())).toList(),
        values.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Count> it) -> it.getValue().stopped)
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .limit(VALUES_SHOWN)
            .map(it -> it.getValue().of(it.getKey()))
            .toList(),
        values.size());
  }

  /// Calls by their first attempt, money by every one.
  private static final class Count {
    private long calls;
    private long stopped;
    private final Total.Sum cost = new Total.Sum();
    private final Total.Sum stoppedCost = new Total.Sum();

    void add(Attempted attempt, Rehearsal.Fate fate) {
      Total came = Total.of(attempt.cost());
      cost.add(came);
      calls += attempt.begins() ? 1 : 0;
      switch (fate) {
        case PASSES -> {}
        case NEVER_MADE -> stoppedCost.add(came);
        case NO_ROOM, UNBOUNDED -> {
          stopped++;
          stoppedCost.add(came);
        }
      }
    }

    CountPage page() {
      return new CountPage(calls, cost.total().toUsd(), stopped, stoppedCost.total().toUsd());
    }

    DayPage of(LocalDate day) {
      return new DayPage(day, calls, cost.total().toUsd(), stopped, stoppedCost.total().toUsd());
    }

    ValuePage of(String value) {
      return new ValuePage(
          value, calls, cost.total().toUsd(), stopped, stoppedCost.total().toUsd());
    }
  }
}
