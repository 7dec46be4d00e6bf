package dev.weir.base.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Distributions over fixed buckets, one per combination of label values. Thread-safe, never
/// blocks.
public final class Histogram implements Registry.Family {
  private final String name;
  private final String help;
  private final List<Long> bounds;
  private final long perUnit;
  private final List<String> labels;
  private final SeriesMap<Series> series;

  /// The distribution of one combination of label values: kept by whoever observes it often, so
  /// that it is looked up once.
  public static final class Series {
    private final List<Long> bounds;
    private final List<LongAdder> counts = new ArrayList<>();
    private final LongAdder sum = new LongAdder();

    /// Has one more count than bounds: the last has none.
    private Series(List<Long> bounds) {
      this.bounds = bounds;
      for (int i = 0; i <= bounds.size(); i++) {
        counts.add(new LongAdder());
      }
    }

    public void observe(long observation) {
      observe(observation, 1);
    }

    /// The same observation several times.
    public void observe(long observation, long times) {
      int bucket = 0;
      while (bucket < bounds.size() && observation > bounds.get(bucket)) {
        bucket++;
      }
      counts.get(bucket).add(times);
      sum.add(observation * times);
    }
  }

  Histogram(String name, String help, List<Long> bounds, long perUnit, List<String> labels) {
    this.name = name;
    this.help = help;
    this.bounds = List.copyOf(bounds);
    this.perUnit = perUnit;
    this.labels = labels;
    this.series = new SeriesMap<>(labels.size(), () -> new Series(this.bounds));
  }

  /// @param values one per label, in their order
  public Series of(String... values) {
    return series.of(values);
  }

  /// @param values one per label, in their order
  public void observe(long observation, String... values) {
    of(values).observe(observation);
  }

  @Override
  public void write(StringBuilder text) {
    Text.head(text, name, help, "histogram");
    series
        .all()
        .forEach((values, each) -> {
          long count = 0;
          for (int i = 0; i <= bounds.size(); i++) {
            count += each.counts.get(i).sum();
            String bound = i < bounds.size() ? inUnits(bounds.get(i)) : "+Inf";
            line(text, "_bucket", values, bound, Long.toString(count));
          }
          line(text, "_sum", values, "", inUnits(each.sum.sum()));
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
