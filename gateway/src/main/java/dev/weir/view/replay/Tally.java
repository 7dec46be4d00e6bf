package dev.weir.view.replay;

import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What the callers saw so far. Thread-safe, by its own lock; each method is short.
final class Tally {
  private static final long LONGEST_NANOS = 3_600_000_000_000L;
  private static final int DIGITS = 3;

  private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
  private final Histogram firstToken = new Histogram(LONGEST_NANOS, DIGITS);
  private final SortedMap<String, Long> refused = new TreeMap<>();
  private final SortedMap<String, Long> failed = new TreeMap<>();
  private final SortedMap<String, String> examples = new TreeMap<>();
  private long answered;
  private long input;
  private long output;
  private long retries;

  /// A consistent copy.
  ///
  /// @param retries tries that were answered with 429 or 503 and made again
  /// @param refused calls that ended with a refusal, by kind
  /// @param failed calls that ended without a whole answer, by kind
  /// @param examples one message of each kind of both
  record Seen(
      long answered,
      long input,
      long output,
      long retries,
      SortedMap<String, Long> refused,
      SortedMap<String, Long> failed,
      SortedMap<String, String> examples,
      Histogram latency,
      Histogram firstToken) {
    long refusals() {
      return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    long failures() {
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    long ended() {
      return answered + refusals() + failures();
    }
  }

  /// @param nanos from when the call was due to its end
  synchronized void ended(Outcome outcome, long nanos) {
    switch (outcome) {
      case Outcome.Answered done -> {
        answered++;
        input += done.input();
        output += done.output();
        latency.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
        if (done.firstTokenNanos() > 0) {
          firstToken.recordValue(Math.min(done.firstTokenNanos(), LONGEST_NANOS));
        }
      }
      case Outcome.Refused no -> {
        refused.merge(no.kind(), 1L, Long::sum);
        examples.putIfAbsent(no.kind(), no.message());
      }
      case Outcome.Failed broken -> {
        failed.merge(broken.kind(), 1L, Long::sum);
        examples.putIfAbsent(broken.kind(), broken.detail());
      }
    }
  }

  synchronized void retried() {
    retries++;
  }

  synchronized Seen seen() {
    return new Seen(
        answered,
        input,
        output,
        retries,
        new TreeMap<>(refused),
        new TreeMap<>(failed),
        new TreeMap<>(examples),
        latency.copy(),
        firstToken.copy());
  }
}
