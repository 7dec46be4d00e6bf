package dev.weir.value.pool;

import dev.weir.value.cost.Allocation;
import dev.weir.value.cost.AllocationMethod;
import dev.weir.value.cost.Basis;
import dev.weir.value.cost.Pool;
import dev.weir.value.pool.AllocatedMonth.Line;
import dev.weir.value.pool.AllocatedMonth.Method;
import dev.weir.value.pool.AllocatedMonth.PoolSum;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The allocation of one month, in the making: pools and use cases become keys that cannot be taken
/// for each other, a share of a pool that serves others becomes units of its driver.
public final class MonthOfPools {
  private static final String POOL = "pool ";
  private static final String USE_CASE = "use case ";
  private static final String NOBODY = "nobody";

  private final YearMonth month;
  private final List<PooledCost> pools;
  private final SortedMap<String, Activity> activities;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, SortedMap<String, BigDecimal>> units = new TreeMap<>();

  private MonthOfPools(
      YearMonth month, List<PooledCost> pools, SortedMap<String, Activity> activities) {
    this.month = month;
    this.pools = pools;
    this.activities = activities;
  }

  /// Pools that neither cost nor serve anything in the month are left out; one that others serve
  /// takes part with what it has from them. Pools that pass their cost round among each other for
  /// ever are an [IllegalArgumentException].
  ///
  /// @param active what use cases did; together with those that pools name they are all that can
  ///   bear something
  public static AllocatedMonth of(
      YearMonth month, Collection<PooledCost> all, List<Activity> active, Method method) {
    List<PooledCost> pools = taking(month, all);
    SortedMap<String, Activity> activities = new TreeMap<>();
    active.forEach(each -> activities.put(each.useCase(), each));
    pools.stream()
        .flatMap(pool -> pool.sharing().named().stream())
        .forEach(name -> activities.computeIfAbsent(name, Activity::none));
    if (pools.isEmpty()) {
      return new AllocatedMonth(month, method, List.of(), List.of(), List.of(), List.of());
    }
    return new MonthOfPools(month, pools, activities).allocated(method);
  }

  private static List<PooledCost> taking(YearMonth month, Collection<PooledCost> all) {
    Map<String, PooledCost> byName =
        all.stream().collect(Collectors.toMap(PooledCost::name, pool -> pool));
    Set<String> taking = new HashSet<>();
    List<PooledCost> reached = new ArrayList<>();
    List<PooledCost> next =
        new ArrayList<>(
            all.stream().filter(pool -> pool.schedule().in(month).isPresent()).toList());
    while (!next.isEmpty()) {
      PooledCost pool = next.removeLast();
      if (taking.add(pool.name())) {
        reached.add(pool);
        pool.serves().keySet().forEach(name -> next.add(served(pool, name, byName)));
      }
    }
    return reached.stream().sorted().toList();
  }

  private static PooledCost served(PooledCost pool, String name, Map<String, PooledCost> byName) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "pool '%s': field 'serves' names pools that there are, was '%s'"
                    .formatted(pool.name(), name)));
  }

  private AllocatedMonth allocated(Method method) {
    List<Pool> costs = pools.stream().map(this::pool).toList();
    List<String> order = pools.stream().map(PooledCost::name).toList();
    Allocation allocation =
        Allocation.of(
            costs,
            switch (method) {
              case DIRECT -> new AllocationMethod.Direct();
              case STEP_DOWN ->
                  new AllocationMethod.StepDown(order.stream().map(POOL::concat).toList());
              case RECIPROCAL -> new AllocationMethod.Reciprocal();
            });
    Map<String, PooledCost> byKey =
        pools.stream().collect(Collectors.toMap(pool -> POOL + pool.name(), pool -> pool));
    return new AllocatedMonth(
        month,
        method,
        method == Method.STEP_DOWN ? order : List.of(),
        pools.stream().map(pool -> sum(pool, allocation)).toList(),
        allocation.lines().stream().map(line -> line(line, byKey)).toList(),
        notes);
  }

  private PoolSum sum(PooledCost pool, Allocation allocation) {
    BigDecimal own = amount(pool);
    return new PoolSum(pool, own, allocation.gross().getOrDefault(POOL + pool.name(), own));
  }

  private BigDecimal amount(PooledCost pool) {
    return pool.schedule().in(month).orElse(BigDecimal.ZERO.setScale(2));
  }

  private Line line(Allocation.Line line, Map<String, PooledCost> byKey) {
    PooledCost pool = Optional.ofNullable(byKey.get(line.pool())).orElseThrow();
    Optional<String> useCase =
        line.receiver().startsWith(USE_CASE)
            ? Optional.of(line.receiver().substring(USE_CASE.length()))
            : Optional.empty();
    SortedMap<String, BigDecimal> own = units.getOrDefault(pool.name(), new TreeMap<>());
    return new Line(
        pool,
        useCase,
        line.amount(),
        useCase.map(name -> own.getOrDefault(name, BigDecimal.ZERO)).orElse(BigDecimal.ZERO),
        total(own));
  }

  private Pool pool(PooledCost pool) {
    SortedMap<String, BigDecimal> own = own(pool);
    units.put(pool.name(), own);
    BigDecimal sum = total(own);
    BigDecimal served = total(pool.serves());
    SortedMap<String, BigDecimal> all = new TreeMap<>();
    if (sum.signum() == 0) {
      all.put(NOBODY, BigDecimal.ONE.subtract(served));
      pool.serves().forEach((name, share) -> all.put(POOL + name, share));
    } else {
      own.forEach(
          (name, each) -> all.put(USE_CASE + name, each.multiply(BigDecimal.ONE.subtract(served))));
      pool.serves().forEach((name, share) -> all.put(POOL + name, share.multiply(sum)));
    }
    return new Pool(
        POOL + pool.name(),
        amount(pool),
        new Basis.Driver(pool.sharing().code(), all, Basis.IfNone.UNALLOCATED));
  }

  /// Units of each use case that bears the pool; all 0 where nobody does.
  private SortedMap<String, BigDecimal> own(PooledCost pool) {
    SortedMap<String, BigDecimal> own =
        switch (pool.sharing()) {
          case Sharing.Direct(var useCase) -> new TreeMap<>(Map.of(useCase, BigDecimal.ONE));
          case Sharing.Stated(_, var stated) -> new TreeMap<>(stated);
          case Sharing.Measured measured -> measured(pool, measured);
        };
    if (total(own).signum() != 0) {
      return own;
    }
    boolean even = pool.ifNone() == PooledCost.IfNone.EVEN && !own.isEmpty();
    notes.add(
        "pool '%s': its driver %s has nothing in %s, it is %s"
            .formatted(
                pool.name(),
                pool.sharing().code(),
                month,
                even ? "borne evenly instead" : "left unallocated"));
    if (even) {
      own.replaceAll((_, _) -> BigDecimal.ONE);
    }
    return own;
  }

  private SortedMap<String, BigDecimal> measured(PooledCost pool, Sharing.Measured measured) {
    SortedSet<String> receivers =
        measured.named().isEmpty() ? new TreeSet<>(activities.keySet()) : measured.named();
    SortedMap<String, BigDecimal> own = new TreeMap<>();
    for (String receiver : receivers) {
      Activity activity = activities.getOrDefault(receiver, Activity.none(receiver));
      own.put(receiver, activity.units(measured.measure()));
      if (measured.measure() == Sharing.Measure.USAGE && activity.costUsd().signum() < 0) {
        notes.add(
            "pool '%s': use case '%s' was given back %s USD more than it spent, which counts as 0"
                .formatted(
                    pool.name(),
                    receiver,
                    activity.costUsd().negate().stripTrailingZeros().toPlainString()));
      }
    }
    return own;
  }

  private static BigDecimal total(SortedMap<String, BigDecimal> numbers) {
    return numbers.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
