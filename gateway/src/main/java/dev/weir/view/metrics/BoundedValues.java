package dev.weir.view.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The first so many values of a label; any further one is `other`. Thread-safe.
final class BoundedValues {
  static final String OTHER = "other";

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final int max;

  BoundedValues(int max) {
    this.max = max;
  }

  String of(String value) {
    if (value.isEmpty() || known.contains(value)) {
      return value;
    }
    if (known.size() >= max) {
      return OTHER;
    }
    known.add(value);
    return value;
  }
}
