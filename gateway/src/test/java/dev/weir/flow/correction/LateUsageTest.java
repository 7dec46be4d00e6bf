package dev.weir.flow.correction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.base.store.Database;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.correction.Correcting.Better;
import dev.weir.flow.correction.Correcting.Outcome;
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
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.ledger.Correction;
import dev.weir.flow.ledger.Durability;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.ledger.LedgerOpening;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.projection.EndedAttempts;
import dev.weir.flow.projection.EndedAttempts.DeferredAttempt;
import dev.weir.flow.projection.EndedAttempts.EndedAttempt;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LateUsageTest {
  private static final Instant AT = Instant.parse("2026-03-15T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(AT.plusSeconds(60));
  private static final System.Logger LOG = System.getLogger("test");
  private static final JournalConfig SMALL =
      new JournalConfig(
          JournalConfig.Mode.PROCESS,
          1 << 20,
          1_000,
          1_024,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          false);
  private static final PriceBook PRICES =
      PriceBook.compile(
          List.of(
              Catalogue.parse(
                  """
                  {"format": "weir-prices/1", "name": "own", "contracts": [], "models": [
                   {"provider": "openai", "id": "slow-1", "prices": [
                    {"meter": "input", "usd": "1", "per": 1000},
                    {"meter": "output", "usd": "2", "per": 1000}]}]}
                  """)));
  private static final Usage TOLD = Usage.of(7, 3, Provenance.REPORTED);
  private static final Money TRUE_COST = Money.ofPicos(13_000_000_000L);
  private static final Money BOUND = Money.ofPicos(2_000_000_000_000L);

  @TempDir Path folder;

  private final List<Correction> corrections = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> unbooked = Collections.synchronizedList(new ArrayList<>());
  private Journal journal;
  private Database database;
  private LedgerLoader loader;
  private EndedAttempts ended;
  private Correcting correcting;

  @BeforeEach
  void open() {
    journal = Journal.open(new MemoryDisk(), SMALL, CLOCK, LOG);
    Ledger ledger = LedgerOpening.open(journal, CLOCK, _ -> {}).ledger();
    journal.start(() -> {});
    database = Tables.open(folder.resolve("ledger.duckdb"));
    loader =
        new LedgerLoader(
            new LedgerDatabase(database),
            journal,
            CLOCK,
            LOG,
            new LedgerLoader.Settings(
                100, Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(20)));
    loader.start();
    ended = new EndedAttempts(database);
    correcting = new Correcting(ledger, journal, loader, ended, corrections::add);
  }

  @AfterEach
  void close() {
    loader.close();
    database.close();
    journal.close();
  }

  private CallId call(Ending ending, String model) throws InterruptedException {
    CallId call = new CallId(AT.toEpochMilli(), 1);
    CallFacts facts =
        new CallFacts(
            new Principal("key_a", Tags.of(Map.of("use_case", "slow")), false),
            "openai.responses",
            model,
            false,
            "primary",
            Optional.empty(),
            10);
    journal.append(
        new Entry.Reserved(
            call,
            1,
            AT,
            facts,
            "openai",
            model,
            BOUND,
            1_000,
            List.of(),
            List.of(),
            "p1",
            "r1",
            Course.first("openai.responses")),
        Acknowledgement.NONE);
    Charge charge =
        new Charge(
            BOUND,
            List.of(new Charge.Line(Meter.OUTPUT, 1_000, Money.ofPicos(2_000_000_000L), BOUND)),
            List.of(),
            PRICES.version());
    Durability durable = new Durability();
    journal.appendEnding(
        new Entry.Settled(
            call,
            1,
            AT.plusSeconds(1),
            Usage.of(0, 1_000, Provenance.ESTIMATED),
            charge,
            "",
            "",
            "resp_1",
            "",
            "",
            200,
            ending,
            Timing.NONE),
        durable);
    durable.await();
    return call;
  }

  /// Tells it from several threads at once, as often, and waits until all is booked.
  private void told(CallId call, String served, int times) {
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      LateUsage late = new LateUsage(correcting, PRICES::find, blocking, unbooked::add);
      for (int i = 0; i < times; i++) {
        threads.execute(() -> late.told(call, 1, TOLD, served, "default"));
      }
    }
  }

  private EndedAttempt known(CallId call) {
    return ended.find(call, 1).orElseThrow();
  }

  @Test
  void isBookedOnceHoweverOftenItIsTold() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "slow-1");

    told(call, "slow-1", 20);
    told(call, "slow-1", 1);

    assertThat(unbooked).isEmpty();
    assertThat(corrections).hasSize(1);
    assertThat(known(call).cost()).isEqualTo(TRUE_COST);
    assertThat(known(call).usage().input()).isEqualTo(7);
    assertThat(known(call).usage().output()).isEqualTo(3);
    assertThat(known(call).corrected()).isTrue();
  }

  @Test
  void leavesWhatAnOperatorHasSaid() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "slow-1");
    Charge invoiced =
        new Charge(
            Money.ofPicos(5),
            List.of(new Charge.Line(Meter.REQUEST, 1, Money.ofPicos(5), Money.ofPicos(5))),
            List.of(),
            PRICES.version());
    Outcome said =
        correcting.correct(
            call, 1, _ -> Optional.of(new Better(TOLD, invoiced, "invoice", "ada", "it says so")));

    told(call, "slow-1", 1);

    assertThat(said).isInstanceOf(Outcome.Done.class);
    assertThat(corrections).hasSize(1);
    assertThat(known(call).cost()).isEqualTo(Money.ofPicos(5));
  }

  @Test
  void isNothingToAnAttemptWhoseAnswerEndedWithIt() throws InterruptedException {
    CallId call = call(Ending.COMPLETE, "slow-1");

    told(call, "slow-1", 1);

    assertThat(corrections).isEmpty();
    assertThat(known(call).cost()).isEqualTo(BOUND);
  }

  @Test
  void isPricedAsWhatWasAskedForWhereTheServedModelHasNoPrice() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "slow-1");

    told(call, "unheard-of", 1);

    assertThat(known(call).cost()).isEqualTo(TRUE_COST);
    assertThat(corrections.getFirst().charge().unpriced()).containsExactly("model unheard-of");
  }

  @Test
  void isNotBookedAtNothingWhereTheBookHasNoPrice() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "unheard-of");

    told(call, "unheard-of", 1);

    assertThat(corrections).isEmpty();
    assertThat(unbooked)
        .singleElement()
        .satisfies(why -> assertThat(why).hasMessageContaining("was told late and has no price"));
    assertThat(known(call).cost()).isEqualTo(BOUND);
  }

  @Test
  void isAwaitedForWhatEndedBeforeItsAnswer() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "slow-1");
    assertThat(loader.awaitLoaded(journal.durablePosition(), Duration.ofSeconds(30))).isTrue();

    assertThat(ended.deferred(AT))
        .containsExactly(new DeferredAttempt(call, 1, "key_a", "openai", "resp_1"));
    assertThat(ended.deferred(AT.plusSeconds(3))).isEmpty();
  }
}
