package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.health.Standing;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.RetryRules;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.RoutingRules;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.OutputFloors;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a call goes from attempt to attempt, and what ends it between them.
class AttemptsTest {
  private static final RetryRules USUAL = RetryRules.USUAL;

  private static Scene scene(RetryRules rules, String... targets) {
    Route route = new Route.Fallback(List.of(targets).stream().map(SimBooks::to).toList(), false);
    return new Scene(
        1,
        new Routes(
            SimBooks.providers(),
            Map.of("support", route),
            new RoutingRules(rules, RetryRules.ONCE)));
  }

  private static Scene twoTargets() {
    return scene(USUAL, "open/gpt-4o-mini", "open2/dear");
  }

  private static RetryRules rules(Duration total, Duration firstToken, boolean hold) {
    return new RetryRules(
        4, 2, total, firstToken, Duration.ofMillis(250), Duration.ofSeconds(5), hold);
  }

  private static RuleBook budget(long picos) {
    return RuleBook.of(
        List.of(Budget.of("b", Scope.EVERY_CALL, Window.parse("day UTC"), Total.of(picos))),
        List.of(),
        List.of(),
        new OutputFloors(10, new TreeMap<>()),
        RuleBook.Unpriced.REFUSE);
  }

  private static void assertAtRest(Scene scene) {
    assertThat(scene.ledger.open()).isZero();
    assertThat(scene.underWay.count()).isZero();
  }

  @Test
  void aPolicysNoEndsTheCallWhereADearerTargetWouldPassTheStop() {
    Scene scene = twoTargets();
    scene.enforce(budget(1_000_000_000L));
    scene.fates.put("open", Fate.REFUSED);
    SimCaller caller = scene.call(true, false, "support");
    scene.finish();

    assertThat(caller.status()).isEqualTo(402);
    assertThat(scene.told).hasSize(1);
    assertThat(scene.refusals)
        .singleElement()
        .satisfies(it -> assertThat(it.kind()).isEqualTo(Refusal.Kind.BUDGET_SPENT));
    assertAtRest(scene);
  }

  @Test
  void aPolicysNoToTheFirstAttemptHasNoCheaperTargetTried() {
    Scene scene = scene(USUAL, "open/dear", "open2/gpt-4o-mini");
    scene.enforce(budget(1_000_000_000L));
    SimCaller caller = scene.call(true, false, "support");
    scene.finish();

    assertThat(caller.status()).isEqualTo(402);
    assertThat(scene.told).isEmpty();
    assertAtRest(scene);
  }

  @Test
  void eachAttemptSaysInTheRecordWhyItIs() {
    Scene scene = twoTargets();
    scene.fates.put("open", Fate.STATUS_500);
    scene.call(true, false, "support");
    scene.finish();

    assertThat(scene.told)
        .extracting(told ->
            "%s by %s".formatted(told.reserved().course().cause(), told.reserved().course().path()))
        .containsExactly("first by 1", "retry by 1", "fallback:server by 2");
  }

  @Test
  void aModelsOwnNameIsTriedOnceAndByNoWay() {
    Scene scene = twoTargets();
    scene.fates.put("open", Fate.STATUS_529);
    SimCaller caller = scene.call(true, false, "large");
    scene.finish();

    assertThat(caller.status()).isEqualTo(529);
    assertThat(scene.told)
        .singleElement()
        .satisfies(
            told -> assertThat(told.reserved().course()).isEqualTo(Course.first("openai.chat")));
  }

  @Test
  void aCallerThatLeavesBetweenTwoAttemptsEndsTheCall() {
    Scene scene = scene(USUAL, "open/gpt-4o-mini");
    scene.fates.put("open", Fate.STATUS_529);
    SimCaller caller = scene.call(true, false, "support");
    scene.pass(Duration.ofMillis(60));
    assertThat(scene.told).hasSize(1);
    assertThat(scene.underWay.count()).as("a call between its attempts").isOne();
    caller.leave();
    scene.pass(Duration.ofSeconds(2));

    assertThat(scene.told).hasSize(1);
    assertThat(caller.kept()).isFalse();
    assertAtRest(scene);
  }

  @Test
  void aGatewayThatEndsEndsACallBetweenItsAttempts() {
    Scene scene = scene(USUAL, "open/gpt-4o-mini");
    scene.fates.put("open", Fate.STATUS_529);
    SimCaller caller = scene.call(true, false, "support");
    scene.pass(Duration.ofMillis(60));
    scene.underWay.endAll();
    scene.pass(Duration.ofSeconds(2));

    assertThat(caller.status()).isEqualTo(503);
    assertThat(scene.told).hasSize(1);
    assertAtRest(scene);
  }

  @Test
  void theWholeCallHasATime() {
    Scene scene =
        scene(rules(Duration.ofSeconds(2), Duration.ZERO, true), "open/large", "open2/large");
    scene.fates.put("open", Fate.SILENT_HEAD);
    SimCaller caller = scene.call(true, false, "support");
    scene.finish();

    assertThat(caller.status()).isEqualTo(504);
    assertThat(scene.told)
        .singleElement()
        .satisfies(told ->
            assertThat(((Entry.Settled) told.ended()).ending()).isEqualTo(Ending.TIMED_OUT));
    assertAtRest(scene);
  }

  @Test
  void aStreamThatIsSeenMayLastLongerThanThat() {
    Scene scene =
        scene(rules(Duration.ofMillis(27), Duration.ZERO, true), "open/large", "open2/large");
    SimCaller caller = scene.call(true, true, "support");
    scene.finish();

    assertThat(caller.complete()).isTrue();
    assertThat(scene.told).hasSize(1);
  }

  @Test
  void aStreamWithoutATokenInItsTimeIsLeftForAnother() {
    RetryRules quick = rules(Duration.ofMinutes(1), Duration.ofMillis(500), true);
    Scene scene = scene(quick, "open/large", "open2/large");
    scene.fates.put("open", Fate.SILENT_EARLY);
    SimCaller caller = scene.call(true, true, "support");
    scene.pass(Duration.ofMillis(700));

    assertThat(caller.answerHeaders().get("x-weir-provider")).contains("open2");
    scene.finish();
    assertThat(((Entry.Settled) scene.told.getFirst().ended()).ending())
        .isEqualTo(Ending.TIMED_OUT);
    assertAtRest(scene);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theBeginningOfAStreamWaitsForItsFirstTokenOnlyWhileAnotherTargetIsLeft(boolean another) {
    Scene scene = another ? scene(USUAL, "open/large", "open2/large") : scene(USUAL, "open/large");
    scene.fates.put("open", Fate.SILENT_EARLY);
    SimCaller caller = scene.call(true, true, "support");
    scene.pass(Duration.ofMillis(200));

    assertThat(caller.status()).isEqualTo(another ? 0 : 200);
    scene.finish();
    assertThat(caller.aborted()).isEqualTo(!another);
  }

  @Test
  void holdingCanBeSwitchedOff() {
    RetryRules open = rules(Duration.ofMinutes(1), Duration.ZERO, false);
    Scene scene = scene(open, "open/large", "open2/large");
    scene.fates.put("open", Fate.SILENT_EARLY);
    SimCaller caller = scene.call(true, true, "support");
    scene.finish();

    assertThat(caller.aborted()).isTrue();
    assertThat(scene.told).hasSize(1);
  }

  @Test
  void aTargetWhoseCircuitIsOpenIsPassedOver() {
    Scene scene = twoTargets();
    scene.fates.put("open", Fate.REFUSED);
    for (int i = 0; i < 10; i++) {
      scene.call(true, false, "support");
      scene.finish();
    }
    assertThat(scene.turns).last().satisfies(it -> assertThat(it.now()).isEqualTo(Standing.OPEN));
    scene.told.clear();
    SimCaller caller = scene.call(true, false, "support");
    scene.finish();

    assertThat(caller.answerHeaders().get("x-weir-attempts")).contains("1");
    assertThat(scene.told)
        .singleElement()
        .satisfies(told -> assertThat(told.reserved().provider()).isEqualTo("open2"));
  }

  @Test
  void aCircuitLeavesNoCallWithoutATarget() {
    Scene scene = scene(USUAL, "open/large");
    scene.fates.put("open", Fate.REFUSED);
    for (int i = 0; i < 10; i++) {
      scene.call(true, false, "support");
      scene.finish();
    }
    scene.fates.clear();
    SimCaller caller = scene.call(true, false, "support");
    scene.finish();

    assertThat(caller.status()).isEqualTo(200);
  }

  @Test
  void aRouteWithoutATargetOfTheCallsWireIsRefusedByItsName() {
    Scene scene = twoTargets();
    SimCaller caller =
        scene.call("/v1/messages/count_tokens", Wires.request(false, false, "support", 50, "hi"));
    scene.finish();

    assertThat(caller.status()).isEqualTo(404);
    assertThat(new String(caller.received(), UTF_8))
        .contains(
            "the route 'support' has no target for this call that speaks anthropic.count_tokens");
  }

  @Test
  void aCallThatNoTargetCanBeToldIsRefusedByItsFieldAndHoldsNothing() {
    Scene scene = scene(USUAL, "anth/gpt-4o-mini", "anth2/dear");
    SimCaller caller = scene.call("/v1/chat/completions", seeded());
    scene.finish();

    assertThat(caller.status()).isEqualTo(400);
    assertThat(new String(caller.received(), UTF_8))
        .contains("not_carried", "anth/gpt-4o-mini", "anth2/dear", "`seed`", "providers.anth.drop");
    assertThat(scene.told).isEmpty();
    assertAtRest(scene);
  }

  private static byte[] seeded() {
    return new String(Wires.request(false, false, "support", 50, "hello"), UTF_8)
        .replace("\"messages\"", "\"seed\":7,\"messages\"")
        .getBytes(UTF_8);
  }

  @Test
  void aTargetThatCannotBeToldIsPassedOverAndIsNoAttempt() {
    Scene scene = scene(USUAL, "anth/gpt-4o-mini", "open2/dear");
    SimCaller caller = scene.call("/v1/chat/completions", seeded());
    scene.finish();

    assertThat(caller.status()).isEqualTo(200);
    assertThat(scene.told)
        .singleElement()
        .satisfies(told -> {
          assertThat(told.reserved().provider()).isEqualTo("open2");
          assertThat(told.reserved().attempt()).isOne();
          assertThat(told.reserved().course().wire()).isEqualTo("openai.chat");
        });
    assertAtRest(scene);
  }

  @Test
  void aTargetOfAnotherWireIsAskedInIts() {
    Scene scene = scene(USUAL, "open/gpt-4o-mini", "anth2/dear");
    scene.fates.put("open", Fate.REFUSED);
    SimCaller caller = scene.call(true, true, "support");
    scene.finish();

    assertThat(caller.complete()).isTrue();
    assertThat(new String(caller.received(), UTF_8)).endsWith("data: [DONE]\n\n");
    assertThat(scene.told)
        .extracting(told -> told.reserved().course().wire())
        .containsExactly("openai.chat", "anthropic.messages");
    assertAtRest(scene);
  }
}
