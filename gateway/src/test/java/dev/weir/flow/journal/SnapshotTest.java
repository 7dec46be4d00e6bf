package dev.weir.flow.journal;

import static dev.weir.flow.journal.TestJournals.config;
import static dev.weir.flow.journal.TestJournals.fill;
import static dev.weir.flow.journal.TestJournals.open;
import static dev.weir.flow.journal.TestJournals.plain;
import static dev.weir.flow.journal.TestJournals.readFrom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.segment.MemoryDisk;
import dev.weir.base.segment.Segments;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Snapshot;
import dev.weir.flow.journal.JournalConfig.Mode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SnapshotTest {
  private static final JournalConfig SMALL = config(Mode.HOST, 4096);

  @Test
  void replayStartsAtTheNewestCompleteSnapshot() {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = open(disk, SMALL)) {
      fill(journal, 3);
      append(journal, List.of(part(1, false), part(1, true)));
      journal.append(plain(50), Acknowledgement.NONE);
      append(journal, List.of(part(2, false), part(2, false), part(2, true)));
      journal.append(plain(51), Acknowledgement.NONE);
      append(journal, List.of(part(3, false)));
      journal.append(plain(52), Acknowledgement.NONE);
      journal.drainOnce();
    }
    try (Journal journal = open(disk, SMALL)) {
      List<Entry> replayed =
          readFrom(journal, journal.recovered().start()).stream()
              .map(JournalReader.Located::entry)
              .toList();
      assertThat(replayed)
          .containsExactly(
              part(2, false), part(2, false), part(2, true), plain(51), part(3, false), plain(52));
    }
  }

  @Test
  void theSnapshotIsFoundInTheArchiveWhenNoRawSegmentHasOne() {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = open(disk, SMALL)) {
      fill(journal, 3);
      append(journal, List.of(part(1, true)));
      fill(journal, 300);
      journal.releaseUpTo(journal.durablePosition());
      journal.housekeepOnce();
      assertThat(disk.sizes().keySet()).noneMatch(name -> name.equals(Segments.rawName(0)));
    }
    try (Journal journal = open(disk, SMALL)) {
      assertThat(readFrom(journal, journal.recovered().start()).getFirst().entry())
          .isEqualTo(part(1, true));
    }
  }

  @Test
  void aSnapshotIsAskedForWheneverASegmentBegins() {
    MemoryDisk disk = new MemoryDisk();
    AtomicInteger asked = new AtomicInteger();
    try (Journal journal = open(disk, SMALL)) {
      journal.attach(() -> {
        asked.incrementAndGet();
        append(journal, List.of(part(asked.get(), true)));
      });
      fill(journal, 600);
    }
    assertThat(asked.get()).isEqualTo(disk.sizes().size() - 2).isGreaterThan(2);
    try (Journal journal = open(disk, SMALL)) {
      assertThat(readFrom(journal, journal.recovered().start()).getFirst().entry())
          .isEqualTo(part(asked.get(), true));
    }
  }

  private static void append(Journal journal, List<Snapshot> parts) {
    assertThat(journal.appendSnapshot(parts, Acknowledgement.NONE).accepted()).isTrue();
  }

  private static Snapshot part(int at, boolean last) {
    return new Snapshot(Instant.ofEpochSecond(at), List.of(), List.of(), List.of(), last);
  }
}
