package dev.weir.flow.identity;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Counts the different values that callers give each tag of each key in a UTC day, up to a cap, so
/// that one shared key cannot fill memory, balances and reports with invented users.
///
/// Thread-safe: a set is guarded by itself, the day is swapped atomically. Bounded by keys × tags a
/// key lets set × its cap; a new day drops everything. A clock that steps back stays in the later
/// day. What was counted is not kept across a restart.
final class DistinctValues {
  private static final long SECONDS_OF_DAY = 86_400;

  private final AtomicReference<Day> today = new AtomicReference<>(new Day(Long.MIN_VALUE));

  private record Day(long number, Map<String, Map<String, Set<String>>> seen) {
    Day(long number) {
      this(number, new ConcurrentHashMap<>());
    }
  }

  /// Whether a value may be used: it was seen before, or there is room for one more.
  boolean admits(VirtualKey key, String tag, String value, Instant now) {
    Set<String> values =
        dayOf(now)
            .seen()
            .computeIfAbsent(key.id(), id -> new ConcurrentHashMap<>())
            .computeIfAbsent(tag, name -> new HashSet<>());
    synchronized (values) {
      if (values.contains(value)) {
        return true;
      }
      return values.size() < key.distinctMax() && values.add(value);
    }
  }

  private Day dayOf(Instant now) {
    long number = Math.floorDiv(now.getEpochSecond(), SECONDS_OF_DAY);
    Day day = today.get();
    if (number <= day.number()) {
      return day;
    }
    Day next = new Day(number);
    return today.compareAndSet(day, next) ? next : today.get();
  }
}
