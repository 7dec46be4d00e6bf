package dev.weir.flow.journal;

import static dev.weir.flow.journal.TestJournals.config;
import static dev.weir.flow.journal.TestJournals.ending;
import static dev.weir.flow.journal.TestJournals.fill;
import static dev.weir.flow.journal.TestJournals.open;
import static dev.weir.flow.journal.TestJournals.plain;
import static dev.weir.flow.journal.TestJournals.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.base.segment.JournalException;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.base.segment.Segments;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.EntryCodec;
import dev.weir.flow.entry.RandomEntries;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.journal.Appended.Accepted;
import dev.weir.flow.journal.Appended.Reason;
import dev.weir.flow.journal.Appended.Refused;
import dev.weir.flow.journal.JournalConfig.Mode;
import dev.weir.flow.journal.TestJournals.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RoomTest {
  private static final JournalConfig SMALL = config(Mode.HOST, 16 << 10);

  @Test
  void onAFullDiskReservesAreRefusedAndEveryEndingStillFindsRoom() {
    for (long seed = 1; seed <= 30; seed++) {
      MemoryDisk disk = new MemoryDisk();
      RandomEntries random = new RandomEntries(new Random(seed));
      List<Entry> expected = new ArrayList<>();
      Journal journal = open(disk, SMALL);
      disk.roomLeft(seed * 1000);
      int open = reserveUntilRefused(journal, random, expected);
      assertThat(open).as("seed %d", seed).isPositive();
      for (int i = 0; i < open; i++) {
        Entry.Ended ending = largeEnding(random);
        assertThat(journal.appendEnding(ending, Acknowledgement.NONE).accepted()).isTrue();
        boolean fits = EntryCodec.size(ending) <= SMALL.endingBytes();
        expected.add(fits ? ending : Endings.cut(ending));
        if (i % 3 == 0) {
          journal.drainOnce();
        }
      }
      journal.drainOnce();
      assertThat(journal.state()).isNotInstanceOf(JournalState.Failed.class);
      assertThat(readAll(journal)).as("seed %d", seed).isEqualTo(expected);
      journal.close();
    }
  }

  @Test
  void afterAKillOnAFullDiskTheOpenReservationsCanStillBeEnded() {
    for (long seed = 1; seed <= 30; seed++) {
      MemoryDisk disk = new MemoryDisk();
      RandomEntries random = new RandomEntries(new Random(seed));
      List<Entry> expected = new ArrayList<>();
      Journal killed = open(disk, SMALL);
      disk.roomLeft(seed * 1000);
      int open = reserveUntilRefused(killed, random, expected);
      MemoryDisk found = disk.afterKill();
      found.roomLeft(0);
      try (Journal journal = open(found, SMALL)) {
        int written = readAll(journal).size();
        journal.claimEndings(open);
        while (journal.append(plain(written), Acknowledgement.NONE).accepted()) {
          written++;
        }
        for (int i = 0; i < open; i++) {
          assertThat(journal.appendEnding(largeEnding(random), Acknowledgement.NONE).accepted())
              .isTrue();
          journal.drainOnce();
        }
        assertThat(readAll(journal)).as("seed %d", seed).hasSize(written + open);
      }
    }
  }

  private static int reserveUntilRefused(
      Journal journal, RandomEntries random, List<Entry> expected) {
    int open = 0;
    while (true) {
      Entry.Reserved reserved = random.reserved();
      Entry other = random.of(5 + open % 6);
      if (journal.append(other, Acknowledgement.NONE) instanceof Accepted) {
        expected.add(other);
      }
      if (!(journal.append(reserved, Acknowledgement.NONE) instanceof Accepted)) {
        return open;
      }
      expected.add(reserved);
      open++;
      if (open % 4 == 0) {
        journal.drainOnce();
        journal.housekeepOnce();
      }
    }
  }

  private static Entry.Ended largeEnding(RandomEntries random) {
    return new Entry.Released(
        random.reserved().call(),
        1,
        Instant.EPOCH,
        500,
        Ending.CUT,
        "x".repeat(random.reserved().attempt() % 7 == 0 ? 9000 : 460),
        Timing.NONE);
  }

  @Test
  void aFullDiskIsSaidAtOnceAndLeftByItself() {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = open(disk, SMALL)) {
      disk.roomLeft(0);
      fillUntilNoRoom(journal);
      assertThat(journal.state()).isInstanceOf(JournalState.NoRoom.class);
      assertThat(journal.append(plain(1), Acknowledgement.NONE))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.NO_ROOM);
                assertThat(refused.message()).contains("No space left on device");
              });
      disk.roomLeft(1 << 20);
      journal.housekeepOnce();
      assertThat(journal.state()).isInstanceOf(JournalState.Open.class);
      fill(journal, 10);
    }
  }

  @Test
  void aDiskThatBecomesReadOnlyForSegmentsIsNoRoom() {
    MemoryDisk disk = new MemoryDisk();
    Journal journal = open(disk, SMALL);
    int before = fillUntilSegmentBegins(journal, disk);
    disk.readOnly(true);
    journal.housekeepOnce();
    assertThat(journal.state())
        .isInstanceOfSatisfying(
            JournalState.NoRoom.class,
            noRoom -> assertThat(noRoom.reason()).contains("Read-only file system"));
    disk.readOnly(false);
    journal.housekeepOnce();
    assertThat(readAll(journal)).hasSize(before);
    journal.close();
  }

  @Test
  void aDefectInHousekeepingIsNoRoomUntilItIsGoneAndEndsNoThread() {
    MemoryDisk disk = new MemoryDisk();
    Journal journal = open(disk, SMALL);
    int before = fillUntilSegmentBegins(journal, disk);
    disk.defective(true);
    journal.housekeepOnce();
    assertThat(journal.state())
        .isInstanceOfSatisfying(
            JournalState.NoRoom.class,
            noRoom -> assertThat(noRoom.reason()).contains("IllegalStateException"));
    disk.defective(false);
    journal.housekeepOnce();
    assertThat(journal.state()).isInstanceOf(JournalState.Open.class);
    assertThat(readAll(journal)).hasSize(before);
    journal.close();
  }

  @Test
  void aFailedWriteAcknowledgesNothingMore() {
    MemoryDisk disk = new MemoryDisk();
    List<Entry> durable = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Journal journal = open(disk, SMALL);
    disk.breakAfter(20);
    journal.append(plain(1), new Told(plain(1), durable, failures));
    journal.append(plain(2), new Told(plain(2), durable, failures));
    journal.drainOnce();
    assertThat(durable).isEmpty();
    assertThat(failures).hasSize(2).allMatch(reason -> reason.contains("Input/output error"));
    assertThat(journal.state()).isInstanceOf(JournalState.Failed.class);
    assertThat(journal.append(plain(3), Acknowledgement.NONE))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.STOPPED));
    assertThat(journal.appendEnding(ending(3), Acknowledgement.NONE).accepted()).isFalse();
  }

  @Test
  void aFullInboxRefusesEntriesButNoEnding() {
    try (Journal journal = open(new MemoryDisk(), config(Mode.HOST, 4 << 20))) {
      int taken = 0;
      while (journal.append(plain(taken), Acknowledgement.NONE).accepted()) {
        taken++;
      }
      assertThat(taken).isEqualTo(4096);
      assertThat(journal.append(plain(1), Acknowledgement.NONE))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.INBOX_FULL));
      assertThat(journal.appendEnding(ending(1), Acknowledgement.NONE).accepted()).isTrue();
      journal.drainOnce();
      assertThat(readAll(journal)).hasSize(4097).endsWith(ending(1));
    }
  }

  @Test
  void anEntryBeyondTheFrameLimitIsRefusedAsTooLarge() {
    try (Journal journal = open(new MemoryDisk(), SMALL)) {
      Entry book = new Entry.BookOpened("prices", "v", Instant.EPOCH, "me", "x".repeat(16 << 10));
      assertThat(journal.append(book, Acknowledgement.NONE))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE));
    }
  }

  @Test
  void aFirstSegmentThatFindsNoRoomStopsTheStartWithTheReason() {
    MemoryDisk disk = new MemoryDisk();
    disk.roomLeft(100);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> open(disk, SMALL))
        .withMessageContaining("No space left on device");
  }

  private static void fillUntilNoRoom(Journal journal) {
    while (journal.append(plain(1), Acknowledgement.NONE).accepted()) {
      journal.drainOnce();
      journal.housekeepOnce();
    }
  }

  private static int fillUntilSegmentBegins(Journal journal, MemoryDisk disk) {
    int count = 0;
    while (disk.sizes().containsKey(Segments.SPARE)) {
      assertThat(journal.append(plain(count), Acknowledgement.NONE).accepted()).isTrue();
      journal.drainOnce();
      count++;
    }
    return count;
  }
}
