package dev.weir.flow.journal;

import static dev.weir.flow.journal.TestJournals.acceptingGaps;
import static dev.weir.flow.journal.TestJournals.config;
import static dev.weir.flow.journal.TestJournals.fill;
import static dev.weir.flow.journal.TestJournals.open;
import static dev.weir.flow.journal.TestJournals.plain;
import static dev.weir.flow.journal.TestJournals.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.base.segment.Frames;
import dev.weir.base.segment.JournalException;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.Segments;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.EntryCodec;
import dev.weir.flow.journal.JournalConfig.Mode;
import dev.weir.flow.journal.TestJournals.Told;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class RecoveryTest {
  private static final JournalConfig SMALL = config(Mode.PROCESS, 2048);
  private static final String FIRST = Segments.rawName(0);

  @Test
  void aFlippedByteIsEitherReportedAsDamageOrCutAsTheUnfinishedEnd() {
    MemoryDisk sound = new MemoryDisk();
    List<Entry> entries;
    long end;
    try (Journal journal = open(sound, SMALL)) {
      entries = fill(journal, 6);
      end = journal.durablePosition();
    }
    int lastFrame = (int) end - EntryCodec.size(entries.getLast()) - Frames.HEADER;
    for (int offset = 0; offset < end; offset++) {
      MemoryDisk damaged = sound.afterKill();
      damaged.corrupt(FIRST, offset, 0x11);
      if (offset >= lastFrame) {
        assertCut(damaged, entries.subList(0, 5), lastFrame);
      } else {
        assertDamageIsNamedAndSkippedOnlyOnRequest(damaged, entries, offset);
      }
    }
  }

  private static void assertCut(MemoryDisk disk, List<Entry> expected, long position) {
    try (Journal journal = open(disk, SMALL)) {
      assertThat(journal.recovered().cut()).isPresent();
      assertThat(journal.recovered().cut().orElseThrow().position()).isEqualTo(position);
      assertThat(readAll(journal)).isEqualTo(expected);
    }
  }

  private static void assertDamageIsNamedAndSkippedOnlyOnRequest(
      MemoryDisk disk, List<Entry> entries, int offset) {
    assertThatExceptionOfType(JournalException.class)
        .as("flipped at %d", offset)
        .isThrownBy(() -> open(disk, SMALL))
        .withMessageContaining(FIRST)
        .withMessageContaining("--accept-damage");
    try (Journal journal = open(disk, acceptingGaps(SMALL))) {
      assertThat(journal.recovered().gaps()).as("flipped at %d", offset).hasSize(1);
      List<Entry> rest = new ArrayList<>(entries);
      rest.removeAll(readAll(journal));
      assertThat(rest).hasSize(offset < SegmentHeader.BYTES ? 0 : 1);
    }
    try (Journal again = open(disk, SMALL)) {
      assertThat(again.recovered().gaps()).isEmpty();
      assertThat(again.append(plain(99), Acknowledgement.NONE).accepted()).isTrue();
      again.drainOnce();
      assertThat(readAll(again)).endsWith(plain(99));
    }
  }

  @Test
  void aFileCutAtAnyByteKeepsEveryWholeEntryAndCanBeWrittenOn() {
    MemoryDisk sound = new MemoryDisk();
    List<Entry> entries;
    try (Journal journal = open(sound, SMALL)) {
      entries = fill(journal, 6);
    }
    byte[] whole = sound.bytes(FIRST);
    int frame = EntryCodec.size(entries.getFirst()) + Frames.HEADER;
    for (int length = 0; length <= SegmentHeader.BYTES + 6 * frame; length++) {
      MemoryDisk cut = sound.afterKill();
      cut.put(FIRST, Arrays.copyOf(whole, length));
      int kept = Math.max(0, (length - SegmentHeader.BYTES) / frame);
      try (Journal journal = open(cut, SMALL)) {
        assertThat(readAll(journal)).as("cut at %d", length).isEqualTo(entries.subList(0, kept));
        assertThat(journal.append(plain(77), Acknowledgement.NONE).accepted()).isTrue();
        journal.drainOnce();
        assertThat(readAll(journal)).as("cut at %d", length).endsWith(plain(77)).hasSize(kept + 1);
        assertThat(cut.bytes(FIRST)).hasSize(SMALL.segmentBytes());
      }
    }
  }

  @Test
  void damageInAClosedSegmentIsNeverTakenForAnUnfinishedEnd() {
    MemoryDisk disk = new MemoryDisk();
    List<Entry> entries;
    try (Journal journal = open(disk, SMALL)) {
      entries = fill(journal, 120);
    }
    byte[] closed = disk.bytes(FIRST);
    disk.corrupt(FIRST, closed.length - 3, 0x40);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> open(disk, SMALL))
        .withMessageContaining(FIRST);
    try (Journal journal = open(disk, acceptingGaps(SMALL))) {
      assertThat(readAll(journal)).hasSize(entries.size() - 1);
      Recovered.Gap gap = journal.recovered().gaps().getFirst();
      assertThat(disk.bytes(gap.kept())).hasSize((int) gap.bytes());
    }
  }

  /// What precedes the cut is read as it was; what follows the segment, too.
  @Test
  void aClosedSegmentCutAtAnyByteLosesOnRequestOnlyWhatFollowsTheCutInIt() {
    MemoryDisk sound = new MemoryDisk();
    List<Entry> entries;
    try (Journal journal = open(sound, SMALL)) {
      entries = fill(journal, 120);
    }
    byte[] closed = sound.bytes(FIRST);
    List<Integer> ends = new ArrayList<>();
    for (int at = SegmentHeader.BYTES; at < closed.length; ) {
      at += EntryCodec.size(entries.get(ends.size())) + Frames.HEADER;
      ends.add(withoutZerosAtItsEnd(closed, at));
    }
    assertThat(ends).hasSizeBetween(2, entries.size() - 1);
    for (int length = 0; length < ends.getLast(); length++) {
      MemoryDisk cut = sound.afterKill();
      cut.put(FIRST, Arrays.copyOf(closed, length));
      assertThatExceptionOfType(JournalException.class)
          .as("cut at %d", length)
          .isThrownBy(() -> open(cut, SMALL))
          .withMessageContaining(FIRST);
      int kept = 0;
      while (ends.get(kept) <= length) {
        kept++;
      }
      List<Entry> rest = new ArrayList<>(entries.subList(0, kept));
      rest.addAll(entries.subList(ends.size(), entries.size()));
      try (Journal journal = open(cut, acceptingGaps(SMALL))) {
        assertThat(readAll(journal)).as("cut at %d", length).isEqualTo(rest);
      }
      try (Journal again = open(cut, SMALL)) {
        assertThat(again.recovered().gaps()).isEmpty();
        assertThat(readAll(again)).as("cut at %d", length).isEqualTo(rest);
      }
    }
  }

  /// What is missing is read as zeros, so an entry that ends in some is whole without them.
  private static int withoutZerosAtItsEnd(byte[] bytes, int end) {
    int last = end;
    while (bytes[last - 1] == 0) {
      last--;
    }
    return last;
  }

  @Test
  void afterPowerLossModeHostHasEverythingItAcknowledged() {
    for (long seed = 1; seed <= 200; seed++) {
      assertNothingAcknowledgedIsLost(seed, Mode.HOST);
    }
  }

  @Test
  void afterAKillModeProcessHasEverythingItAcknowledged() {
    for (long seed = 1; seed <= 200; seed++) {
      assertNothingAcknowledgedIsLost(seed, Mode.PROCESS);
    }
  }

  /// Appends batches of random size until the disk breaks off at a random byte, then reopens.
  private static void assertNothingAcknowledgedIsLost(long seed, Mode mode) {
    Random random = new Random(seed);
    MemoryDisk disk = new MemoryDisk();
    JournalConfig config = config(mode, 8192);
    List<Entry> appended = new ArrayList<>();
    List<Entry> acknowledged = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Journal journal = open(disk, config);
    disk.breakAfter(random.nextLong(1, 60_000));
    while (failures.isEmpty() && appended.size() < 2_000) {
      for (int i = random.nextInt(1, 30); i > 0; i--) {
        Entry entry = plain(appended.size());
        if (journal.append(entry, new Told(entry, acknowledged, failures)).accepted()) {
          appended.add(entry);
        } else if (!(journal.state() instanceof JournalState.Open)) {
          failures.add("stopped");
        }
      }
      journal.drainOnce();
      if (random.nextBoolean()) {
        journal.housekeepOnce();
      }
    }
    MemoryDisk found = mode == Mode.HOST ? disk.afterPowerLoss(random) : disk.afterKill();
    try (Journal reopened = open(found, config)) {
      List<Entry> read = readAll(reopened);
      assertThat(read.size()).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged.size());
      assertThat(acknowledged)
          .as("seed %d", seed)
          .isEqualTo(appended.subList(0, acknowledged.size()));
      assertThat(read).as("seed %d", seed).isEqualTo(appended.subList(0, read.size()));
      assertThat(reopened.recovered().gaps()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void modeProcessKeepsWhatWasSyncedThroughPowerLoss() {
    for (long seed = 1; seed <= 50; seed++) {
      MemoryDisk disk = new MemoryDisk();
      Journal journal = open(disk, SMALL);
      fill(journal, 20);
      long synced = journal.syncedPosition();
      assertThat(synced).isEqualTo(journal.durablePosition());
      for (int i = 20; i < 25; i++) {
        journal.append(plain(i), Acknowledgement.NONE);
        journal.drainOnce();
      }
      MemoryDisk found = disk.afterPowerLoss(new Random(seed));
      try (Journal reopened = open(found, acceptingGaps(SMALL))) {
        assertThat(readAll(reopened)).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(20);
      }
    }
  }

  @Test
  void aNewerFormatIsRefusedByItsNumber() {
    MemoryDisk disk = new MemoryDisk();
    open(disk, SMALL).close();
    disk.put(FIRST, withFormat(9, disk.bytes(FIRST), 0));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> open(disk, SMALL))
        .withMessageContaining("journal format 9")
        .withMessageContaining("up to " + SegmentHeader.VERSION);
  }

  /// What an older program finds after an upgrade.
  @Test
  void aNewerFormatBehindAnOlderOneIsRefusedBeforeAnythingIsChanged() {
    MemoryDisk disk = new MemoryDisk();
    int end = endOf(olderJournal(disk, 6));
    try (Journal journal = open(disk, SMALL)) {
      fill(journal, 3);
    }
    String begun = Segments.rawName(end);
    byte[] older = disk.bytes(FIRST);
    byte[] newer = withFormat(9, disk.bytes(begun), end);
    disk.put(begun, newer);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> open(disk, SMALL))
        .withMessageContaining(begun + " has journal format 9")
        .withMessageContaining("up to " + SegmentHeader.VERSION);
    assertThat(disk.bytes(FIRST)).isEqualTo(older);
    assertThat(disk.bytes(begun)).isEqualTo(newer);
  }

  @Test
  void aJournalOfAnOlderFormatIsWrittenOnInASegmentOfItsOwn() {
    MemoryDisk disk = new MemoryDisk();
    List<Entry> entries = olderJournal(disk, 6);
    int end = endOf(entries);
    byte[] before = Arrays.copyOf(disk.bytes(FIRST), end);
    try (Journal journal = open(disk, SMALL)) {
      assertThat(journal.recovered().cut()).isEmpty();
      assertThat(readAll(journal)).isEqualTo(entries);
      entries.add(plain(77));
      assertThat(journal.append(plain(77), Acknowledgement.NONE).accepted()).isTrue();
      journal.drainOnce();
      assertThat(readAll(journal)).isEqualTo(entries);
    }
    assertThat(disk.bytes(FIRST)).as("left as it is").isEqualTo(before);
    assertThat(formatOf(disk, Segments.rawName(end))).isEqualTo(SegmentHeader.VERSION);
    int files = disk.sizes().size();
    try (Journal again = open(disk, SMALL)) {
      assertThat(readAll(again)).isEqualTo(entries);
      assertThat(disk.sizes()).as("begun once").hasSize(files);
    }
  }

  @Test
  void anEmptyJournalOfAnOlderFormatIsWrittenOnAsWell() {
    MemoryDisk disk = new MemoryDisk();
    olderJournal(disk, 0);
    try (Journal journal = open(disk, SMALL)) {
      List<Entry> entries = fill(journal, 40);
      journal.releaseUpTo(journal.durablePosition());
      journal.housekeepOnce();
      assertThat(readAll(journal)).isEqualTo(entries);
    }
    assertThat(disk.sizes().keySet()).contains(Segments.archivedName(0));
  }

  @Test
  void anUnfinishedEndInAnOlderFormatIsCutBeforeTheNewSegmentBegins() {
    MemoryDisk disk = new MemoryDisk();
    List<Entry> entries = olderJournal(disk, 6);
    disk.corrupt(FIRST, endOf(entries) - 1, 0x11);
    List<Entry> kept = entries.subList(0, 5);
    try (Journal journal = open(disk, SMALL)) {
      assertThat(journal.recovered().cut()).isPresent();
      assertThat(readAll(journal)).isEqualTo(kept);
    }
    assertThat(disk.sizes()).containsKey(Segments.rawName(endOf(kept)));
  }

  @Test
  void aNewFormatBegunWhileTheDiskBreaksAtAnyByteLosesNothing() {
    MemoryDisk older = new MemoryDisk();
    List<Entry> entries = olderJournal(older, 6);
    int broken = 0;
    for (long bytes = 1; bytes < 3L * SMALL.segmentBytes(); bytes += 7) {
      MemoryDisk disk = older.afterKill();
      disk.breakAfter(bytes);
      try {
        open(disk, SMALL).close();
      } catch (JournalException | UncheckedIOException _) {
        broken++;
      }
      try (Journal again = open(disk.afterKill(), SMALL)) {
        assertThat(readAll(again)).as("broken after %d bytes", bytes).isEqualTo(entries);
        assertThat(again.recovered().gaps()).isEmpty();
      }
    }
    assertThat(broken).isPositive();
  }

  @Test
  void aNewFormatNeedsNoRoomThatWasNotClaimed() {
    MemoryDisk disk = new MemoryDisk();
    List<Entry> entries = olderJournal(disk, 6);
    disk.roomLeft(0);
    try (Journal journal = open(disk, SMALL)) {
      journal.claimEndings(1);
      assertThat(journal.appendEnding(TestJournals.ending(1), Acknowledgement.NONE).accepted())
          .isTrue();
      journal.drainOnce();
      entries.add(TestJournals.ending(1));
      assertThat(readAll(journal)).isEqualTo(entries);
    }
  }

  /// A journal whose one segment says that it is of format 1.
  private static List<Entry> olderJournal(MemoryDisk disk, int count) {
    List<Entry> entries;
    try (Journal journal = open(disk, SMALL)) {
      entries = fill(journal, count);
    }
    disk.put(FIRST, withFormat(1, disk.bytes(FIRST), 0));
    return entries;
  }

  private static byte[] withFormat(int version, byte[] segment, long first) {
    new SegmentHeader(version, first, Instant.EPOCH).encode().get(segment, 0, SegmentHeader.BYTES);
    return segment;
  }

  private static int endOf(List<Entry> entries) {
    return SegmentHeader.BYTES
        + entries.stream().mapToInt(entry -> EntryCodec.size(entry) + Frames.HEADER).sum();
  }

  private static int formatOf(MemoryDisk disk, String segment) {
    return SegmentHeader.version(ByteBuffer.wrap(disk.bytes(segment)));
  }

  @Test
  void aFrameIsValidAtItsOwnPositionOnly() {
    Frames frames = new Frames();
    ByteBuffer frame = ByteBuffer.allocate(Frames.HEADER + 4).putLong(0).putInt(42);
    frames.seal(frame, 0, frame.capacity(), 1000, true);
    assertThat(frames.check(frame, 0, frame.capacity(), 1000)).isEqualTo(4);
    assertThat(frames.check(frame, 0, frame.capacity(), 1001)).isEqualTo(-1);
  }
}
