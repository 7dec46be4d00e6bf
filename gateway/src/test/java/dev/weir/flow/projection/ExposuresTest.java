package dev.weir.flow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.price.Charge;
import dev.weir.flow.projection.Exposures.ArmSum;
import dev.weir.flow.projection.Exposures.Asked;
import dev.weir.flow.projection.Exposures.Unit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Exposures out of seeded calls, added up a second time by the test.
@Timeout(60)
class ExposuresTest {
  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant LATER = START.plusSeconds(1_000_000);
  private static final Asked TRIAL = new Asked("trial", "ticket", LATER);

  @TempDir private Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Unit> expected = new TreeMap<>();
  private Database database;
  private Instant now = START;
  private long nameless;

  @BeforeEach
  void load() {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    for (int i = 0; i < 400; i++) {
      now = now.plusSeconds(1 + random.nextInt(9));
      call("T-" + random.nextInt(60));
    }
    new LedgerDatabase(database).load(SeededCalls.located(entries));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /// Ticket T-7 is in both arms, which no gateway would do.
  private String armOf(String ticket) {
    int number = Integer.parseInt(ticket.substring(2));
    boolean treated = number == 7 ? random.nextBoolean() : number % 3 == 0;
    return treated ? "manual" : "control";
  }

  private void call(String ticket) {
    int dice = random.nextInt(20);
    CallId call = CallId.create(now, random);
    if (dice == 0) {
      nameless++;
      admitted(call, facts(Map.of("experiment", "trial")));
    } else if (dice == 1) {
      admitted(call, facts(Map.of()));
    } else if (dice == 2) {
      admitted(
          call,
          facts(Map.of("experiment", "another", "experiment_arm", "control", "ticket", ticket)));
    } else {
      String arm = armOf(ticket);
      CallFacts facts =
          facts(Map.of("experiment", "trial", "experiment_arm", arm, "ticket", ticket));
      if (arm.equals("manual") || dice == 3) {
        entries.add(
            new Entry.Refused(call, now, facts, "arm_without_ai", "trial", "without", "r1"));
        count(new Unit(ticket, arm, now, 0, 1, Total.ZERO));
      } else {
        count(new Unit(ticket, arm, now, 1, 0, Total.of(admitted(call, facts))));
      }
    }
  }

  private void count(Unit more) {
    expected.merge(
        more.unit() + " " + more.arm(),
        more,
        (one, other) ->
            new Unit(
                one.unit(),
                one.arm(),
                one.first(),
                one.calls() + other.calls(),
                one.refused() + other.refused(),
                one.cost().plus(other.cost())));
  }

  private static CallFacts facts(Map<String, String> more) {
    Map<String, String> tags = new HashMap<>(more);
    tags.put("key", "key_1");
    tags.put("use_case", "support");
    return new CallFacts(
        new Principal("key_1", Tags.of(tags), false),
        "openai.chat",
        "gpt-4o",
        false,
        "primary",
        Optional.empty(),
        100);
  }

  /// A call that may need a second attempt and may be corrected; what it costs in the end.
  private Money admitted(CallId call, CallFacts facts) {
    Money cost = Money.ZERO;
    int attempts = 1 + random.nextInt(2);
    for (int attempt = 1; attempt <= attempts; attempt++) {
      entries.add(
          new Entry.Reserved(
              call,
              attempt,
              now,
              facts,
              "simulator",
              "gpt-4o",
              Money.ofPicos(1_000_000_000_000L),
              100,
              List.of(),
              List.of(),
              "p1",
              "r1",
              Course.first("openai.chat")));
      Charge charge = charge();
      entries.add(
          new Entry.Settled(
              call,
              attempt,
              now,
              usage(),
              charge,
              "",
              "",
              "",
              "",
              "",
              200,
              Ending.COMPLETE,
              Timing.NONE));
      if (random.nextInt(5) == 0) {
        charge = charge();
        entries.add(
            new Entry.Corrected(
                call, attempt, now, usage(), charge, List.of(), "invoice", "ann", "late"));
      }
      cost = cost.plus(charge.total());
    }
    return cost;
  }

  private static Usage usage() {
    return new Usage(10, 0, 0, 0, 0, 0, Map.of(), Provenance.REPORTED);
  }

  private Charge charge() {
    Money price = Money.ofPicos(1 + random.nextInt(1_000_000_000));
    return new Charge(
        price.times(10),
        List.of(new Charge.Line(Meter.INPUT, 10, price, price.times(10))),
        List.of(),
        "p1");
  }

  private List<Unit> units(Asked asked) {
    List<Unit> units = new ArrayList<>();
    new Exposures(database).units(asked, units::add);
    return units;
  }

  @Test
  void everyUnitIsThereWithItsArmItsCallsAndTheirCost() {
    assertThat(units(TRIAL))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected.values())
        .isSortedAccordingTo(Comparator.comparing(Unit::unit).thenComparing(Unit::arm));
  }

  @Test
  void armsAreTheSumsOfTheirUnits() {
    List<ArmSum> arms = new Exposures(database).arms(TRIAL);

    assertThat(arms).extracting(ArmSum::arm).containsExactly("control", "manual");
    for (ArmSum arm : arms) {
      List<Unit> its =
          expected.values().stream().filter(unit -> unit.arm().equals(arm.arm())).toList();
      assertThat(arm)
          .as("seed %d", seed)
          .isEqualTo(
              new ArmSum(
                  arm.arm(),
                  its.size(),
                  its.stream().map(Unit::first).min(Comparator.naturalOrder()).orElseThrow(),
                  its.stream().mapToLong(Unit::calls).sum(),
                  its.stream().mapToLong(Unit::refused).sum(),
                  its.stream().map(Unit::cost).reduce(Total.ZERO, Total::plus)));
    }
  }

  @Test
  void whoWasInTwoArmsAndWhoNamedNoUnitIsCounted() {
    long inTwo =
        expected.values().stream().map(Unit::unit).distinct().count() == expected.size() ? 0 : 1;

    assertThat(new Exposures(database).contaminated(TRIAL)).as("seed %d", seed).isEqualTo(inTwo);
    assertThat(new Exposures(database).withoutUnit(TRIAL).calls())
        .as("seed %d", seed)
        .isEqualTo(nameless);
  }

  @Test
  void whatCameLaterDoesNotCount() {
    assertThat(units(new Asked("trial", "ticket", START))).isEmpty();
    assertThat(units(new Asked("none", "ticket", LATER))).isEmpty();
    assertThat(new Exposures(database).arms(new Asked("none", "ticket", LATER))).isEmpty();
  }
}
