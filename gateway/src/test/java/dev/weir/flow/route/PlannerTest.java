package dev.weir.flow.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.Wire;
import dev.weir.flow.identity.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The same call goes the same way everywhere.
class PlannerTest {
  private static final Traits CALL = call(Map.of());

  private static Traits call(Map<String, String> tags) {
    return new Traits(Tags.of(tags), Wire.OPENAI_CHAT, true, false, false, 500);
  }

  private static List<String> plan(String json, Traits call, long draw) {
    return Planner.plan(
            "support", Route.parse(json.getBytes(UTF_8)), call, draw, Planner.Crowd.NONE)
        .stream()
        .map(choice -> choice.path() + " " + choice.target())
        .toList();
  }

  private static String first(String json, Traits call, long draw) {
    return plan(json, call, draw).getFirst();
  }

  private static String split(int a, int b, String by) {
    return """
    {"split":[{"arm":"a","weight":%d,"target":"p/a"},{"arm":"b","weight":%d,"target":"p/b"}]%s}\
    """
        .formatted(a, b, by.isEmpty() ? "" : ",\"by\":\"%s\"".formatted(by));
  }

  @Test
  void aFallbackIsGoneInItsOrderAndNoTargetTwice() {
    String json =
        """
        {"fallback":[{"target":"p/x"},{"fallback":[{"target":"q/y"},{"target":"p/x"}]},{"target":"r/z"}]}\
        """;

    assertThat(plan(json, CALL, 1)).containsExactly("1 p/x", "2.1 q/y", "3 r/z");
  }

  @Test
  void aFallbackThatRequiresAProofLeavesOutWhatHasNone() {
    String json =
        """
        {"fallback":[{"target":"p/x"},{"target":"q/y"},{"target":"r/z","proof":"ev_1"}],"proof_required":true}\
        """;

    assertThat(plan(json, CALL, 1)).containsExactly("1 p/x", "3 r/z");
  }

  @Test
  void aPoolIsTriedInTheOrderOfTheRoomThereIsAndEqualsTakeTurns() {
    Route pool =
        Route.parse(
            "{\"pool\":[{\"target\":\"p/x\"},{\"target\":\"q/x\"},{\"target\":\"r/x\"}]}"
                .getBytes(UTF_8));
    Map<String, Double> crowds = Map.of("p/x", 1.5, "q/x", 0.2, "r/x", 0.9);

    assertThat(
            Planner.plan(
                    "support",
                    pool,
                    CALL,
                    1,
                    target -> Objects.requireNonNull(crowds.get(target.toString())))
                .stream()
                .map(each -> each.path() + " " + each.target()))
        .containsExactly("2 q/x", "3 r/x", "1 p/x");
    assertThat(
            LongStream.range(0, 100)
                .mapToObj(draw ->
                    Planner.plan("support", pool, CALL, draw, Planner.Crowd.NONE)
                        .getFirst()
                        .target()
                        .toString()))
        .contains("p/x", "q/x", "r/x");
  }

  @Test
  void theFirstCaseThatHoldsIsTaken() {
    String json =
        """
        {"when":[{"if":{"tags":{"team":["red"]},"stream":true},"target":"p/red"},
        {"if":{"body_bytes":{"min":501}},"target":"p/long"},
        {"if":{"tags":{"team":[]}},"target":"p/team"}],"otherwise":{"target":"p/other"}}\
        """;

    assertThat(plan(json, call(Map.of("team", "red")), 1)).containsExactly("1 p/red");
    assertThat(plan(json, call(Map.of("team", "blue")), 1)).containsExactly("3 p/team");
    assertThat(plan(json, CALL, 1)).containsExactly("otherwise p/other");
    Traits longer = new Traits(Tags.of(Map.of()), Wire.OPENAI_CHAT, false, true, true, 501);
    assertThat(plan(json, longer, 1)).containsExactly("2 p/long");
  }

  @Test
  void aSplitFollowsItsWeights() {
    Random random = new Random(7);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      seen.merge(first(split(9, 1, ""), CALL, random.nextLong()), 1, Integer::sum);
    }

    assertThat(seen.get("b p/b")).isBetween(1_800, 2_200);
  }

  @Test
  void anArmOfNoWeightIsNeverTaken() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      assertThat(first(split(0, 1, ""), CALL, random.nextLong())).isEqualTo("b p/b");
    }
  }

  @Test
  void equalValuesOfATagGoTheSameWayWhateverIsDrawn() {
    Random random = new Random(7);
    Map<String, Integer> seen = new HashMap<>();
    for (int session = 0; session < 4_000; session++) {
      Traits call = call(Map.of("session", "s" + session));
      String arm = first(split(3, 1, "session"), call, random.nextLong());
      seen.merge(arm, 1, Integer::sum);
      assertThat(first(split(3, 1, "session"), call, random.nextLong())).isEqualTo(arm);
    }

    assertThat(seen.get("b p/b")).isBetween(850, 1_150);
  }

  @Test
  void callsWithoutTheTagAreDrawnEachForItself() {
    Random random = new Random(7);

    assertThat(random.longs(100).mapToObj(draw -> first(split(1, 1, "session"), CALL, draw)))
        .contains("a p/a", "b p/b");
  }

  @Test
  void aLargerWeightTakesFromItsNeighbourOnly() {
    int moved = 0;
    for (int session = 0; session < 4_000; session++) {
      Traits call = call(Map.of("session", "s" + session));
      String before = first(split(50, 50, "session"), call, 1);
      String after = first(split(60, 40, "session"), call, 1);
      assertThat(before.startsWith("a") && after.startsWith("b")).isFalse();
      moved += before.equals(after) ? 0 : 1;
    }

    assertThat(moved).isBetween(320, 480);
  }

  /// The hash is part of the contract: a change would move every session.
  @Test
  void theHashIsPinned() {
    StringBuilder arms = new StringBuilder();
    for (int session = 0; session < 24; session++) {
      arms.append(
          first(split(1, 1, "session"), call(Map.of("session", "s" + session)), 1).charAt(0));
    }

    assertThat(arms).hasToString("aabaaaababbabaaaabbbaaab");
  }
}
