package dev.weir.flow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.base.segment.FileDisk;
import dev.weir.base.segment.JournalException;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.RandomEntries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDiskTest {
  @TempDir private Path folder;

  @Test
  void readsBackFromRealFilesWhatWasAppended() {
    RandomEntries random = new RandomEntries(new Random(3));
    List<Entry> appended = new ArrayList<>();
    try (Journal journal = open()) {
      for (int i = 0; i < 500; i++) {
        Entry entry = random.reserved();
        Entry.Ended ending = (Entry.Ended) random.of(4);
        assertThat(journal.append(entry, Acknowledgement.NONE)).isEqualTo(new Appended.Accepted());
        assertThat(journal.appendEnding(ending, Acknowledgement.NONE).accepted()).isTrue();
        appended.add(entry);
        appended.add(ending);
        if (i % 10 == 0) {
          journal.drainOnce();
          journal.housekeepOnce();
          journal.releaseUpTo(journal.durablePosition());
        }
      }
    }
    try (Journal journal = open();
        JournalReader reader = journal.read(0)) {
      List<Entry> read = new ArrayList<>();
      for (Optional<JournalReader.Located> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        read.add(next.get().entry());
      }
      assertThat(read).isEqualTo(appended);
    }
    assertThat(folder.resolve("archive").toFile().list()).isNotEmpty();
  }

  @Test
  void saysWhichProcessOwnsTheFolder() {
    try (Journal journal = open()) {
      assertThat(journal.state()).isEqualTo(new JournalState.Open());
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> FileDisk.own(folder))
          .withMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void namesItsFilesWhileOthersAreRenamed() throws Exception {
    Path spare = Files.createFile(folder.resolve("spare.log"));
    Path begun = folder.resolve("begun.log");
    try (FileDisk disk = FileDisk.own(folder)) {
      AtomicBoolean looking = new AtomicBoolean(true);
      Thread renaming =
          Thread.ofPlatform()
              .start(() -> {
                while (looking.get()) {
                  spare.toFile().renameTo(begun.toFile());
                  begun.toFile().renameTo(spare.toFile());
                }
              });
      Files.createFile(folder.resolve("stays.log"));
      for (int i = 0; i < 3_000; i++) {
        assertThat(disk.list()).contains("stays.log");
      }
      looking.set(false);
      renaming.join();
    }
  }

  private Journal open() {
    JournalConfig config = TestJournals.config(JournalConfig.Mode.HOST, 64 << 10);
    return Journal.open(FileDisk.own(folder), config, InstantSource.system(), new QuietLog());
  }
}
