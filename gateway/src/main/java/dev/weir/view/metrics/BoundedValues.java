package dev.weir.view.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The first so many values of a label; any further one is `other`. Thread-safe.
final class BoundedValues {
  static final String OTHER = "other";

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final LongAdder folded = new LongAdder();
  private final int max;

  BoundedValues(int max) {
    this.max = max;
  }

  /// How often `other` stood for a value that was one too many.
  long folded() {
    return folded.sum();
  }

  String of(String value) {
    if (value.isEmpty() || known.contains(value)) {
      return value;
    }
    if (known.size() >= max) {
      folded.increment();
      return OTHER;
    }
    known.add(value);
    return value;
  }
}
