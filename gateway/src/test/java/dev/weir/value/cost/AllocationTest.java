package dev.weir.value.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.value.cost.AllocationMethod.Direct;
import dev.weir.value.cost.AllocationMethod.Reciprocal;
import dev.weir.value.cost.AllocationMethod.StepDown;
import dev.weir.value.cost.Basis.IfNone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final Pool S1 = pool("S1", "100000", Map.of("S2", 20, "P1", 50, "P2", 30));
  private static final Pool S2 = pool("S2", "60000", Map.of("S1", 10, "P1", 30, "P2", 60));

  private static Pool pool(String key, String amount, Map<String, Integer> percent) {
    return new Pool(key, new BigDecimal(amount), driver(percent, IfNone.EVEN));
  }

  private static Basis driver(Map<String, Integer> units, IfNone ifNone) {
    SortedMap<String, BigDecimal> sorted = new TreeMap<>();
    units.forEach((receiver, each) -> sorted.put(receiver, BigDecimal.valueOf(each)));
    return new Basis.Driver("calls", sorted, ifNone);
  }

  /// What each receiver bears of all pools; of a pool, what is left unallocated.
  static SortedMap<String, BigDecimal> borne(Allocation allocation) {
    SortedMap<String, BigDecimal> sums = new TreeMap<>();
    allocation.lines().forEach(line -> sums.merge(line.receiver(), line.amount(), BigDecimal::add));
    return sums;
  }

  private static Allocation allocated(AllocationMethod method, Pool... pools) {
    return Allocation.of(List.of(pools), method);
  }

  @Test
  void isTheGoldenOneByEachMethod() {
    Allocation reciprocal = allocated(new Reciprocal(), S1, S2);

    assertThat(borne(allocated(new Direct(), S1, S2))).hasToString("{P1=82500.00, P2=77500.00}");
    assertThat(borne(allocated(new StepDown(List.of("S1", "S2")), S1, S2)))
        .hasToString("{P1=76666.67, P2=83333.33}");
    assertThat(borne(reciprocal)).hasToString("{P1=78571.43, P2=81428.57}");
    assertThat(reciprocal.gross()).hasToString("{S1=108163.27, S2=81632.65}");
    assertThat(reciprocal.method()).isEqualTo(new Reciprocal());
  }

  @Test
  void theOrderOfAStepDownMatters() {
    Allocation other = allocated(new StepDown(List.of("S2", "S1")), S1, S2);

    assertThat(borne(other)).hasToString("{P1=84250.00, P2=75750.00}");
    assertThat(other.gross()).hasToString("{S1=106000.00, S2=60000.00}");
  }

  @Test
  void linesSayWhichPoolsCostItIs() {
    assertThat(allocated(new StepDown(List.of("S1", "S2")), S2, S1).lines())
        .containsExactly(
            new Allocation.Line("S1", "P1", new BigDecimal("56666.67")),
            new Allocation.Line("S1", "P2", new BigDecimal("43333.33")),
            new Allocation.Line("S2", "P1", new BigDecimal("20000.00")),
            new Allocation.Line("S2", "P2", new BigDecimal("40000.00")));
  }

  @Test
  void anEvenBasisGivesTheCentLeftToTheFirstKey() {
    Basis even = new Basis.Even(new TreeSet<>(List.of("c", "a", "b")));

    assertThat(borne(allocated(new Direct(), new Pool("x", new BigDecimal("1"), even))))
        .hasToString("{a=0.34, b=0.33, c=0.33}");
    assertThat(borne(allocated(new Direct(), new Pool("x", new BigDecimal("-1"), even))))
        .hasToString("{a=-0.34, b=-0.33, c=-0.33}");
  }

  @Test
  void aDriverThatNobodyUsedFallsBackAsStated() {
    Map<String, Integer> unused = Map.of("P1", 0, "P2", 0);
    Pool even = new Pool("gpu", new BigDecimal("9.99"), driver(unused, IfNone.EVEN));
    Pool kept = new Pool("gpu", new BigDecimal("9.99"), driver(unused, IfNone.UNALLOCATED));

    assertThat(borne(allocated(new Direct(), even))).hasToString("{P1=5.00, P2=4.99}");
    assertThat(allocated(new Direct(), kept).lines())
        .containsExactly(new Allocation.Line("gpu", "gpu", new BigDecimal("9.99")));
  }

  @Test
  void whatOtherPoolsGiveAPoolThatIsKeptIsKeptInIt() {
    Pool kept =
        new Pool("S2", new BigDecimal("60000"), driver(Map.of("P1", 0), IfNone.UNALLOCATED));

    assertThat(borne(allocated(new Reciprocal(), S1, kept)))
        .hasToString("{P1=50000.00, P2=30000.00, S2=80000.00}");
  }

  @Test
  void refusesPoolsThatPassTheirCostRoundForEver() {
    Pool a = pool("a", "10", Map.of("b", 1));
    Pool b = pool("b", "10", Map.of("c", 1));
    Pool c = pool("c", "10", Map.of("a", 3));
    Pool sound = pool("d", "10", Map.of("a", 1, "P", 1));

    assertThatThrownBy(() -> allocated(new Reciprocal(), a, b, c, sound))
        .hasMessage(
            "pools that serve each other lose something to a product, only passed round was"
                + " [a, b, c]");
  }

  @Test
  void aCycleThatLosesALittleIsSolved() {
    Pool a = pool("a", "10", Map.of("b", 999_999, "P", 1));
    Pool b = pool("b", "0", Map.of("a", 1));

    assertThat(borne(allocated(new Reciprocal(), a, b))).hasToString("{P=10.00}");
    assertThat(allocated(new Reciprocal(), a, b).gross())
        .hasToString("{a=10000000.00, b=9999990.00}");
  }

  @Test
  void refusesWhatServesNoProductByTheMethod() {
    Pool onlyPools = pool("S3", "10", Map.of("S1", 1));

    assertThatThrownBy(() -> allocated(new Direct(), S1, S2, onlyPools))
        .hasMessage("pool 'S3' serves a receiver that the method leaves it, was only pools: [S1]");
    assertThatThrownBy(() -> allocated(new StepDown(List.of("S1", "S2", "S3")), S1, S2, onlyPools))
        .hasMessageContaining("pool 'S3'");
  }

  @Test
  void refusesWhatIsAmiss() {
    assertThatThrownBy(() -> allocated(new Direct(), S1, S1))
        .hasMessage("a pool has a key of its own, twice was 'S1'");
    assertThatThrownBy(() -> allocated(new StepDown(List.of("S1")), S1, S2))
        .hasMessage("a step-down names each of the pools [S1, S2] once, was [S1]");
    assertThatThrownBy(() -> allocated(new StepDown(List.of("S1", "S1")), S1, S2))
        .hasMessageContaining("was [S1, S1]");
    assertThatThrownBy(() -> allocated(new Direct(), pool("x", "1", Map.of("x", 1, "P", 1))))
        .hasMessageContaining("none of them itself, was 2: [P, x]");
    assertThatThrownBy(() -> pool("x", "1.001", Map.of("P", 1)))
        .hasMessage("pool 'x' is to the cent, with at most 15 digits before the point, was 1.001");
    assertThatThrownBy(() -> pool("x", "1", Map.of("P", -1)))
        .hasMessage("driver 'calls' has units that are not negative, was -1 of 'P'");
    assertThatThrownBy(() -> pool("x", "1", Map.of()))
        .hasMessage("driver 'calls' has 1 receiver at least, was 0");
    assertThatThrownBy(() -> new Basis.Even(new TreeSet<>()))
        .hasMessage("an even basis has 1 receiver at least, was 0");
    assertThatThrownBy(() -> Allocation.of(List.of(), new Direct()))
        .hasMessage("an allocation is of 1 to 500 pools, was 0");
  }
}
