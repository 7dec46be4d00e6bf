package dev.weir.view.login;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Slows down who fails, by what it is failed at: a login, or a client. An attempt counts as failed
/// from its beginning, so that many at once are no way around it.
///
/// Thread-safe by its own lock.
final class Attempts {
  static final int REMEMBERED_MAX = 10_000;
  static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int DOUBLINGS_MAX = 6;

  private final int free;

  /// Guarded by this; what was touched longest ago first.
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  /// @param count in a row
  private record Failures(int count, Instant last) {}

  /// @param free how many may fail in a row before there is a pause: a second, two, four … a minute
  Attempts(int free) {
    this.free = free;
  }

  /// Begins an attempt, or says how long it has to wait; then it has not begun.
  synchronized Optional<Duration> enter(String at, Instant now) {
    int count = 0;
    Optional<Failures> known = known(at, now);
    if (known.isPresent()) {
      Duration left = Duration.between(now, known.get().last.plus(pause(known.get().count)));
      if (left.isPositive()) {
        return Optional.of(left);
      }
      count = known.get().count;
    }
    failures.put(at, new Failures(count + 1, now));
    if (failures.size() > REMEMBERED_MAX) {
      failures.remove(failures.keySet().iterator().next());
    }
    return Optional.empty();
  }

  /// All is well at that again.
  synchronized void forget(String at) {
    failures.remove(at);
  }

  /// One attempt that had begun was none that failed.
  synchronized void takeBack(String at) {
    Optional.ofNullable(failures.get(at))
        .ifPresent(known -> failures.put(at, new Failures(known.count - 1, known.last)));
  }

  private Optional<Failures> known(String at, Instant now) {
    return Optional.ofNullable(failures.get(at))
        .filter(known -> now.isBefore(known.last.plus(FORGOTTEN_AFTER)));
  }

  private Duration pause(int count) {
    if (count < free) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(1L << Math.min(count - free, DOUBLINGS_MAX));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
