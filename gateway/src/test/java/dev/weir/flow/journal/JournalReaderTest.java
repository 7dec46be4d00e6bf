package dev.weir.flow.journal;

import static dev.weir.flow.journal.TestJournals.config;
import static dev.weir.flow.journal.TestJournals.fill;
import static dev.weir.flow.journal.TestJournals.open;
import static dev.weir.flow.journal.TestJournals.plain;
import static dev.weir.flow.journal.TestJournals.readAll;
import static dev.weir.flow.journal.TestJournals.readFrom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.base.segment.Frames;
import dev.weir.base.segment.JournalException;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.base.segment.SegmentHeader;
import dev.weir.base.segment.Segments;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.JournalConfig.Mode;
import dev.weir.flow.journal.JournalReader.Located;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JournalReaderTest {
  private static final JournalConfig SMALL = config(Mode.HOST, 2048);

  @Test
  void anEntryOfAKindNobodyKnowsYetIsRefusedWithWhatToDo() {
    MemoryDisk disk = new MemoryDisk();
    open(disk, SMALL).close();
    String segment = Segments.rawName(0);
    ByteBuffer bytes = ByteBuffer.wrap(disk.bytes(segment));
    ByteBuffer frame = bytes.slice(SegmentHeader.BYTES, Frames.HEADER + 1);
    frame.put(Frames.HEADER, (byte) 99);
    new Frames().seal(frame, 0, frame.capacity(), SegmentHeader.BYTES, true);
    disk.put(segment, bytes.array());

    try (Journal journal = open(disk, SMALL)) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> readAll(journal))
          .withMessageContaining("position 32")
          .withMessageContaining("no entry has kind 99")
          .withMessageContaining("if a newer Weir wrote it, start that one");
    }
  }

  @Test
  void readsOnFromAnyPositionItEverGave() {
    try (Journal journal = open(new MemoryDisk(), SMALL)) {
      fill(journal, 150);
      journal.releaseUpTo(journal.durablePosition() / 2);
      journal.housekeepOnce();
      List<Located> all = readFrom(journal, 0);
      assertThat(all).hasSize(150);
      for (int i = 0; i < all.size(); i++) {
        assertThat(readFrom(journal, all.get(i).position())).isEqualTo(all.subList(i, 150));
        assertThat(readFrom(journal, all.get(i).next())).isEqualTo(all.subList(i + 1, 150));
      }
    }
  }

  @Test
  void followsTheJournalAcrossSegmentsAndWhileTheyAreArchived() {
    try (Journal journal = open(new MemoryDisk(), SMALL);
        JournalReader reader = journal.read(0)) {
      List<Entry> followed = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        journal.append(plain(i), Acknowledgement.NONE);
        if (i % 7 == 0) {
          journal.drainOnce();
          journal.housekeepOnce();
        }
        if (i % 50 == 0) {
          follow(reader, followed);
          journal.releaseUpTo(reader.position());
        }
      }
      journal.drainOnce();
      follow(reader, followed);
      assertThat(followed).hasSize(300).isEqualTo(readAll(journal));
    }
  }

  private static void follow(JournalReader reader, List<Entry> followed) {
    for (Optional<Located> next = reader.next(); next.isPresent(); next = reader.next()) {
      followed.add(next.get().entry());
    }
  }

  @Test
  void doesNotSeeWhatIsNotYetDurable() {
    try (Journal journal = open(new MemoryDisk(), SMALL)) {
      journal.append(plain(1), Acknowledgement.NONE);
      assertThat(readAll(journal)).isEmpty();
      journal.drainOnce();
      assertThat(readAll(journal)).containsExactly(plain(1));
    }
  }

  @Test
  void archivesClosedSegmentsThatWereReleasedAndNoOther() {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = open(disk, SMALL)) {
      List<Entry> entries = fill(journal, 200);
      long middle = readFrom(journal, 0).get(100).position();
      journal.releaseUpTo(middle);
      journal.housekeepOnce();
      for (String name : disk.sizes().keySet()) {
        if (name.startsWith("journal-")) {
          assertThat(Long.parseLong(name.substring(8, 24)) + 2048).isGreaterThan(middle);
        }
      }
      assertThat(disk.sizes().keySet()).anyMatch(name -> name.startsWith("archive/"));
      assertThat(readAll(journal)).isEqualTo(entries);
    }
    try (Journal journal = open(disk, SMALL)) {
      assertThat(readAll(journal)).hasSize(200);
    }
  }

  @Test
  void damageInAnArchiveIsNamed() {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = open(disk, SMALL)) {
      fill(journal, 100);
      journal.releaseUpTo(journal.durablePosition());
      journal.housekeepOnce();
      String archived = Segments.archivedName(0);
      byte[] bytes = disk.bytes(archived);
      disk.corrupt(archived, bytes.length / 2, 0x20);
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> readAll(journal))
          .withMessageContaining(archived);
    }
  }
}
