package dev.weir.value.cost;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.hipparchus.linear.Array2DRowFieldMatrix;
import org.hipparchus.linear.FieldLUDecomposition;
import org.hipparchus.linear.FieldMatrix;

/// Where the cost of pools goes: what each gives directly, and by `(I − A)⁻¹` what of it ends
/// where, in exact fractions. A method only says which receivers a pool may serve: with no pool
/// among them (direct) or only later ones (step-down), the inverse is that of a matrix without
/// cycles. A is of the pools that others serve; the rest only give.
final class Flows {
  private static final int POOLS_MAX = 500;

  /// Exact fractions grow with the matrix: so many that all serve all take some seconds.
  private static final int SERVED_MAX = 30;

  private final Set<String> keys;
  private final List<Serving> servings;
  private final List<Serving> served;

  /// `(I − A)⁻¹`: column j is what comes by each of the served pools of what reaches pool j.
  private final BigFraction[][] inverse;

  /// Where what reaches each of the served pools ends.
  private final List<SortedMap<String, BigFraction>> ends;

  private Flows(Set<String> keys, List<Serving> servings, List<Serving> served) {
    this.keys = keys;
    this.servings = servings;
    this.served = served;
    this.inverse = served.isEmpty() ? new BigFraction[0][0] : inverse(served);
    this.ends = IntStream.range(0, served.size()).mapToObj(this::endsOfServed).toList();
  }

  static Flows of(List<Pool> pools, AllocationMethod method) {
    Set<String> keys = keys(pools);
    List<Serving> servings =
        pools.stream()
            .sorted(Comparator.comparing(Pool::key))
            .map(pool -> Serving.of(pool, keys, method))
            .toList();
    requireEnds(servings, keys);
    List<Serving> served =
        servings.stream()
            .filter(to -> servings.stream().anyMatch(from -> from.shareOf(to).signum() != 0))
            .toList();
    if (served.size() > SERVED_MAX) {
      throw new IllegalArgumentException(
          "at most %d pools are served by others, was %d: %s"
              .formatted(SERVED_MAX, served.size(), served.stream().map(Serving::key).toList()));
    }
    return new Flows(keys, servings, served);
  }

  private static Set<String> keys(List<Pool> pools) {
    if (pools.isEmpty() || pools.size() > POOLS_MAX) {
      throw new IllegalArgumentException(
          "an allocation is of 1 to %d pools, was %d".formatted(POOLS_MAX, pools.size()));
    }
    Set<String> keys = new TreeSet<>();
    for (Pool pool : pools) {
      if (!keys.add(pool.key())) {
        throw new IllegalArgumentException(
            "a pool has a key of its own, twice was '%s'".formatted(pool.key()));
      }
    }
    return keys;
  }

  /// From every pool there is a way out of the pools; otherwise cost goes round for ever, and `I −
  /// A` has no inverse. Found from the ends backwards.
  private static void requireEnds(List<Serving> servings, Set<String> keys) {
    Set<String> ending = new TreeSet<>();
    boolean isMore = true;
    while (isMore) {
      isMore = false;
      for (Serving each : servings) {
        if (each.isEnd(keys) || each.shares().keySet().stream().anyMatch(ending::contains)) {
          isMore |= ending.add(each.key());
        }
      }
    }
    Set<String> trapped = new TreeSet<>(keys);
    trapped.removeAll(ending);
    if (!trapped.isEmpty()) {
      throw new IllegalArgumentException(
          "pools that serve each other lose something to a product, only passed round was "
              + trapped);
    }
  }

  private static BigFraction[][] inverse(List<Serving> served) {
    int n = served.size();
    FieldMatrix<BigFraction> matrix =
        new Array2DRowFieldMatrix<>(BigFractionField.getInstance(), n, n);
    for (int to = 0; to < n; to++) {
      for (int from = 0; from < n; from++) {
        BigFraction identity = to == from ? BigFraction.ONE : BigFraction.ZERO;
        matrix.setEntry(to, from, identity.subtract(served.get(from).shareOf(served.get(to))));
      }
    }
    return new FieldLUDecomposition<>(matrix).getSolver().getInverse().getData();
  }

  /// By key.
  List<Serving> servings() {
    return servings;
  }

  private SortedMap<String, BigFraction> endsOfServed(int at) {
    SortedMap<String, BigFraction> sum = new TreeMap<>();
    for (int by = 0; by < served.size(); by++) {
      served.get(by).addEnds(inverse[by][at], keys, sum);
    }
    return sum;
  }

  /// Where the cost of a pool ends, as shares that add up to 1.
  SortedMap<String, BigFraction> endsOf(Serving from) {
    SortedMap<String, BigFraction> sum = new TreeMap<>();
    from.addEnds(BigFraction.ONE, keys, sum);
    for (int i = 0; i < served.size(); i++) {
      BigFraction share = from.shareOf(served.get(i));
      if (share.signum() != 0) {
        ends.get(i).forEach((end, part) -> sum.merge(end, part.multiply(share), BigFraction::add));
      }
    }
    return sum;
  }

  /// What each pool costs with what others give it: `(I − A)⁻¹·b`.
  SortedMap<String, BigFraction> gross() {
    SortedMap<String, BigFraction> gross = new TreeMap<>();
    servings.forEach(each -> gross.put(each.key(), amount(each)));
    for (int from = 0; from < served.size(); from++) {
      BigFraction given = given(served.get(from));
      for (int by = 0; by < served.size(); by++) {
        gross.merge(served.get(by).key(), inverse[by][from].multiply(given), BigFraction::add);
      }
    }
    return gross;
  }

  private BigFraction given(Serving to) {
    return servings.stream()
        .map(from -> from.shareOf(to).multiply(amount(from)))
        .reduce(BigFraction.ZERO, BigFraction::add);
  }

  private static BigFraction amount(Serving serving) {
    return Fractions.of(serving.pool().amount(), BigDecimal.ONE);
  }
}
