package dev.weir.flow.journal;

import dev.weir.base.segment.Disk;
import dev.weir.base.segment.JournalException;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Ended;
import dev.weir.flow.entry.Entry.Snapshot;
import dev.weir.flow.entry.EntryCodec;
import dev.weir.flow.journal.Inbox.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The journal: entries go in from any thread without waiting, one writer puts them on disk in that
/// order and tells when they are durable, readers follow.
///
/// Driven in one of two ways: [#start] gives it its own threads, or a single thread calls
/// [#drainOnce] and [#housekeepOnce], which is how a seeded simulation runs it.
public final class Journal implements AutoCloseable {
  private final Disk disk;
  private final Inbox inbox;
  private final SegmentWriter writer;
  private final Housekeeping housekeeping;
  private final Delivery delivery;
  private final Recovered recovered;
  private final JournalThreads threads;
  private final System.Logger log;
  private final ReentrantLock advancing = new ReentrantLock();
  private final Condition advanced = advancing.newCondition();

  private volatile Runnable snapshotWanted = () -> {};
  private volatile long durable;
  private long[] positions = new long[1024];

  /// Opens the journal of a disk, recovering what is there. Damage that is not accepted, or a disk
  /// that gives no room for a first segment, is a [JournalException].
  public static Journal open(
      Disk disk, JournalConfig config, InstantSource clock, System.Logger log) {
    try {
      return new Journal(disk, config, clock, log, new Recovery(disk, config, clock).open());
    } catch (IOException e) {
      throw released(disk, new JournalException("the journal cannot be opened: " + e, e));
    } catch (RuntimeException e) {
      throw released(disk, e);
    }
  }

  /// A journal that was not opened does not own its disk.
  private static RuntimeException released(Disk disk, RuntimeException failure) {
    try {
      disk.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private Journal(
      Disk disk,
      JournalConfig config,
      InstantSource clock,
      System.Logger log,
      Recovery.Opened opened)
      throws IOException {
    this.disk = disk;
    this.log = log;
    this.recovered = opened.recovered();
    this.inbox = new Inbox(config);
    this.writer =
        new SegmentWriter(disk, config, clock, inbox, this::onSegmentStart, opened.segment());
    this.housekeeping = new Housekeeping(disk, config, inbox, writer, log);
    this.delivery = new Delivery(log);
    this.durable = writer.written();
    this.threads = new JournalThreads(config, this, inbox);
    inbox.written(new Batch(), writer.free());
    housekeeping.once();
  }

  /// What opening found; the ledger replays from its `start`.
  public Recovered recovered() {
    return recovered;
  }

  /// Starts the threads.
  ///
  /// @param wanted called on the writer's thread after a segment was begun: the ledger appends a
  ///   snapshot soon, so that recovery need not read further back. It must not wait for the journal
  public void start(Runnable wanted) {
    attach(wanted);
    threads.start();
  }

  /// As [#start], for a journal that is driven by [#drainOnce].
  public void attach(Runnable wanted) {
    snapshotWanted = wanted;
  }

  /// Has the writer woken through an executor instead of at once. One that runs its task when the
  /// calling thread rests spares that thread an interruption for each entry where processors are
  /// short, and makes one write of all.
  public void wakeWriterBy(Executor how) {
    inbox.wakeBy(how);
  }

  /// Puts an entry that is no ending in line; never blocks. A [Entry.Reserved] also claims room for
  /// its ending. The order of appends is the order in the file.
  public Appended append(Entry entry, Acknowledgement acknowledgement) {
    if (entry instanceof Ended) {
      throw new IllegalArgumentException("an ending is appended with appendEnding: " + entry);
    }
    return inbox.offer(entry, acknowledgement, EntryCodec.size(entry));
  }

  /// Puts an ending in line, into the room its reservation claimed. Refused only by a journal that
  /// failed or is closed. Texts that exceed the claimed room are cut, marked by `…`.
  public Appended appendEnding(Ended entry, Acknowledgement acknowledgement) {
    int size = EntryCodec.size(entry);
    if (size <= housekeeping.endingBytes()) {
      return inbox.offerEnding(entry, acknowledgement, size);
    }
    Ended cut = Endings.cut(entry);
    return inbox.offerEnding(cut, acknowledgement, EntryCodec.size(cut));
  }

  /// Puts entries that are no endings and no reservations in line, with nothing between them, or
  /// none of them.
  public Appended appendAll(List<? extends Entry> entries, Acknowledgement acknowledgement) {
    for (Entry entry : entries) {
      if (entry instanceof Ended || entry instanceof Entry.Reserved) {
        throw new IllegalArgumentException("an attempt's entries are appended alone: " + entry);
      }
    }
    return inbox.offerAll(
        entries, acknowledgement, entries.stream().mapToInt(EntryCodec::size).toArray());
  }

  /// Puts all parts of one snapshot in line, with nothing between them, or none.
  public Appended appendSnapshot(List<Snapshot> parts, Acknowledgement acknowledgement) {
    return appendAll(parts, acknowledgement);
  }

  /// Claims room for the endings of reservations found open at recovery.
  public void claimEndings(int attempts) {
    inbox.claim(attempts);
  }

  /// Position up to which everything was acknowledged, or is about to be.
  public long durablePosition() {
    return durable;
  }

  /// Position up to which everything survives power loss.
  public long syncedPosition() {
    return writer.synced();
  }

  /// Waits until something durable follows `position`; false when the time is over first.
  public boolean awaitPast(long position, Duration atMost) throws InterruptedException {
    long nanosLeft = atMost.toNanos();
    advancing.lock();
    try {
      while (durable <= position && nanosLeft > 0) {
        nanosLeft = advanced.awaitNanos(nanosLeft);
      }
      return durable > position;
    } finally {
      advancing.unlock();
    }
  }

  /// A reader of all durable entries from a position on.
  public JournalReader read(long from) {
    return new JournalReader(disk, this::durablePosition, from);
  }

  /// The journal's bytes, for a backup.
  public JournalCopy copy() {
    return new JournalCopy(disk, this::durablePosition);
  }

  /// Segments that end at or before `position` are needed by no loader: they may be archived.
  public void releaseUpTo(long position) {
    housekeeping.releaseUpTo(position);
  }

  /// Entries that wait for the writer.
  public int waiting() {
    return inbox.waiting();
  }

  public JournalState state() {
    return inbox.state();
  }

  /// Writes all that waits; false if nothing did. For a journal without threads.
  public boolean drainOnce() {
    return write(inbox.take());
  }

  /// Claims the next segment, syncs and archives, where that is due. For a journal without threads.
  public void housekeepOnce() {
    housekeeping.once();
  }

  /// Writes all that waits, stops the threads and gives up the folder.
  @Override
  public void close() {
    inbox.become(new JournalState.Closed());
    threads.stop();
    try (disk;
        writer;
        housekeeping) {
      drainOnce();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal was not closed in order", e);
    }
  }

  boolean write(Batch batch) {
    if (batch.count() == 0) {
      return false;
    }
    if (inbox.state() instanceof JournalState.Failed failed) {
      delivery.failed(batch, failed.reason());
      return false;
    }
    if (positions.length < batch.count()) {
      positions = new long[batch.count() * 2];
    }
    try {
      writer.write(batch, positions);
    } catch (IOException | RuntimeException e) {
      String reason = "the journal failed at position %d: %s".formatted(writer.written(), e);
      log.log(System.Logger.Level.ERROR, reason, e);
      inbox.become(new JournalState.Failed(reason));
      delivery.failed(batch, reason);
      return false;
    }
    advance(writer.written());
    delivery.durable(batch, positions);
    inbox.written(batch, writer.free());
    return true;
  }

  private void advance(long position) {
    advancing.lock();
    try {
      durable = position;
      advanced.signalAll();
    } finally {
      advancing.unlock();
    }
  }

  private void onSegmentStart() {
    threads.wakeHousekeeping();
    snapshotWanted.run();
  }
}
