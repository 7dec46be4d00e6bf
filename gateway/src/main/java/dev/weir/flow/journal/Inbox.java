package dev.weir.flow.journal;

import dev.weir.base.segment.Frames;
import dev.weir.base.segment.SegmentFile;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.Appended.Accepted;
import dev.weir.flow.journal.Appended.Reason;
import dev.weir.flow.journal.Appended.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The entries waiting for the writer, and the account of the room they will need: what is queued
/// plus what is claimed for endings never exceeds what the current segment and the spare one hold.
///
/// Guarded by one lock, held for a few assignments and never across I/O or encoding; the writer
/// takes all that waits by swapping two batches.
final class Inbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final JournalConfig config;
  private final int endingFrame;

  /// Whether the writer is about to be woken.
  private final AtomicBoolean waking = new AtomicBoolean();

  private volatile Executor waker = Runnable::run;
  private Batch waiting = new Batch();
  private @Nullable Batch rested = new Batch();
  private JournalState state = new JournalState.Open();
  private @Nullable SegmentFile spare;
  private boolean beginning;
  private long queuedBytes;
  private long claims;
  private long currentFree;
  private long spareFree;
  private int largestQueued;

  /// Entries in the order they were appended; owned by the lock while waiting, then by the writer.
  static final class Batch {
    private static final int SLOTS = 1024;
    private static final Batch NOTHING = new Batch(0);

    private @Nullable Entry[] entries;
    private @Nullable Acknowledgement[] acknowledgements;
    private int[] payloads;
    private int count;
    private long bytes;

    Batch() {
      this(SLOTS);
    }

    private Batch(int slots) {
      entries = new Entry[slots];
      acknowledgements = new Acknowledgement[slots];
      payloads = new int[slots];
    }

    int count() {
      return count;
    }

    @SuppressWarnings("NullAway") // slots below count are filled by add
    Entry entry(int index) {
      return entries[index];
    }

    @SuppressWarnings("NullAway") // slots below count are filled by add
    Acknowledgement acknowledgement(int index) {
      return acknowledgements[index];
    }

    /// Bytes of an entry's encoded form.
    int payload(int index) {
      return payloads[index];
    }

    private void add(Entry entry, Acknowledgement acknowledgement, int payload) {
      if (count == entries.length) {
        entries = Arrays.copyOf(entries, count * 2);
        acknowledgements = Arrays.copyOf(acknowledgements, count * 2);
        payloads = Arrays.copyOf(payloads, count * 2);
      }
      entries[count] = entry;
      acknowledgements[count] = acknowledgement;
      payloads[count] = payload;
      count++;
      bytes += payload + Frames.HEADER;
    }

    private void clear() {
      Arrays.fill(entries, 0, count, null);
      Arrays.fill(acknowledgements, 0, count, null);
      count = 0;
      bytes = 0;
    }
  }

  Inbox(JournalConfig config) {
    this.config = config;
    this.endingFrame = config.endingBytes() + Frames.HEADER;
  }

  /// Takes an entry that is no ending, or says why not.
  Appended offer(Entry entry, Acknowledgement acknowledgement, int payload) {
    return offerAll(List.of(entry), acknowledgement, payload);
  }

  /// Takes all entries one after the other, or none.
  ///
  /// @param acknowledgement told of the last one
  /// @param payloads the bytes of each one's encoded form
  Appended offerAll(
      List<? extends Entry> entries, Acknowledgement acknowledgement, int... payloads) {
    int largest = 0;
    long bytes = 0;
    for (int payload : payloads) {
      largest = Math.max(largest, payload);
      bytes += payload + Frames.HEADER;
    }
    if (largest > config.payloadBytesMax()) {
      return new Refused(
          Reason.TOO_LARGE,
          "an entry has at most %d bytes, was %d".formatted(config.payloadBytesMax(), largest));
    }
    lock.lock();
    try {
      int claim = entries.getFirst() instanceof Entry.Reserved ? 1 : 0;
      @Nullable Refused refused = refusal(bytes, largest, claim, entries.size());
      if (refused != null) {
        return refused;
      }
      claims += claim;
      for (int i = 0; i < entries.size(); i++) {
        boolean last = i == entries.size() - 1;
        add(entries.get(i), last ? acknowledgement : Acknowledgement.NONE, payloads[i]);
      }
      largestQueued = Math.max(largestQueued, largest + Frames.HEADER);
    } finally {
      lock.unlock();
    }
    wakeOnce();
    return Accepted.IN_LINE;
  }

  /// Takes an ending into the room its reservation claimed; only a stopped journal refuses it.
  Appended offerEnding(Entry.Ended entry, Acknowledgement acknowledgement, int payload) {
    lock.lock();
    try {
      @Nullable String stopped = stopReason();
      if (stopped != null) {
        return new Refused(Reason.STOPPED, stopped);
      }
      claims = Math.max(0, claims - 1);
      add(entry, acknowledgement, payload);
    } finally {
      lock.unlock();
    }
    wakeOnce();
    return Accepted.IN_LINE;
  }

  /// How the writer is woken; see [Journal#wakeWriterBy].
  void wakeBy(Executor how) {
    waker = how;
  }

  private void wakeOnce() {
    if (waking.compareAndSet(false, true)) {
      waker.execute(this::wake);
    }
  }

  private void wake() {
    waking.set(false);
    lock.lock();
    try {
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  void claim(int endings) {
    lock.lock();
    try {
      claims += endings;
    } finally {
      lock.unlock();
    }
  }

  /// All that waits, perhaps nothing. Hand it back with [#written].
  Batch take() {
    lock.lock();
    try {
      return swap();
    } finally {
      lock.unlock();
    }
  }

  /// As [#take], after waiting for an entry or for the end.
  Batch awaitAndTake() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.count == 0 && stopReason() == null) {
        arrived.await();
      }
      return swap();
    } finally {
      lock.unlock();
    }
  }

  /// The batch is on disk, `free` bytes are left in the current segment.
  void written(Batch batch, long free) {
    lock.lock();
    try {
      queuedBytes -= batch.bytes;
      currentFree = free;
      if (waiting.count == 0) {
        largestQueued = 0;
      }
      batch.clear();
      rested = batch;
    } finally {
      lock.unlock();
    }
  }

  /// A claimed segment is ready for the writer: the journal has room (again).
  void spareReady(SegmentFile file, long free) {
    lock.lock();
    try {
      spare = file;
      spareFree = free;
      if (state instanceof JournalState.NoRoom) {
        state = new JournalState.Open();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The spare segment, to become the current one; null if there is none. Say [#segmentBegun] when
  /// its file no longer has the spare's name.
  @Nullable SegmentFile takeSpare() {
    lock.lock();
    try {
      @Nullable SegmentFile taken = spare;
      if (taken != null) {
        currentFree = spareFree;
        spare = null;
        spareFree = 0;
        beginning = true;
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  void segmentBegun() {
    lock.lock();
    try {
      beginning = false;
    } finally {
      lock.unlock();
    }
  }

  /// Whether a spare segment is missing and its name is free.
  boolean wantsSpare() {
    lock.lock();
    try {
      return spare == null && !beginning;
    } finally {
      lock.unlock();
    }
  }

  /// Changes the state; a failed journal stays failed, and a closed one can only fail.
  void become(JournalState next) {
    lock.lock();
    try {
      if (stopReason() == null || next instanceof JournalState.Failed) {
        state = next;
        arrived.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting.count;
    } finally {
      lock.unlock();
    }
  }

  JournalState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Refused refusal(long bytes, int largest, int claim, int count) {
    @Nullable String stopped = stopReason();
    if (stopped != null) {
      return new Refused(Reason.STOPPED, stopped);
    }
    if (state instanceof JournalState.NoRoom noRoom) {
      return new Refused(Reason.NO_ROOM, noRoom.reason());
    }
    if (waiting.count + count > config.inboxEntries()) {
      return new Refused(
          Reason.INBOX_FULL, "%d entries wait for the journal".formatted(waiting.count));
    }
    if (!fits(bytes, largest + Frames.HEADER, claim)) {
      return new Refused(Reason.NO_ROOM, "the next segment is not ready yet");
    }
    return null;
  }

  /// A frame never spans segments, so crossing into the spare one may waste up to the largest frame
  /// under way.
  private boolean fits(long bytes, int frame, int claim) {
    long need = queuedBytes + bytes + (claims + claim) * endingFrame;
    long waste = Math.max(Math.max(frame, largestQueued), endingFrame);
    return need <= Math.max(currentFree, currentFree + spareFree - waste);
  }

  private @Nullable String stopReason() {
    return switch (state) {
      case JournalState.Failed failed -> failed.reason();
      case JournalState.Closed closed -> "the journal is closed";
      case JournalState.Open open -> null;
      case JournalState.NoRoom noRoom -> null;
    };
  }

  private void add(Entry entry, Acknowledgement acknowledgement, int payload) {
    waiting.add(entry, acknowledgement, payload);
    queuedBytes += payload + Frames.HEADER;
  }

  private Batch swap() {
    if (waiting.count == 0) {
      return Batch.NOTHING;
    }
    Batch taken = waiting;
    @Nullable Batch next = rested;
    rested = null;
    // Only a batch whose writing failed is never handed back.
    waiting = next == null ? new Batch() : next;
    return taken;
  }
}
