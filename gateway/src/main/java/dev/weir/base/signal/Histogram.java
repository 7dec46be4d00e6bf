package dev.weir.base.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Distributions over fixed buckets, one per combination of label values. Thread-safe, never
/// blocks.
public final class Histogram implements Registry.Family {
  private static final class Buckets {
    private final List<LongAdder> counts = new ArrayList<>();
    private final LongAdder sum = new LongAdder();

    /// One more than bounds: the last has none.
    Buckets(int size) {
      for (int i = 0; i < size; i++) {
        counts.add(new LongAdder());
      }
    }
  }

  private final String name;
  private final String help;
  private final List<Long> bounds;
  private final long perUnit;
  private final List<String> labels;
  private final SeriesMap<Buckets> series;

  Histogram(String name, String help, List<Long> bounds, long perUnit, List<String> labels) {
    this.name = name;
    this.help = help;
    this.bounds = List.copyOf(bounds);
    this.perUnit = perUnit;
    this.labels = labels;
    this.series = new SeriesMap<>(labels.size(), () -> new Buckets(bounds.size() + 1));
  }

  /// @param values one per label, in their order
  public void observe(long observation, String... values) {
    int bucket = 0;
    while (bucket < bounds.size() && observation > bounds.get(bucket)) {
      bucket++;
    }
    Buckets buckets = series.of(values);
    buckets.counts.get(bucket).increment();
    buckets.sum.add(observation);
  }

  @Override
  public void write(StringBuilder text) {
    Text.head(text, name, help, "histogram");
    series
        .all()
        .forEach((values, buckets) -> {
          long count = 0;
          for (int i = 0; i <= bounds.size(); i++) {
            count += buckets.counts.get(i).sum();
            String bound = i < bounds.size() ? inUnits(bounds.get(i)) : "+Inf";
            line(text, "_bucket", values, bound, Long.toString(count));
          }
          line(text, "_sum", values, "", inUnits(buckets.sum.sum()));
          line(text, "_count", values, "", Long.toString(count));
        });
  }

  private void line(
      StringBuilder text, String suffix, List<String> values, String bound, String number) {
    text.append(name)
        .append(suffix)
        .append(Text.labels(labels, values, bound))
        .append(' ')
        .append(number)
        .append('\n');
  }

  private String inUnits(long amount) {
    return Text.plain(
        BigDecimal.valueOf(amount).divide(BigDecimal.valueOf(perUnit), MathContext.DECIMAL64));
  }
}
