package dev.weir.app.warm;

import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Engine;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.HttpListener;
import dev.weir.base.http.ListenerLimits;
import dev.weir.base.http.Origin;
import dev.weir.base.segment.FileDisk;
import dev.weir.base.segment.JournalException;
import dev.weir.flow.credential.Credentials;
import dev.weir.flow.edge.CallDesk;
import dev.weir.flow.edge.DataPlane;
import dev.weir.flow.edge.Deferred;
import dev.weir.flow.edge.EdgeLimits;
import dev.weir.flow.edge.FeedbackDesk;
import dev.weir.flow.edge.Tracing;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.health.Circuits;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.ledger.LedgerOpening;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.upstream.ProviderClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A gateway made of the same classes on the same event loops, with its own journal in a folder of
/// its own, which carries pretended calls for a short time and is then thrown away.
public final class WarmUp {
  /// Enough for the call path to be compiled.
  public static final int CALLS_MAX = 6_000;

  private static final JournalConfig JOURNAL =
      new JournalConfig(
          JournalConfig.Mode.PROCESS,
          1 << 20,
          4_096,
          4 << 10,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          false);
  private static final EdgeLimits EDGE =
      new EdgeLimits(true, Duration.ofSeconds(5), 1 << 20, Duration.ofSeconds(10), 1 << 20);
  private static final Duration HEAD_WITHIN = Duration.ofSeconds(5);
  private static final String LOOPBACK = "127.0.0.1";

  private final Engine engine;
  private final Executor counting;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final System.Logger log;

  /// @param counting where counting of tokens may block
  /// @param random for secrets and call ids; thread-safe
  public WarmUp(
      Engine engine,
      Executor counting,
      InstantSource clock,
      RandomGenerator random,
      System.Logger log) {
    this.engine = engine;
    this.counting = counting;
    this.clock = clock;
    this.random = random;
    this.log = log;
  }

  /// Calls for at most this long. What keeps it from doing so is logged: the gateway can do
  /// without.
  ///
  /// @param folder for the journal; deleted before and afterwards
  public void run(Path folder, Duration atMost) {
    try {
      delete(folder);
      try {
        call(folder, atMost);
      } finally {
        delete(folder);
      }
    } catch (JournalException | UncheckedIOException | IllegalStateException failure) {
      log.log(
          System.Logger.Level.WARNING,
          "warm-up: not done, the first calls will be slower: " + failure.getMessage(),
          failure);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(Path folder, Duration atMost) throws InterruptedException {
    PretendedBooks books = PretendedBooks.make(random);
    try (Journal journal = Journal.open(FileDisk.own(folder), JOURNAL, clock, log)) {
      Ledger ledger = LedgerOpening.open(journal, clock, _ -> {}).ledger();
      journal.start(() -> {});
      enforce(ledger, books.snapshot().rules());
      try (HttpListener provider = listener(new PretendedProvider());
          HttpClient towards = new HttpClient(engine, ClientLimits.DEFAULT);
          HttpListener plane = listener(plane(books, ledger, towards, provider.port()));
          HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT)) {
        Callers callers =
            new Callers(
                client, new Origin(false, LOOPBACK, plane.port()), books.secret(), CALLS_MAX);
        callers.call(engine.loops(), atMost);
        say(callers);
      }
    }
  }

  private void enforce(Ledger ledger, RuleBook rules) throws InterruptedException {
    ledger.enforce(
        rules,
        new Entry.BookOpened("rules", rules.version(), clock.instant(), "warm-up", rules.json()),
        (_, rule, at) -> new Entry.Armed(rule.counter(), at, rule.measure(), List.of()));
  }

  private DataPlane plane(PretendedBooks books, Ledger ledger, HttpClient client, int provider) {
    return DataPlane.over(
        new ProviderClients(Map.of("warm-up-openai", client, "warm-up-anthropic", client)),
        Credentials.fixed(
            Map.of(
                "warm-up-openai", PretendedBooks.PROVIDER_KEY,
                "warm-up-anthropic", PretendedBooks.PROVIDER_KEY)),
        HEAD_WITHIN,
        books::snapshot,
        PretendedBooks.routes(new Origin(false, LOOPBACK, provider)),
        ledger,
        EDGE,
        counting,
        System::nanoTime,
        random,
        new Unheard(log),
        TargetHealth.of(new Circuits(_ -> {})),
        CallDesk.NONE,
        FeedbackDesk.NONE,
        Tracing.OFF,
        new Paces(System::nanoTime, (_, _) -> {}),
        new Deferred((_, _) -> {}));
  }

  private HttpListener listener(HttpListener.Receiver receiver) {
    return HttpListener.start(engine, ListenerLimits.DEFAULT, LOOPBACK, 0, receiver);
  }

  private void say(Callers callers) {
    String said = "warm-up: %,d pretended calls".formatted(callers.answered());
    callers
        .unexpected()
        .ifPresentOrElse(
            what -> log.log(System.Logger.Level.WARNING, said + ", then " + what),
            () -> log.log(System.Logger.Level.INFO, said));
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the warm-up's folder " + folder + " cannot be deleted", e);
    }
  }
}
