package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.entry.Entry;
import dev.weir.flow.pace.GateStanding;
import dev.weir.flow.pace.PaceRules;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.RetryRules;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.RoutingRules;
import dev.weir.flow.rule.RuleBook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Calls that wait for the limits of their targets. An answer takes its provider some milliseconds.
class PacingTest {
  private static final Route TWO =
      new Route.Fallback(
          List.of(SimBooks.to("open/gpt-4o-mini"), SimBooks.to("open2/dear")), false);
  private static final Route POOL =
      new Route.Pool(
          List.of(
              (Route.To) SimBooks.to("open/gpt-4o-mini"), (Route.To) SimBooks.to("open2/dear")));

  private static Scene scene(Route route, RetryRules rules) {
    return new Scene(
        1,
        new Routes(
            SimBooks.providers(),
            Map.of("support", route),
            new RoutingRules(rules, RetryRules.ONCE)));
  }

  /// @param atOnce at each of these providers
  private static Scene scene(Route route, int atOnce, int waiting, String... providers) {
    Scene scene = scene(route, RetryRules.USUAL);
    PaceRules rules =
        new PaceRules(
            true,
            Duration.ofSeconds(2),
            waiting,
            List.of(new PaceRules.Limit(List.of(), 0, 0, atOnce)));
    Map<String, PaceRules> all =
        providers.length == 1
            ? Map.of(providers[0], rules)
            : Map.of(providers[0], rules, providers[1], rules);
    scene.paces.by(all);
    return scene;
  }

  private static void assertAtRest(Scene scene) {
    assertThat(scene.ledger.open()).isZero();
    assertThat(scene.underWay.count()).isZero();
    assertThat(scene.paces.standings())
        .allSatisfy(gate -> {
          assertThat(gate.underWay()).isZero();
          assertThat(gate.waiting()).isZero();
        });
  }

  private static GateStanding gate(Scene scene) {
    return scene.paces.standings().getFirst();
  }

  private static List<String> providers(Scene scene) {
    return scene.told.stream().map(each -> each.reserved().provider()).toList();
  }

  @Test
  void aCallWaitsUntilThereIsRoomAndItsRowSaysHowLong() {
    Scene scene = scene(TWO, 1, 100, "open");
    SimCaller first = scene.call(true, true, "support");
    SimCaller second = scene.call(true, true, "support");

    assertThat(gate(scene).waiting()).isEqualTo(1);
    assertThat(scene.underWay.count()).as("who waits is under way").isEqualTo(2);
    scene.finish();

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(200);
    assertThat(providers(scene)).containsExactly("open", "open");
    Entry.Settled waited = (Entry.Settled) scene.told.getLast().ended();
    assertThat(waited.timing().queueMicros()).isPositive();
    Entry.Settled went = (Entry.Settled) scene.told.getFirst().ended();
    assertThat(went.timing().queueMicros()).isZero();
    assertAtRest(scene);
  }

  @Test
  void whatFindsNoPlaceInTheLineGoesToTheNextTarget() {
    Scene scene = scene(TWO, 1, 0, "open");
    scene.call(true, false, "support");
    SimCaller second = scene.call(true, false, "support");
    scene.finish();

    assertThat(second.status()).isEqualTo(200);
    assertThat(scene.told)
        .filteredOn(each -> each.reserved().provider().equals("open2"))
        .singleElement()
        .satisfies(
            each -> assertThat(each.reserved().course().cause()).isEqualTo("fallback:paced"));
    assertAtRest(scene);
  }

  @Test
  void whatMayGoNowhereIsRefusedWithTheReasonAndWhenToComeBackAndOnceInTheLedger() {
    Scene scene = scene(TWO, 1, 0, "open", "open2");
    scene.fates.put("open", Fate.SILENT_HEAD);
    scene.fates.put("open2", Fate.SILENT_HEAD);
    scene.call(true, false, "support");
    scene.call(true, false, "support");
    scene.pass(Duration.ofMillis(500));
    SimCaller third = scene.call(true, false, "support");
    scene.pass(Duration.ofMillis(500));

    assertThat(third.status()).isEqualTo(429);
    assertThat(third.answerHeaders().get("retry-after")).contains("1");
    assertThat(new String(third.received(), UTF_8))
        .contains("provider_limited")
        .contains("the limits of open2/* leave no room: 0 calls wait for it already");
    assertThat(scene.refusals)
        .singleElement()
        .satisfies(it -> assertThat(it.kind()).isEqualTo(Refusal.Kind.PROVIDER_LIMITED));
    assertThat(scene.told).isEmpty();
    scene.finish();
    assertAtRest(scene);
  }

  @Test
  void whoWaitsTooLongGoesToTheNextTarget() {
    Scene scene = scene(TWO, 1, 100, "open");
    scene.fates.put("open", Fate.SILENT_HEAD); // for three seconds
    scene.call(true, false, "support");
    SimCaller second = scene.call(true, false, "support");
    scene.pass(Duration.ofMillis(1_900));
    assertThat(second.status()).isZero();
    scene.pass(Duration.ofMillis(900));

    assertThat(second.status()).isEqualTo(200);
    scene.finish();
    assertAtRest(scene);
  }

  @Test
  void aCallerThatLeavesWhileItWaitsIsSentNowhere() {
    Scene scene = scene(TWO, 1, 100, "open");
    scene.call(true, false, "support");
    SimCaller second = scene.call(true, false, "support");
    second.leave();
    scene.finish();

    assertThat(scene.told).hasSize(1);
    assertThat(scene.refusals)
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("left while the call waited"));
    assertThat(second.kept()).isFalse();
    assertAtRest(scene);
  }

  @Test
  void aGatewayThatEndsTellsWhoWaits() {
    Scene scene = scene(TWO, 1, 100, "open");
    scene.call(true, false, "support");
    SimCaller second = scene.call(true, false, "support");
    scene.underWay.endAll();
    scene.finish();

    assertThat(second.status()).isEqualTo(503);
    assertThat(scene.refusals)
        .anySatisfy(it -> assertThat(it.kind()).isEqualTo(Refusal.Kind.SHUTTING_DOWN));
    assertAtRest(scene);
  }

  @Test
  void aCallWaitsNoLongerThanItMayTake() {
    RetryRules short_ =
        new RetryRules(
            4,
            2,
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofMillis(250),
            Duration.ofSeconds(5),
            true);
    Scene scene = scene(TWO, short_);
    scene.paces.by(
        Map.of(
            "open",
            new PaceRules(
                false,
                Duration.ofSeconds(10),
                100,
                List.of(new PaceRules.Limit(List.of(), 1, 0, 0)))));
    scene.call(true, false, "support");
    SimCaller second = scene.call(true, false, "support");
    scene.pass(Duration.ofMillis(1_100));

    assertThat(second.status()).isEqualTo(504);
    scene.finish();
    assertAtRest(scene);
  }

  @Test
  void whatTheLedgerRefusesLeavesItsPlaceToTheNext() {
    Scene scene = scene(TWO, 1, 100, "open");
    scene.enforce(AttemptsTest.budget(1));
    SimCaller refused = scene.call(true, false, "support");
    scene.finish();

    assertThat(refused.status()).isEqualTo(402);
    assertThat(gate(scene).underWay()).isZero();
    scene.enforce(RuleBook.EMPTY);
    SimCaller next = scene.call(true, false, "support");
    scene.finish();
    assertThat(next.status()).isEqualTo(200);
    assertAtRest(scene);
  }

  @Test
  void thePlacesOfCallsThatFailAreFreeAgain() {
    for (Fate fate : Fate.values()) {
      Scene scene = scene(TWO, 1, 100, "open");
      scene.fates.put("open", fate);
      scene.call(true, true, "support");
      scene.finish();

      assertAtRest(scene);
    }
  }

  @Test
  void aPoolIsAskedWhereThereIsMostRoom() {
    Scene scene = scene(POOL, 3, 100, "open", "open2");
    for (int i = 0; i < 6; i++) {
      scene.call(true, false, "support");
    }
    scene.finish();

    assertThat(providers(scene)).containsOnly("open", "open2");
    assertThat(providers(scene)).filteredOn("open"::equals).hasSize(3);
    assertAtRest(scene);
  }

  @Test
  void aPoolsOtherMemberIsAskedWhenOneFails() {
    Scene scene = scene(POOL, 3, 100, "open", "open2");
    scene.fates.put("open", Fate.STATUS_429);
    List<SimCaller> callers =
        List.of(
            scene.call(true, false, "support"),
            scene.call(true, false, "support"),
            scene.call(true, false, "support"));
    scene.finish();

    assertThat(callers).allSatisfy(each -> assertThat(each.status()).isEqualTo(200));
    assertAtRest(scene);
  }
}
