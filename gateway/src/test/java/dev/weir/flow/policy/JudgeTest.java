package dev.weir.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.policy.Scene.Call;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.refusal.Refusal.Kind;
import dev.weir.flow.rule.Amount;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.OutputFloors;
import dev.weir.flow.rule.Raise;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.rule.Share;
import dev.weir.flow.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  /// Costs 100 + 300 × 10 = 3,100 at `big`; 2,660 when cut to the usual floor.
  private static final Call CALL = Call.of(100, 300);

  private static final Call WHOLE = CALL.uncuttable("tools");

  private static Refusal refusal(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Refuse.class);
    return ((Verdict.Refuse) verdict).refusal();
  }

  private static Reservation allowed(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Allow.class);
    return ((Verdict.Allow) verdict).reservation();
  }

  @Test
  void admitsACallThatNoRuleMatchesAndHoldsNothing() {
    assertThat(allowed(new Scene().judge(CALL)))
        .isEqualTo(new Reservation(Money.ofPicos(3100), 400, List.of(), List.of()));
  }

  @Test
  void holdsTheMostACallCanUseAgainstEveryRule() {
    Budget money = Scene.budget("money", 3100);
    Limit atOnce = Scene.limit("at-once", Measure.CONCURRENT, "total", 1);
    Limit calls = Scene.limit("calls", Measure.REQUESTS, "hour UTC", 1);
    Limit tokens = Scene.limit("tokens", Measure.TOKENS, "day UTC", 400);
    Scene scene = new Scene().with(money).with(atOnce, calls, tokens);
    long month = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();
    long day = Instant.parse("2026-03-15T00:00:00Z").getEpochSecond();
    long hour = Instant.parse("2026-03-15T10:00:00Z").getEpochSecond();

    assertThat(allowed(scene.judge(CALL)).holds())
        .containsExactly(
            new Hold(new BalanceKey(money.counter(), "", month), Measure.MONEY, 3100),
            new Hold(new BalanceKey(atOnce.counter(), "", 0), Measure.CONCURRENT, 1),
            new Hold(new BalanceKey(calls.counter(), "", hour), Measure.REQUESTS, 1),
            new Hold(new BalanceKey(tokens.counter(), "", day), Measure.TOKENS, 400));
  }

  @Test
  void boundsEveryChoice() {
    assertThat(allowed(new Scene().judge(CALL.choices(3))))
        .isEqualTo(new Reservation(Money.ofPicos(9100), 1000, List.of(), List.of()));
  }

  @Test
  void refusesTheCallWhenTheBudgetIsSpent() {
    Budget budget =
        Budget.of("b", Scope.EVERY_CALL, Scene.MONTH, Total.of(10_000)).with(Budget.Terms.USUAL);
    Scene scene = new Scene().with(budget);

    assertThat(scene.spent(budget, 7_900).judge(WHOLE)).isInstanceOf(Verdict.Allow.class);
    Refusal refusal = refusal(scene.spent(budget, 1).judge(WHOLE));

    assertThat(refusal.kind()).isEqualTo(Kind.BUDGET_SPENT);
    assertThat(refusal.rule()).isEqualTo("b");
    assertThat(Scene.NOW.plus(refusal.retryAfter()))
        .isBetween(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:01Z"));
    assertThat(refusal.message())
        .isEqualTo(
            "budget 'b': 0.000000007901 USD used and 0 USD held by calls under way, of 0.000000011"
                + " USD (stop at 110 % of 0.00000001 USD); this call at 'big' needs 0.0000000031"
                + " USD; window 'month UTC' ends 2026-04-01T00:00Z");
  }

  @Test
  void saysBusyWhenOnlyCallsUnderWayAreInTheWay() {
    Budget budget = Scene.budget("b", 10_000);
    Scene scene = new Scene().with(budget).spent(budget, 6_900).held(budget, 1);

    Refusal refusal = refusal(scene.judge(WHOLE));

    assertThat(refusal.kind()).isEqualTo(Kind.BUDGET_BUSY);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(refusal.message()).contains("held by calls under way", "it may pass when");
  }

  @Test
  void saysNoRetryForACallThatDoesNotFitAnEmptyBudget() {
    Refusal refusal = refusal(new Scene().with(Scene.budget("b", 3_099)).judge(WHOLE));

    assertThat(refusal.kind()).isEqualTo(Kind.BUDGET_SPENT);
    assertThat(refusal.retryAfter()).isZero();
  }

  @Test
  void admitsAFreeCallToABudgetThatIsOverrun() {
    Budget budget = Scene.budget("b", 10);
    Scene scene = new Scene().with(budget).spent(budget, 11);

    assertThat(allowed(scene.judge(Call.of(0, 0))).amount()).isEqualTo(Money.ZERO);
  }

  @Test
  void shortensAsLittleAsMakesTheCallFit() {
    Budget budget = Scene.budget("b", 2_999);
    Verdict verdict = new Scene().with(budget).judge(CALL);

    assertThat(verdict).isInstanceOf(Verdict.Reshape.class);
    Verdict.Reshape reshape = (Verdict.Reshape) verdict;
    assertThat(reshape.maxTokens()).isEqualTo(289);
    assertThat(reshape.reservation().amount()).isEqualTo(Money.ofPicos(2_990));
    assertThat(reshape.reservation().tokens()).isEqualTo(389);
    assertThat(reshape.reservation().notes()).containsExactly("max_tokens=289: budget:b");
  }

  @Test
  void aLimitOnRequestsDoesNotSpeakOfTheAnswersLength() {
    Refusal refusal =
        refusal(
            new Scene()
                .with(Scene.limit("rpm", Measure.REQUESTS, "rolling 1m", 0))
                .with(Scene.budget("b", 2_660))
                .judge(CALL));

    assertThat(refusal.message()).contains("limit 'rpm'").doesNotContain("cut as far as allowed");
  }

  @Test
  void shortensDownToTheUseCasesFloorAndNoFurther() {
    Scene scene = new Scene().with(Scene.budget("b", 2_660));

    assertThat(scene.judge(CALL))
        .isInstanceOfSatisfying(
            Verdict.Reshape.class, reshape -> assertThat(reshape.maxTokens()).isEqualTo(256));
    Refusal refusal = refusal(new Scene().with(Scene.budget("b", 2_659)).judge(CALL));
    assertThat(refusal.message()).contains("its answer cut as far as allowed");

    scene.floors = OutputFloors.USUAL.with("letters", 280);
    assertThat(refusal(scene.judge(CALL.tagged(Map.of("use_case", "letters")))).kind())
        .isEqualTo(Kind.BUDGET_SPENT);
  }

  @Test
  void leavesAShortAnswerBelowTheFloorAlone() {
    assertThat(new Scene().with(Scene.budget("b", 600)).judge(Call.of(100, 50)))
        .isInstanceOf(Verdict.Allow.class);
    assertThat(new Scene().with(Scene.budget("b", 599)).judge(Call.of(100, 50)))
        .isInstanceOf(Verdict.Refuse.class);
  }

  @Test
  void shortensToFitALimitOfTokens() {
    assertThat(new Scene().with(Scene.limit("l", Measure.TOKENS, "day UTC", 370)).judge(CALL))
        .isInstanceOfSatisfying(
            Verdict.Reshape.class, reshape -> assertThat(reshape.maxTokens()).isEqualTo(270));
  }

  @Test
  void refusesAtACalendarLimitUntilItsWindowEnds() {
    Limit limit = Scene.limit("l", Measure.REQUESTS, "hour UTC", 2);
    Refusal refusal = refusal(new Scene().with(limit).spent(limit, 2).judge(CALL));

    assertThat(refusal.kind()).isEqualTo(Kind.LIMIT_REACHED);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void refusesAtARollingLimitUntilEnoughSlicesHaveLeft() {
    Limit limit = Scene.limit("l", Measure.REQUESTS, "rolling 1h by 10m", 3);
    Scene scene = new Scene().with(limit);
    scene.standings.spend(limit, "", Instant.parse("2026-03-15T09:05:00Z"), 1);
    scene.standings.spend(limit, "", Instant.parse("2026-03-15T09:25:00Z"), 3);
    scene.standings.spend(limit, "", Instant.parse("2026-03-15T09:45:00Z"), 1);

    Refusal refusal = refusal(scene.judge(CALL));

    assertThat(Scene.NOW.plus(refusal.retryAfter()))
        .as("the three calls of 09:20 to 09:30 must leave")
        .isBetween(Instant.parse("2026-03-15T10:30:00Z"), Instant.parse("2026-03-15T10:30:01Z"));
    scene.now = Scene.NOW.plus(refusal.retryAfter());
    assertThat(scene.judge(CALL)).isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void refusesMoreCallsAtOnceThanTheLimit() {
    Limit limit = Scene.limit("l", Measure.CONCURRENT, "total", 2);
    Refusal refusal = refusal(new Scene().with(limit).held(limit, 2).judge(CALL));

    assertThat(refusal.kind()).isEqualTo(Kind.LIMIT_REACHED);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(refusal.message()).contains("2 calls at once");
  }

  @Test
  void namesTheRuleThatStaysInTheWayLongestWhateverTheOrder() {
    Budget month = Scene.budget("a", 5_000);
    Limit hour = Scene.limit("b", Measure.REQUESTS, "hour UTC", 1);
    Budget ever = Budget.of("c", Scope.EVERY_CALL, Window.TOTAL, Total.of(1));
    Scene scene = new Scene().with(ever, month).with(hour).spent(month, 5_000).spent(hour, 1);
    Scene turned = new Scene().with(month, ever).with(hour).spent(hour, 1).spent(month, 5_000);

    assertThat(refusal(scene.judge(CALL))).isEqualTo(refusal(turned.judge(CALL)));
    assertThat(refusal(scene.judge(CALL)).rule()).isEqualTo("c");
    assertThat(
            refusal(
                    new Scene()
                        .with(month)
                        .with(hour)
                        .spent(month, 5_000)
                        .spent(hour, 1)
                        .judge(CALL))
                .rule())
        .isEqualTo("a");
  }

  @Test
  void refusesWhatTheBookCannotPriceUnlessToldOtherwise() {
    Scene scene = new Scene().with(Scene.budget("b", 10));

    assertThat(refusal(scene.judge(CALL.unpriced())).kind()).isEqualTo(Kind.PRICE_UNKNOWN);
    scene.unpriced = RuleBook.Unpriced.ALLOW;
    Reservation reservation = allowed(scene.judge(CALL.unpriced()));
    assertThat(reservation.amount()).isEqualTo(Money.ZERO);
    assertThat(reservation.notes()).containsExactly("unpriced big");
  }

  @Test
  void doesNotTakeAnUnknownPriceForZero() {
    Budget budget = Scene.budget("b", 10);
    Scene scene = new Scene().with(budget).spent(budget, 10);
    scene.unpriced = RuleBook.Unpriced.ALLOW;

    assertThat(refusal(scene.judge(CALL.unpriced())).kind()).isEqualTo(Kind.BUDGET_SPENT);
  }

  @Test
  void refusesACallWithoutABoundWhereABudgetGrantsNoAllowance() {
    Budget generous =
        Scene.budget("a", 50_000).with(Budget.Terms.USUAL.withAllowance(Money.ofPicos(9)));
    Scene scene = new Scene().with(generous, Scene.budget("b", 50_000));

    Refusal refusal = refusal(scene.judge(CALL.boundless("server-side state")));

    assertThat(refusal.kind()).isEqualTo(Kind.COST_UNBOUNDED);
    assertThat(refusal.rule()).isEqualTo("b");
    assertThat(refusal.message()).contains("server-side state", "budget 'b'");
  }

  @Test
  void reservesTheLargestAllowanceForACallWithoutABound() {
    Budget small =
        Scene.budget("a", 50_000).with(Budget.Terms.USUAL.withAllowance(Money.ofPicos(4_000)));
    Budget large =
        Scene.budget("b", 50_000).with(Budget.Terms.USUAL.withAllowance(Money.ofPicos(5_000)));

    Reservation reservation =
        allowed(new Scene().with(small, large).judge(CALL.boundless("web search")));

    assertThat(reservation.amount()).isEqualTo(Money.ofPicos(5_000));
    assertThat(reservation.holds()).extracting(Hold::amount).containsOnly(5_000L);
    assertThat(reservation.notes()).containsExactly("boundless: web search");
  }

  @Test
  void reservesWhatIsKnownOfACallWithoutABoundWhenNoBudgetIsEnforced() {
    Budget shadow = Scene.budget("s", 50_000).with(Rule.Mode.SHADOW);

    Reservation reservation = allowed(new Scene().with(shadow).judge(CALL.boundless("web search")));

    assertThat(reservation.amount()).isEqualTo(Money.ofPicos(3_100));
    assertThat(reservation.notes())
        .hasSize(2)
        .anySatisfy(
            note -> assertThat(note).startsWith("shadow budget:s: would refuse cost_unbounded"));
  }

  @Test
  void refusesABoundBeyondTheRangeOfMoney() {
    Call absurd = Call.of(1, Long.MAX_VALUE / 2).uncuttable("tools");

    assertThat(refusal(new Scene().judge(absurd)).kind()).isEqualTo(Kind.COST_UNBOUNDED);
    assertThat(refusal(new Scene().with(Scene.budget("b", 10_000)).judge(absurd)).kind())
        .isEqualTo(Kind.COST_UNBOUNDED);
  }

  @Test
  void doesNothingInShadowModeButCountAndTell() {
    Budget spent = Scene.budget("spent", 100).with(Rule.Mode.SHADOW);
    Budget tight = Scene.budget("tight", 2_700).with(Rule.Mode.SHADOW);
    Limit calls = Scene.limit("calls", Measure.REQUESTS, "hour UTC", 1).with(Rule.Mode.SHADOW);
    Scene scene = new Scene().with(spent, tight).with(calls).spent(spent, 100).spent(calls, 1);

    Reservation reservation = allowed(scene.judge(CALL));

    assertThat(reservation.holds()).extracting(Hold::amount).containsExactly(3_100L, 3_100L, 1L);
    assertThat(reservation.notes())
        .satisfiesExactly(
            note -> assertThat(note).startsWith("shadow budget:spent: would refuse budget_spent, "),
            note ->
                assertThat(note).isEqualTo("shadow budget:tight: would shorten the answer to fit"),
            note ->
                assertThat(note).startsWith("shadow limit:calls: would refuse limit_reached, "));
  }

  @Test
  void admitsMoreWhileARaiseLasts() {
    Budget budget = Scene.budget("b", 3_000);
    Scene scene = new Scene().with(budget);
    scene.raises.add(
        new Raise(
            "b",
            "",
            Amount.usd(Total.of(100)),
            "cfo",
            "launch",
            Scene.NOW,
            Scene.NOW.plusSeconds(5)));

    assertThat(scene.judge(WHOLE)).isInstanceOf(Verdict.Allow.class);
    scene.now = Scene.NOW.plusSeconds(5);
    assertThat(scene.judge(WHOLE)).isInstanceOf(Verdict.Refuse.class);
  }

  @Test
  void givesEachUserABudgetOfItsOwn() {
    Budget perUser =
        Budget.of("b", Scope.EVERY_CALL.per("user"), Scene.MONTH, Total.of(3_000))
            .with(new Budget.Terms(List.of(), Share.of("1.1"), List.of(), Optional.empty()));
    Scene scene = new Scene().with(perUser);
    scene.standings.spend(perUser, "anna", Scene.NOW, 3_300);

    Refusal refusal = refusal(scene.judge(CALL.tagged(Map.of("user", "anna"))));
    assertThat(refusal.message()).startsWith("budget 'b' for user=anna: ");
    assertThat(scene.judge(CALL.tagged(Map.of("user", "ben")))).isInstanceOf(Verdict.Allow.class);
    assertThat(allowed(scene.judge(CALL)).holds()).isEmpty();
  }
}
