package dev.weir.flow.journal;

import static dev.weir.flow.journal.TestJournals.acceptingGaps;
import static dev.weir.flow.journal.TestJournals.config;
import static dev.weir.flow.journal.TestJournals.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.segment.JournalException;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.EntryCodec;
import dev.weir.flow.journal.JournalConfig.Mode;
import dev.weir.flow.journal.JournalReader.Located;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What must hold of opening and reading a journal, whatever its files hold. Arbitrary bytes alone
/// would never get past the checksums, so the input is a recipe ([FuzzedJournal]) by which files
/// are made, frames sealed and damaged; and, as a whole, the payload of an entry.
public final class JournalFuzz {
  private static final JournalConfig SMALL = config(Mode.PROCESS, 2048);
  private static final int TYPES = 32;

  private JournalFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    payload(input);
    FuzzedJournal made = FuzzedJournal.by(input);
    opened(made, made.disk(), SMALL);
    MemoryDisk accepted = made.disk();
    if (opened(made, accepted, acceptingGaps(SMALL))) {
      acceptedForGood(made, accepted);
    }
  }

  /// A payload is an entry that is written again as it is, or it is refused in one way.
  private static void payload(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    byte[] payload = bytes.clone();
    payload[0] = (byte) Math.floorMod(bytes[0], TYPES);
    Optional<Entry> entry = FuzzedJournal.entry(payload);
    if (entry.isPresent()) {
      ByteBuffer written = ByteBuffer.allocate(EntryCodec.size(entry.get()));
      EntryCodec.encode(entry.get(), written);
      assertThat(written.hasRemaining()).isFalse();
      assertThat(EntryCodec.decode(written.flip())).isEqualTo(entry.get());
    }
  }

  /// Whether the journal opens; if it does, everything before the first damage is read, and it can
  /// be written on.
  private static boolean opened(FuzzedJournal made, MemoryDisk disk, JournalConfig config) {
    try (Journal journal = TestJournals.open(disk, config)) {
      List<Entry> read = new ArrayList<>();
      boolean whole = readTo(journal, read);
      assertThat(read).hasSizeGreaterThanOrEqualTo(made.entries().size());
      assertThat(read.subList(0, made.entries().size())).isEqualTo(made.entries());
      if (made.sound()) {
        assertThat(whole).isTrue();
        assertThat(read).isEqualTo(made.entries());
        assertThat(journal.recovered().cut()).isEmpty();
      }
      if (whole && journal.append(plain(99), Acknowledgement.NONE).accepted()) {
        journal.drainOnce();
        List<Entry> more = new ArrayList<>();
        assertThat(readTo(journal, more)).isTrue();
        assertThat(more).hasSize(read.size() + 1).endsWith(plain(99));
      }
      return true;
    } catch (JournalException refused) {
      assertThat(made.sound()).as("%s", refused.getMessage()).isFalse();
      assertThat(refused.getMessage()).isNotBlank();
      return false;
    }
  }

  /// What was accepted once is no damage any more.
  private static void acceptedForGood(FuzzedJournal made, MemoryDisk disk) {
    try (Journal again = TestJournals.open(disk, SMALL)) {
      assertThat(again.recovered().gaps()).isEmpty();
      List<Entry> read = new ArrayList<>();
      readTo(again, read);
      assertThat(read).hasSizeGreaterThanOrEqualTo(made.entries().size());
      assertThat(read.subList(0, made.entries().size())).isEqualTo(made.entries());
    }
  }

  /// Reads to the end; false if the journal holds what is no entry of this program.
  private static boolean readTo(Journal journal, List<Entry> read) {
    try (JournalReader reader = journal.read(0)) {
      for (Optional<Located> next = reader.next(); next.isPresent(); next = reader.next()) {
        read.add(next.get().entry());
      }
      return true;
    } catch (JournalException notUnderstood) {
      assertThat(notUnderstood.getMessage()).contains("position");
      return false;
    }
  }
}
