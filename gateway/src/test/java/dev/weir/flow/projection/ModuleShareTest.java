package dev.weir.flow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.Course.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What of an input's charge each module is.
class ModuleShareTest {
  private static final List<Used> MODULES =
      List.of(new Used("tone", 2, 30), new Used("policy", 5, 120));

  private static Figures figures(long input, long cacheRead, long inputPicos, long cachePicos) {
    Money cost = Money.ofPicos(inputPicos + cachePicos + 7_000);
    return new Figures(
        input,
        cacheRead,
        0,
        0,
        11,
        0,
        0,
        cost,
        Money.ZERO,
        Money.ZERO,
        0,
        List.of(
            line("input", input, inputPicos),
            line("cache_read", cacheRead, cachePicos),
            line("output", 11, 7_000)));
  }

  private static Figures.Line line(String meter, long quantity, long picos) {
    Optional<Money> price = Optional.of(Money.ofPicos(1));
    return new Figures.Line(meter, quantity, price, Money.ofPicos(picos), price);
  }

  private static String told(List<ModuleShare> shares) {
    StringBuilder told = new StringBuilder();
    for (ModuleShare share : shares) {
      told.append(
          "%s@%d %d %d; "
              .formatted(share.module(), share.version(), share.tokens(), share.cost().picos()));
    }
    return told.toString();
  }

  @Test
  void aModuleCostsItsPartOfTheInputAndTheRestIsTheCallers() {
    assertThat(told(ModuleShare.of(MODULES, figures(200, 100, 2_000, 100))))
        .isEqualTo("tone@2 30 210; policy@5 120 840; caller@0 150 1050; ");
  }

  @Test
  void roundingIsTheCallers() {
    assertThat(told(ModuleShare.of(MODULES, figures(160, 0, 100, 0))))
        .isEqualTo("tone@2 30 18; policy@5 120 75; caller@0 10 7; ");
  }

  @Test
  void modulesThatWereCountedAsMoreThanTheInputShareAllOfIt() {
    assertThat(told(ModuleShare.of(MODULES, figures(100, 0, 1_500, 0))))
        .isEqualTo("tone@2 30 300; policy@5 120 1200; caller@0 0 0; ");
  }

  @Test
  void anInputNobodyKnowsHasNoShares() {
    assertThat(ModuleShare.of(MODULES, Figures.bound(Money.ofPicos(900), 500))).isEmpty();
    assertThat(ModuleShare.of(List.of(), figures(100, 0, 1_500, 0))).isEmpty();
  }

  @Test
  void sharesAlwaysAddUpToTheInputsChargeAndACorrectionsToTheDifference() {
    SplittableRandom random = new SplittableRandom(9);
    for (int round = 0; round < 5_000; round++) {
      List<Used> modules = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(5); i++) {
        modules.add(new Used("m" + i, 1, random.nextLong(0, 5_000)));
      }
      long before = random.nextLong(0, 1_000_000_000_000_000L);
      long after = random.nextLong(0, 1_000_000_000_000_000L);
      List<ModuleShare> first =
          ModuleShare.of(modules, figures(random.nextLong(0, 9_000), 1, before, 3));
      List<ModuleShare> second =
          ModuleShare.of(modules, figures(random.nextLong(0, 9_000), 1, after, 3));

      assertThat(sum(first)).as("round %d", round).isEqualTo(before + 3);
      assertThat(sum(ModuleShare.minus(second, first)))
          .as("round %d", round)
          .isEqualTo(after - before);
      assertThat(first).allMatch(share -> !share.cost().isNegative());
    }
  }

  private static long sum(List<ModuleShare> shares) {
    return shares.stream().mapToLong(share -> share.cost().picos()).sum();
  }
}
