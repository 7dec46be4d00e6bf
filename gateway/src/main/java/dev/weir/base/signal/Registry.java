package dev.weir.base.signal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// All metrics of a process. Thread-safe.
public final class Registry {
  private final List<Family> families = new CopyOnWriteArrayList<>();

  /// One metric with all its series, as text.
  interface Family {
    void write(StringBuilder text);
  }

  /// A sum that only grows.
  ///
  /// @param decimals amounts are in units of 10^−decimals: 12 for picodollars counted as dollars
  public Counter counter(String name, String help, int decimals, String... labels) {
    Counter counter = new Counter(name, help, decimals, List.of(labels));
    families.add(counter);
    return counter;
  }

  /// A value that is looked up when it is asked for.
  public void gauge(String name, String help, Supplier<Number> value) {
    families.add(text -> {
      Text.head(text, name, help, "gauge");
      text.append(name).append(' ').append(Text.number(value.get())).append('\n');
    });
  }

  /// Values by the values of one label, looked up when they are asked for.
  ///
  /// @param type `gauge` or `counter`
  public void values(
      String name, String help, String type, String label, Supplier<Map<String, Number>> values) {
    families.add(text -> {
      Text.head(text, name, help, type);
      values
          .get()
          .forEach((value, number) ->
              text.append(name)
                  .append(Text.labels(List.of(label), List.of(value), ""))
                  .append(' ')
                  .append(Text.number(number))
                  .append('\n'));
    });
  }

  /// A distribution over fixed buckets.
  ///
  /// @param bounds upper bounds, ascending, in the unit of the observations
  /// @param perUnit observations per unit written: 1,000,000 for microseconds written as seconds
  public Histogram histogram(
      String name, String help, List<Long> bounds, long perUnit, String... labels) {
    Histogram histogram = new Histogram(name, help, bounds, perUnit, List.of(labels));
    families.add(histogram);
    return histogram;
  }

  /// Everything, in Prometheus' text format 0.0.4.
  public String exposition() {
    StringBuilder text = new StringBuilder(4_096);
    families.forEach(family -> family.write(text));
    return text.toString();
  }
}
