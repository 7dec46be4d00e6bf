package dev.weir.flow.projection;

import dev.weir.base.segment.JournalException;
import dev.weir.base.thread.Background;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalReader;
import dev.weir.flow.journal.JournalReader.Located;
import dev.weir.flow.projection.LedgerDatabase.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Follows the journal and keeps the ledger database up with it.
///
/// Driven in one of two ways: [#start] gives it a thread of its own, or a single thread calls
/// [#loadOnce]. What fails is tried again and shows in [#lag]; nothing is lost meanwhile, as the
/// journal keeps it.
public final class LedgerLoader implements AutoCloseable {
  /// Checkpoints write the last, incomplete row groups again: many of them cost the processor, few
  /// cost memory. Under full load the first of these counts, else the second.
  private static final int CHECKPOINT_ENTRIES = 1 << 17;

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(20);

  private final LedgerDatabase ledger;
  private final Journal journal;
  private final InstantSource clock;
  private final System.Logger log;
  private final Settings settings;
  private final ReentrantLock advancing = new ReentrantLock();
  private final Condition advanced = advancing.newCondition();
  private final Condition awaited = advancing.newCondition();

  /// How many wait for the database; guarded by [#advancing].
  private int waiting;

  private @Nullable JournalReader reader;
  private @Nullable Thread thread;

  /// At first one: sums that a new schema has emptied are made without an entry more.
  private int sinceCheckpoint = 1;

  private Instant checkpointAt;
  private volatile boolean closing;
  private volatile Progress progress;
  private volatile Optional<String> failure = Optional.empty();

  /// The loader's limits.
  ///
  /// @param batchEntriesMax most entries of one transaction
  /// @param idle longest wait for entries before it looks whether it shall stop
  /// @param retryEvery pause after a failure
  /// @param gather pause after a batch that was not full, unless somebody awaits the rest: a
  ///   transaction costs about as much for one entry as for hundreds
  public record Settings(int batchEntriesMax, Duration idle, Duration retryEvery, Duration gather) {
    public static final Settings DEFAULT =
        new Settings(8_192, Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(1));

    public Settings {
      if (batchEntriesMax < 1
          || !idle.isPositive()
          || !retryEvery.isPositive()
          || gather.isNegative()) {
        throw new IllegalArgumentException(
            "loader settings must be positive, were %d, %s, %s, %s"
                .formatted(batchEntriesMax, idle, retryEvery, gather));
      }
    }
  }

  /// How far the database is behind the journal.
  ///
  /// @param loaded journal position up to which everything is in the database
  /// @param bytes of the journal that are not
  /// @param behind age of the last entry loaded, zero when nothing is missing
  /// @param bookedAt of the last entry loaded
  /// @param failure why loading stands still, if it does
  public record Lag(
      long loaded,
      long bytes,
      Duration behind,
      Optional<Instant> bookedAt,
      Optional<String> failure) {}

  public LedgerLoader(
      LedgerDatabase ledger,
      Journal journal,
      InstantSource clock,
      System.Logger log,
      Settings settings) {
    this.ledger = ledger;
    this.journal = journal;
    this.clock = clock;
    this.log = log;
    this.settings = settings;
    this.progress = ledger.progress();
    this.checkpointAt = clock.instant();
  }

  /// Loads on a thread of its own from now on.
  public void start() {
    thread = Thread.ofPlatform().name("ledger-loader").start(Background.of(this::follow));
  }

  /// Loads one batch of what is durable; false if there is nothing to load.
  public boolean loadOnce() {
    return load() > 0;
  }

  private int load() {
    List<Located> batch = nextBatch();
    if (batch.isEmpty()) {
      passOver();
      checkpointIfDue();
      return 0;
    }
    try {
      ledger
          .load(batch)
          .forEach(what ->
              log.log(System.Logger.Level.ERROR, "the ledger database has an anomaly: {0}", what));
      Located last = batch.getLast();
      advance(new Progress(last.position(), last.next(), Optional.of(last.entry().at())));
      journal.releaseUpTo(last.next());
      sinceCheckpoint += batch.size();
      checkpointIfDue();
    } catch (RuntimeException undone) {
      closeReader();
      throw undone;
    }
    return batch.size();
  }

  private void checkpointIfDue() {
    if (sinceCheckpoint == 0) {
      return;
    }
    Instant now = clock.instant();
    boolean late = Duration.between(checkpointAt, now).abs().compareTo(CHECKPOINT_EVERY) >= 0;
    if ((late || sinceCheckpoint >= CHECKPOINT_ENTRIES) && ledger.checkpoint()) {
      sinceCheckpoint = 0;
      checkpointAt = now;
    }
  }

  /// Waits until everything before `position` is in the database; false when the time is over
  /// first. With [#loadOnce] instead of [#start], call that until it is false.
  public boolean awaitLoaded(long position, Duration atMost) throws InterruptedException {
    long nanosLeft = atMost.toNanos();
    advancing.lock();
    waiting++;
    try {
      awaited.signalAll();
      while (progress.next() < position && nanosLeft > 0) {
        nanosLeft = advanced.awaitNanos(nanosLeft);
      }
      return progress.next() >= position;
    } finally {
      waiting--;
      advancing.unlock();
    }
  }

  public Lag lag() {
    Progress now = progress;
    long bytes = Math.max(0, journal.durablePosition() - now.next());
    Duration behind =
        bytes == 0
            ? Duration.ZERO
            : now.bookedAt().map(at -> Duration.between(at, clock.instant())).orElse(Duration.ZERO);
    return new Lag(now.next(), bytes, behind, now.bookedAt(), failure);
  }

  /// How many entries contradict the ones before them; none in a ledger that is right. Blocks.
  public long anomalies() {
    return ledger.anomalies();
  }

  /// Stops after the batch under way.
  @Override
  public void close() {
    closing = true;
    hurry();
    Thread running = thread;
    if (running == null) {
      closeReader();
      return;
    }
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hurry() {
    advancing.lock();
    try {
      awaited.signalAll();
    } finally {
      advancing.unlock();
    }
  }

  private void follow() {
    try {
      while (!closing) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeReader();
    }
  }

  private void step() throws InterruptedException {
    try {
      int loaded = load();
      failure = Optional.empty();
      if (loaded == 0) {
        journal.awaitPast(progress.next(), settings.idle());
      } else if (loaded < settings.batchEntriesMax()) {
        gather();
      }
    } catch (RuntimeException e) {
      // A defect too: a thread that ends of it would leave reports behind and nobody told.
      if (failure.isEmpty()) {
        log.log(System.Logger.Level.ERROR, "the ledger database stands still: " + e, e);
      }
      failure = Optional.of(e.toString());
      Thread.sleep(settings.retryEvery());
    }
  }

  /// Lets entries come together, unless somebody waits for them.
  private void gather() throws InterruptedException {
    long nanosLeft = settings.gather().toNanos();
    advancing.lock();
    try {
      while (waiting == 0 && !closing && nanosLeft > 0) {
        nanosLeft = awaited.awaitNanos(nanosLeft);
      }
    } finally {
      advancing.unlock();
    }
  }

  private List<Located> nextBatch() {
    JournalReader from = reader == null ? resume() : reader;
    reader = from;
    List<Located> batch = new ArrayList<>();
    while (batch.size() < settings.batchEntriesMax()) {
      Optional<Located> next = from.next();
      if (next.isEmpty()) {
        break;
      }
      batch.add(next.get());
    }
    return batch;
  }

  /// What follows the last entry but is none itself, a segment's filler and header, is not behind.
  private void passOver() {
    Progress now = progress;
    if (reader != null && reader.position() > now.next()) {
      advance(new Progress(now.position(), reader.position(), now.bookedAt()));
    }
  }

  private JournalReader resume() {
    Progress reached = ledger.progress();
    if (reached.position() >= 0 && !isOf(journal, reached)) {
      log.log(
          System.Logger.Level.WARNING,
          "the ledger database holds entries the journal does not have at position {0}: it is built"
              + " again",
          reached.position());
      ledger.clear();
      reached = ledger.progress();
    }
    advance(reached);
    return journal.read(reached.next());
  }

  /// Whether the last entry loaded stands in the journal. A journal that lost power may have lost
  /// written entries that the database has kept; new ones then take their positions.
  private static boolean isOf(Journal journal, Progress reached) {
    if (reached.next() > journal.durablePosition()) {
      return false;
    }
    try (JournalReader reader = journal.read(reached.position())) {
      Optional<Located> last = reader.next();
      return last.isPresent()
          && last.get().position() == reached.position()
          && last.get().next() == reached.next()
          && reached.bookedAt().equals(Optional.of(micros(last.get().entry().at())));
    } catch (JournalException elsewhere) {
      return false;
    }
  }

  private static Instant micros(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  private void advance(Progress reached) {
    advancing.lock();
    try {
      progress = reached;
      advanced.signalAll();
    } finally {
      advancing.unlock();
    }
  }

  private void closeReader() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
