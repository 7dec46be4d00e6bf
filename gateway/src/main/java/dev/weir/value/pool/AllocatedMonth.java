package dev.weir.value.pool;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What pools come to in a month and who bears it. The lines of a pool add up to it, to the cent.
///
/// @param order of the pools by the step-down method; none by the others
/// @param notes what was not as a reader may think: a fallback, a credit that counted as no usage
public record AllocatedMonth(
    YearMonth month,
    Method method,
    List<String> order,
    List<PoolSum> pools,
    List<Line> lines,
    List<String> notes) {

  /// What becomes of the part of a pool that serves other pools; see value.cost.
  public enum Method {
    DIRECT,
    STEP_DOWN,
    RECIPROCAL
  }

  /// @param amount of its own in the month
  /// @param gross with what it has from other pools
  public record PoolSum(PooledCost pool, BigDecimal amount, BigDecimal gross) {}

  /// What a use case bears of a pool.
  ///
  /// @param useCase empty = what nobody bears
  /// @param units the use case has of the pool's driver; 0 where it bears it through another pool
  /// @param ofUnits all receivers of the driver have
  public record Line(
      PooledCost pool,
      Optional<String> useCase,
      BigDecimal amount,
      BigDecimal units,
      BigDecimal ofUnits) {}

  public AllocatedMonth {
    order = List.copyOf(order);
    pools = List.copyOf(pools);
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  public BigDecimal total() {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public BigDecimal unallocated() {
    return lines.stream()
        .filter(line -> line.useCase().isEmpty())
        .map(Line::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// What a use case bears, by group; groups it bears nothing of are left out.
  public SortedMap<Category.Group, BigDecimal> of(String useCase) {
    SortedMap<Category.Group, BigDecimal> sums = new TreeMap<>();
    lines.stream()
        .filter(line -> line.useCase().equals(Optional.of(useCase)))
        .forEach(
            line -> sums.merge(line.pool().category().group(), line.amount(), BigDecimal::add));
    return sums;
  }
}
