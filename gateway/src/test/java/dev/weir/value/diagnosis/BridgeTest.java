package dev.weir.value.diagnosis;

import static dev.weir.value.diagnosis.Months.AFTER;
import static dev.weir.value.diagnosis.Months.BEFORE;
import static dev.weir.value.diagnosis.Months.month;
import static dev.weir.value.diagnosis.Months.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.value.cost.Decomposition.Method;
import dev.weir.value.unit.OutcomeSum;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BridgeTest {
  private static final UseRow USUAL =
      row("gpt", "", "", 100, "input", "1000", "10", "output", "100", "5");

  private static Optional<OutcomeSum> outcomes(long tried, long successes) {
    return Optional.of(OutcomeSum.of(tried, successes));
  }

  private static MonthOfUse before(UseRow... rows) {
    return month(BEFORE, Map.of(), outcomes(50, 40), rows);
  }

  private static MonthOfUse after(UseRow... rows) {
    return month(AFTER, Map.of(), outcomes(50, 40), rows);
  }

  /// The only causes with an effect.
  private static List<Cause> moved(Bridge bridge) {
    return bridge.effects().stream()
        .filter(effect -> effect.perUnitUsd().signum() != 0)
        .map(Bridge.Effect::cause)
        .toList();
  }

  private static void requireWhole(Bridge bridge) {
    assertThat(
            bridge.effects().stream()
                .map(Bridge.Effect::perUnitUsd)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(bridge.after().subtract(bridge.before()));
  }

  private static void requireOnly(MonthOfUse before, MonthOfUse after, Cause cause) {
    Bridge bridge = Bridge.of(before, after);
    assertThat(moved(bridge)).containsExactly(cause);
    requireWhole(bridge);
  }

  @Test
  void whatMovesAloneIsTheOnlyEffect() {
    requireOnly(
        before(USUAL),
        after(row("gpt", "", "", 100, "input", "1000", "12", "output", "100", "5")),
        Cause.PRICE);
    requireOnly(
        before(USUAL),
        after(row("gpt", "", "", 100, "input", "2000", "20", "output", "100", "5")),
        Cause.PROMPT_LENGTH);
    requireOnly(
        before(USUAL),
        after(row("gpt", "", "", 100, "input", "1000", "10", "output", "300", "15")),
        Cause.OUTPUT_LENGTH);
    requireOnly(
        before(USUAL),
        after(row("gpt", "", "", 200, "input", "2000", "20", "output", "200", "10")),
        Cause.CALLS_PER_OUTCOME);
    requireOnly(before(USUAL), month(AFTER, Map.of(), outcomes(50, 20), USUAL), Cause.SUCCESS);
    requireOnly(
        before(USUAL),
        month(AFTER, Map.of("eng", "80"), outcomes(50, 40), USUAL),
        Cause.SHARED_COST);
    requireOnly(
        before(row("gpt", "", "", 100, "web_search", "100", "1")),
        after(row("gpt", "", "", 100, "web_search", "300", "3")),
        Cause.OTHER_USE);
  }

  @Test
  void aPromptThatIsReadFromACacheInsteadIsTheCachesEffect() {
    requireOnly(
        before(row("gpt", "", "", 100, "input", "500", "5", "cache_read", "500", "0.5")),
        after(row("gpt", "", "", 100, "input", "100", "1", "cache_read", "900", "0.9")),
        Cause.CACHE);
    Bridge began =
        Bridge.of(
            before(USUAL),
            after(
                row(
                    "gpt",
                    "",
                    "",
                    100,
                    "input",
                    "200",
                    "2",
                    "cache_read",
                    "800",
                    "0.8",
                    "output",
                    "100",
                    "5")));
    assertThat(moved(began)).containsExactly(Cause.CACHE);
    assertThat(began.zeros())
        .extracting(zero -> zero.term() + ": " + zero.factor())
        .containsExactly("gpt cache_read: cache");
  }

  @Test
  void aModelThatIsNewOrGoneIsTheMixsEffect() {
    UseRow dear = row("opus", "", "", 100, "input", "1000", "100", "output", "100", "50");

    Bridge bridge = Bridge.of(before(USUAL), after(dear));

    assertThat(moved(bridge)).containsExactly(Cause.MIX);
    assertThat(bridge.method()).isEqualTo(Method.LMDI);
    assertThat(bridge.effect(Cause.MIX).monthUsd()).isEqualByComparingTo("135.00");
    assertThat(bridge.zeros()).extracting("factor").containsOnly("mix");
    requireWhole(bridge);
  }

  @Test
  void aCreditIsTakenApartByShapley() {
    Bridge bridge =
        Bridge.of(
            before(row("gpt", "", "", 100, "input", "1000", "-10")),
            after(row("gpt", "", "", 100, "input", "1500", "20")));

    assertThat(bridge.method()).isEqualTo(Method.SHAPLEY);
    assertThat(moved(bridge)).containsExactly(Cause.PRICE, Cause.PROMPT_LENGTH);
    requireWhole(bridge);
  }

  @Test
  void withoutOutcomesInOneOfTheMonthsTheUnitIsACall() {
    MonthOfUse none = month(AFTER, Map.of(), Optional.empty(), USUAL);

    assertThat(Bridge.of(before(USUAL), none).unit()).isEqualTo(Bridge.Unit.CALL);
    assertThat(Bridge.of(before(USUAL), none).before()).isEqualByComparingTo("0.15");
    assertThat(Bridge.of(before(USUAL), after(USUAL)).unit()).isEqualTo(Bridge.Unit.OUTCOME);
    assertThat(Bridge.of(before(USUAL), month(AFTER, Map.of(), outcomes(9, 0), USUAL)).unit())
        .isEqualTo(Bridge.Unit.CALL);
  }

  @Test
  void whatIsDueWithoutACallIsShared() {
    MonthOfUse after =
        after(
            USUAL,
            new UseRow("seats", "", "", List.of(), 0, new TreeMap<>(), new BigDecimal("40")));

    Bridge bridge = Bridge.of(before(USUAL), after);

    assertThat(moved(bridge)).containsExactly(Cause.SHARED_COST);
    assertThat(bridge.effect(Cause.SHARED_COST).perUnitUsd()).isEqualByComparingTo("1");
  }

  @Test
  void aMonthWithoutCallsHasNoBridge() {
    assertThatThrownBy(() -> Bridge.of(before(), after(USUAL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bridge is between months with calls, was 0 in 2026-09");
  }

  @Test
  void aConstantWorkloadHasItsPriceIndex() {
    MonthOfUse before = before(row("gpt", "", "", 1, "input", "100", "100", "output", "10", "50"));
    MonthOfUse after =
        after(
            row("gpt", "", "", 1, "input", "50", "100", "output", "40", "100"),
            row("new", "", "", 1, "input", "1", "7"));

    PriceIndex index = PriceIndex.of(before, after);

    // (2 × 100 + 2.5 × 10) / 150; 200 / (1 × 50 + 5 × 40).
    assertThat(index.laspeyres().orElseThrow()).isEqualByComparingTo("1.5");
    assertThat(index.paasche().orElseThrow()).isEqualByComparingTo("0.8");
    assertThat(index.fisher().orElseThrow()).isEqualByComparingTo("1.095445");
    assertThat(index.coveredBefore().orElseThrow()).isEqualByComparingTo("1");
    assertThat(index.coveredAfter().orElseThrow()).isEqualByComparingTo("0.966184");
    assertThat(index.without()).containsExactly("new input");
    assertThat(PriceIndex.of(before(), after).laspeyres()).isEmpty();
  }
}
