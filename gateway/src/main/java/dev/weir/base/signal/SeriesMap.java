package dev.weir.base.signal;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The series of one family, by label values, bounded. Thread-safe.
final class SeriesMap<S> {
  static final String OTHER = "other";
  private static final int SERIES_MAX = 5_000;

  private final Map<List<String>, S> series = new ConcurrentHashMap<>();
  private final int labels;
  private final Supplier<S> create;

  SeriesMap(int labels, Supplier<S> create) {
    this.labels = labels;
    this.create = create;
  }

  S of(String... values) {
    if (values.length != labels) {
      throw new IllegalArgumentException(
          "a metric has %d labels, was given %d values".formatted(labels, values.length));
    }
    List<String> key = List.of(values);
    S known = series.get(key);
    if (known != null) {
      return known;
    }
    List<String> bounded =
        series.size() < SERIES_MAX ? key : List.copyOf(Collections.nCopies(labels, OTHER));
    return series.computeIfAbsent(bounded, _ -> create.get());
  }

  Map<List<String>, S> all() {
    return series;
  }
}
