package dev.weir.base.signal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Sums that only grow, one per combination of label values; exact. Thread-safe, never blocks.
public final class Counter implements Registry.Family {
  /// Two halves of a sum, so that neither overflows while the process lives.
  private static final class Sum {
    private static final long UNIT = 1_000_000;

    private final LongAdder units = new LongAdder();
    private final LongAdder rest = new LongAdder();

    void add(long amount) {
      units.add(Math.floorDiv(amount, UNIT));
      rest.add(Math.floorMod(amount, UNIT));
    }

    BigInteger value() {
      return BigInteger.valueOf(units.sum())
          .multiply(BigInteger.valueOf(UNIT))
          .add(BigInteger.valueOf(rest.sum()));
    }
  }

  private final String name;
  private final String help;
  private final int decimals;
  private final List<String> labels;
  private final SeriesMap<Sum> series;

  Counter(String name, String help, int decimals, List<String> labels) {
    this.name = name;
    this.help = help;
    this.decimals = decimals;
    this.labels = labels;
    this.series = new SeriesMap<>(labels.size(), Sum::new);
  }

  /// @param values one per label, in their order
  public void add(long amount, String... values) {
    series.of(values).add(amount);
  }

  public void increment(String... values) {
    add(1, values);
  }

  @Override
  public void write(StringBuilder text) {
    Text.head(text, name, help, "counter");
    series
        .all()
        .forEach((values, sum) ->
            text.append(name)
                .append(Text.labels(labels, values, ""))
                .append(' ')
                .append(Text.plain(new BigDecimal(sum.value(), decimals)))
                .append('\n'));
  }
}
