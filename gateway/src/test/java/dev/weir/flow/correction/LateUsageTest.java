package dev.weir.flow.correction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.base.store.Database;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.correction.Correcting.Figure;
import dev.weir.flow.correction.Correcting.Outcome;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Served;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.AttemptId;
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
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.projection.EndedAttempts;
import dev.weir.flow.projection.EndedAttempts.DeferredAttempt;
import dev.weir.flow.projection.EndedAttempts.EndedAttempt;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Tables;
import java.math.BigDecimal;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                    {"meter": "output", "usd": "2", "per": 1000}]},
                   {"provider": "openai", "id": "batched-1", "prices": [
                    {"meter": "input", "usd": "1", "per": 1000},
                    {"meter": "output", "usd": "2", "per": 1000},
                    {"meter": "input", "tier": "batch", "usd": "0.5", "per": 1000},
                    {"meter": "input", "tier": "batch", "usd": "0.8", "per": 1000,
                     "above_input_tokens": 100, "context_tier": "cliff"},
                    {"meter": "output", "tier": "batch", "usd": "1", "per": 1000}]}]}
                  """)));
  private static final Usage TOLD = Usage.of(7, 3, Provenance.REPORTED);
  private static final Money TRUE_COST = Money.ofPicos(13_000_000_000L);
  private static final Money BOUND = Money.ofPicos(2_000_000_000_000L);

  @TempDir Path folder;

  private final List<Correction> corrections = Collections.synchronizedList(new ArrayList<>());
  private final List<String> unbooked = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> defects = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger learnt = new AtomicInteger();
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
    correcting =
        new Correcting(ledger, journal, loader, ended, corrections::add, new ReentrantLock());
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
    told(call, List.of(new Served(TOLD, served, "default", false)), times);
  }

  private void told(CallId call, List<Served> served, int times) {
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      LateUsage late = new LateUsage(correcting, new Book(), blocking, unbooked::add, defects::add);
      for (int i = 0; i < times; i++) {
        threads.execute(() -> late.told(new AttemptId(call, 1), served, learnt::incrementAndGet));
      }
    }
    assertThat(defects).isEmpty();
  }

  private record Book() implements LateUsage.Prices {
    @Override
    public PriceLookup find(String provider, String model, Instant at) {
      return PRICES.find(provider, model, at);
    }

    @Override
    public String version() {
      return PRICES.version();
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
    assertThat(learnt).hasPositiveValue();
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
            call, 1, _ -> new Figure.Better(TOLD, invoiced, "invoice", "ada", "it says so"));

    told(call, "slow-1", 1);

    assertThat(said).isInstanceOf(Correcting.Done.class);
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
        .satisfies(why -> assertThat(why).contains("was told late and has no price"));
    assertThat(known(call).cost()).isEqualTo(BOUND);
  }

  @Test
  void aFigureThatHasNoPriceLeavesWhatIsKnownAndSaysWhy() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "slow-1");

    Outcome outcome = correcting.correct(call, 1, _ -> new Figure.Unpriced("has no price"));

    assertThat(outcome).isEqualTo(new Correcting.Unpriced(known(call), "has no price"));
    assertThat(corrections).isEmpty();
    assertThat(known(call).cost()).isEqualTo(BOUND);
    assertThat(known(call).corrected()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow-1", "op:openai.batches"})
  void isNotBookedWhereItIsBeyondTheRangeOfACharge(String asked) throws InterruptedException {
    CallId call = call(Ending.DEFERRED, asked);
    Usage beyond = Usage.of(Long.MAX_VALUE, 0, Provenance.REPORTED);

    told(call, List.of(new Served(beyond, "batched-1", "batch", false)), 1);

    assertThat(unbooked)
        .singleElement()
        .satisfies(
            why -> assertThat(why).endsWith("was told late and is beyond the range of a charge"));
    assertThat(corrections).isEmpty();
    assertThat(learnt).hasValue(0);
    assertThat(known(call).cost()).isEqualTo(BOUND);
  }

  @Test
  void isAwaitedForWhatEndedBeforeItsAnswer() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "slow-1");
    assertThat(loader.awaitLoaded(journal.durablePosition(), Duration.ofSeconds(30))).isTrue();

    assertThat(ended.deferred(AT)).containsExactly(awaited(call, false));
    assertThat(ended.deferred(AT.plusSeconds(3))).isEmpty();

    told(call, "slow-1", 1);

    assertThat(ended.deferred(AT)).containsExactly(awaited(call, true));
  }

  private static DeferredAttempt awaited(CallId call, boolean corrected) {
    return new DeferredAttempt(
        new AttemptId(call, 1),
        AT.plusSeconds(1),
        "openai.responses",
        "key_a",
        "openai",
        "resp_1",
        corrected);
  }

  private static Served batched(String model, int input, int output) {
    return new Served(Usage.of(input, output, Provenance.REPORTED), model, "batch", false);
  }

  @Test
  void isChargedAnswerByAnswerAtThePricesOfABatch() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "op:openai.batches");

    told(call, List.of(batched("batched-1", 100, 10), batched("batched-1", 101, 10)), 1);

    assertThat(unbooked).isEmpty();
    assertThat(known(call).cost()).isEqualTo(Money.usd(new BigDecimal("0.1508")));
    assertThat(known(call).usage().input()).isEqualTo(201);
    assertThat(known(call).usage().output()).isEqualTo(20);
    Charge charge = corrections.getFirst().charge();
    assertThat(charge.lines()).extracting(Charge.Line::quantity).containsExactly(100L, 20L, 101L);
    assertThat(charge.unpriced()).isEmpty();
  }

  @Test
  void saysThatOneSumCannotTellTheContextOfEachRequest() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "op:openai.batches");
    Usage sum = Usage.of(201, 20, Provenance.REPORTED);

    told(call, List.of(new Served(sum, "batched-1", "batch", true)), 1);

    assertThat(known(call).cost()).isEqualTo(Money.usd(new BigDecimal("0.1808")));
    assertThat(corrections.getFirst().charge().unpriced()).containsExactly("context_tier");
  }

  @ParameterizedTest
  @CsvSource({
    "slow-1, model 'slow-1' of provider openai has no price at tier 'batch'",
    "unheard-of, unheard-of",
    "'', its answer names no model",
  })
  void leavesADeclaredPriceThatTheBookCannotBetter(String model, String why)
      throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "op:openai.batches");

    told(call, List.of(batched("batched-1", 7, 3), batched(model, 7, 3)), 1);

    assertThat(corrections).isEmpty();
    assertThat(learnt).hasValue(0);
    assertThat(known(call).cost()).isEqualTo(BOUND);
    assertThat(unbooked)
        .singleElement()
        .satisfies(said ->
            assertThat(said).contains("was told late and stays charged what was declared", why));
  }

  @Test
  void isNothingWhereNoRequestOfABatchWasBilled() throws InterruptedException {
    CallId call = call(Ending.DEFERRED, "op:openai.batches");

    told(call, List.of(), 1);

    assertThat(known(call).cost()).isEqualTo(Money.ZERO);
  }
}
