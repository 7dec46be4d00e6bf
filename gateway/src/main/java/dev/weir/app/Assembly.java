package dev.weir.app;

import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Engine;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.HttpListener;
import dev.weir.base.http.ListenerLimits;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Facts;
import dev.weir.flow.edge.DataPlane;
import dev.weir.flow.edge.EdgeLimits;
import dev.weir.flow.journal.FileDisk;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.ledger.Alert;
import dev.weir.flow.ledger.LedgerOpening;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Settled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// A running gateway. Its parts are created top-down and closed in reverse; when one fails to
/// start, those before it are closed.
public final class Assembly implements AutoCloseable {
  private static final Database.Settings FACTS = new Database.Settings(128, 1, 4);
  private static final Database.Settings LEDGER = new Database.Settings(512, 2, 8);
  private static final int ANSWER_BYTES_MAX = 64 << 20;
  private static final Duration SYNC_EVERY = Duration.ofSeconds(1);
  private static final Duration RETRY_EVERY = Duration.ofSeconds(2);
  private static final int ENDING_BYTES = 4 << 10;

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final WeirConfig config;
  private final Map<String, String> environment;
  private final System.Logger log;
  private final InstantSource clock = InstantSource.system();

  private Assembly(WeirConfig config, Map<String, String> environment, System.Logger log) {
    this.config = config;
    this.environment = environment;
    this.log = log;
  }

  /// Starts everything `config` asks for; returns when both planes listen.
  public static Assembly start(
      WeirConfig config, Map<String, String> environment, System.Logger log) {
    Assembly assembly = new Assembly(config, environment, log);
    try {
      assembly.start();
      return assembly;
    } catch (RuntimeException | Error failure) {
      assembly.close();
      throw failure;
    }
  }

  private void start() {
    Path data = directory();
    Books books = books(data);
    Journal journal =
        opened(Journal.open(FileDisk.own(data.resolve("journal")), journalConfig(), clock, log));
    Consumer<Alert> alerts = alert -> log.log(System.Logger.Level.WARNING, alert::toString);
    LedgerOpening opening = LedgerOpening.open(journal, clock, alerts);
    Database database =
        opened(Database.open(data.resolve("ledger.duckdb"), LEDGER, LedgerDatabase.migrations()));
    LedgerLoader loader =
        opened(
            new LedgerLoader(
                new LedgerDatabase(database), journal, clock, log, LedgerLoader.Settings.DEFAULT));
    journal.start(() -> Thread.startVirtualThread(opening.ledger()::snapshot));
    loader.start();
    books.listen(
        new BookKeeper(opening.ledger(), new LedgerHistory(loader, new Settled(database)))
            ::opening);
    Engine engine = opened(Engine.start(Runtime.getRuntime().availableProcessors(), this::bug));
    HttpClient client = opened(new HttpClient(engine, clientLimits()));
    ExecutorService counting = opened(Executors.newVirtualThreadPerTaskExecutor());
    Providers providers = Providers.of(config, environment);
    DataPlane dataPlane =
        DataPlane.over(
            client,
            providers.credentials(),
            config.upstream().head(),
            books,
            providers.routes(),
            opening.ledger(),
            edgeLimits(),
            counting,
            System::nanoTime,
            new SecureRandom(),
            new EdgeSignals(log));
    opened(
        HttpListener.start(
            engine,
            listenerLimits(),
            config.listen().dataPlane().host(),
            config.listen().dataPlane().port(),
            dataPlane));
  }

  private Path directory() {
    try {
      return Files.createDirectories(config.data());
    } catch (IOException e) {
      throw new UncheckedIOException("the data directory " + config.data() + " cannot be used", e);
    }
  }

  private Books books(Path data) {
    Facts facts = opened(Facts.open(data.resolve("facts.duckdb"), FACTS));
    return new Books(facts, clock);
  }

  private JournalConfig journalConfig() {
    JournalConfig.Mode mode =
        switch (config.journal().mode()) {
          case PROCESS -> JournalConfig.Mode.PROCESS;
          case HOST -> JournalConfig.Mode.HOST;
        };
    return new JournalConfig(
        mode,
        Math.toIntExact(config.journal().segment().bytes()),
        config.journal().ring(),
        ENDING_BYTES,
        SYNC_EVERY,
        RETRY_EVERY,
        false);
  }

  private ClientLimits clientLimits() {
    ClientLimits usual = ClientLimits.DEFAULT;
    return new ClientLimits(
        config.upstream().connections(),
        usual.waitingPerLoop(),
        usual.waitTimeout(),
        config.upstream().connect(),
        config.upstream().silence(),
        usual.keepAlive(),
        usual.headerBytesMax());
  }

  private ListenerLimits listenerLimits() {
    ListenerLimits usual = ListenerLimits.DEFAULT;
    return new ListenerLimits(
        Math.toIntExact(config.edge().bodyMax().bytes()),
        usual.headerBytesMax(),
        usual.requestLineBytesMax(),
        config.edge().connections(),
        usual.backlog(),
        config.edge().idle());
  }

  private EdgeLimits edgeLimits() {
    return new EdgeLimits(
        config.edge().onDisconnect() == WeirConfig.OnDisconnect.DRAIN,
        config.edge().drainTime(),
        config.edge().drainBytes().bytes(),
        config.upstream().total(),
        ANSWER_BYTES_MAX);
  }

  private <T extends AutoCloseable> T opened(T part) {
    running.push(part);
    return part;
  }

  private void bug(Throwable defect) {
    log.log(System.Logger.Level.ERROR, "a defect of Weir", defect);
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception failure) {
        log.log(System.Logger.Level.ERROR, "cannot close " + part, failure);
      }
    }
  }
}
