package dev.weir.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.policy.Scene.Call;
import dev.weir.flow.refusal.Refusal.Kind;
import dev.weir.flow.rule.Amount;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Budget.Rung;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Raise;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.rule.Share;
import dev.weir.flow.window.Window;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LadderTest {
  /// Costs 10,100 at `big`, 1,100 at `small`.
  private static final Call CALL = Call.of(100, 1000);

  private static final Rung SHORTEN = new Rung.Shorten(Share.of("0.8"), 512);
  private static final Rung SUBSTITUTE = new Rung.Substitute(Share.of("0.9"), "small");

  private static Budget budget(String id, Rung... ladder) {
    return Scene.budget(id, 100_000).with(Budget.Terms.USUAL.withLadder(ladder));
  }

  private static Verdict.Substitute substituted(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Substitute.class);
    return (Verdict.Substitute) verdict;
  }

  private static long reshaped(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Reshape.class);
    return ((Verdict.Reshape) verdict).maxTokens();
  }

  @Test
  void leavesTheCallAloneBelowTheFirstRung() {
    Budget budget = budget("b", SHORTEN, SUBSTITUTE);

    assertThat(new Scene().with(budget).spent(budget, 79_999).judge(CALL))
        .isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void shortensFromItsThresholdOnWithWhatIsHeldCountedIn() {
    Budget budget = budget("b", SHORTEN, SUBSTITUTE);
    Scene scene = new Scene().with(budget).spent(budget, 70_000).held(budget, 10_000);

    assertThat(reshaped(scene.judge(CALL))).isEqualTo(512);
    assertThat(((Verdict.Reshape) scene.judge(CALL)).reservation())
        .isEqualTo(
            new Reservation(
                Money.ofPicos(5_220),
                612,
                ((Verdict.Reshape) scene.judge(CALL)).reservation().holds(),
                List.of("max_tokens=512: budget:b")));
  }

  @Test
  void takesTheShortestOfSeveralBudgetsButNeverLessThanTheFloor() {
    Budget a = budget("a", SHORTEN);
    Budget b = budget("b", new Rung.Shorten(Share.of("0.1"), 300));
    Budget c = budget("c", new Rung.Shorten(Share.of("0.1"), 1));

    assertThat(reshaped(new Scene().with(a, b).spent(a, 80_000).spent(b, 10_000).judge(CALL)))
        .isEqualTo(300);
    assertThat(reshaped(new Scene().with(c).spent(c, 10_000).judge(CALL))).isEqualTo(256);
  }

  @Test
  void doesNotShortenAnswersThatMustBeWhole() {
    Budget budget = budget("b", SHORTEN);
    Scene scene = new Scene().with(budget).spent(budget, 85_000);

    assertThat(scene.judge(CALL.uncuttable("structured output"))).isInstanceOf(Verdict.Allow.class);
    assertThat(scene.spent(budget, 20_000).judge(CALL.uncuttable("structured output")))
        .isInstanceOf(Verdict.Refuse.class);
  }

  @Test
  void leavesACallerWhoAsksForLessAlone() {
    Budget budget = budget("b", SHORTEN);

    assertThat(new Scene().with(budget).spent(budget, 85_000).judge(Call.of(100, 500)))
        .isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void substitutesTheNamedModelFromItsThresholdOn() {
    Budget budget = budget("b", SUBSTITUTE);
    Scene scene = new Scene().with(budget).spent(budget, 90_000);

    Verdict.Substitute verdict = substituted(scene.judge(CALL));

    assertThat(verdict.model()).isEqualTo("small");
    assertThat(verdict.maxTokens()).isEmpty();
    assertThat(verdict.reservation().amount()).isEqualTo(Money.ofPicos(1_100));
    assertThat(verdict.reservation().notes()).containsExactly("substituted big by small: budget:b");
  }

  @Test
  void shortensTheSubstituteToo() {
    Budget budget = budget("b", SHORTEN, SUBSTITUTE);

    assertThat(substituted(new Scene().with(budget).spent(budget, 95_000).judge(CALL)).maxTokens())
        .isEqualTo(OptionalLong.of(512));
  }

  @Test
  void doesNotSubstituteAModelThatCostsAsMuch() {
    Budget budget = budget("b", new Rung.Substitute(Share.of("0.1"), "big"));

    assertThat(new Scene().with(budget).spent(budget, 50_000).judge(CALL))
        .isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void refusesWhenTheSubstituteHasNoRoomEither() {
    Budget budget = budget("b", SUBSTITUTE);
    Scene scene = new Scene().with(budget).spent(budget, 109_700);

    assertThat(scene.judge(CALL))
        .isInstanceOfSatisfying(
            Verdict.Refuse.class,
            refuse -> assertThat(refuse.refusal().kind()).isEqualTo(Kind.BUDGET_SPENT));
  }

  @Test
  void judgesTheSubstituteByItsOwnRules() {
    Budget budget = budget("b", SUBSTITUTE);
    Limit onSmall =
        Limit.of(
            "small-calls",
            Scope.where(Condition.in("model", "small")),
            Measure.REQUESTS,
            Window.parse("hour UTC"),
            1);
    Scene scene = new Scene().with(budget).with(onSmall).spent(budget, 90_000);

    assertThat(substituted(scene.judge(CALL)).reservation().holds())
        .extracting(hold -> hold.balance().rule())
        .containsExactly(budget.counter(), onSmall.counter());
    assertThat(scene.spent(onSmall, 1).judge(CALL)).isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void onlyTellsWhatALadderInShadowModeWouldDo() {
    Budget shortens = budget("a", SHORTEN).with(Rule.Mode.SHADOW);
    Budget substitutes = budget("b", SUBSTITUTE).with(Rule.Mode.SHADOW);
    Scene scene = new Scene().with(shortens, substitutes);

    Verdict verdict = scene.spent(shortens, 85_000).spent(substitutes, 95_000).judge(CALL);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Allow.class,
            allow ->
                assertThat(allow.reservation().notes())
                    .containsExactly(
                        "shadow budget:a: would shorten to max_tokens=512",
                        "shadow budget:b: would try small"));
  }

  @Test
  void takesSharesOfTheRaisedLimit() {
    Budget budget = budget("b", SHORTEN);
    Scene scene = new Scene().with(budget).spent(budget, 85_000);
    scene.raises.add(
        new Raise(
            "b",
            "",
            Amount.usd(Total.of(100_000)),
            "cfo",
            "launch",
            Scene.NOW,
            Scene.NOW.plusSeconds(5)));

    assertThat(scene.judge(CALL.tagged(Map.of()))).isInstanceOf(Verdict.Allow.class);
  }
}
