package dev.weir.flow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.segment.Disk;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.JournalReader.Located;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Journals small enough that a test sees many segments.
final class TestJournals {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z"));

  private TestJournals() {}

  static JournalConfig config(JournalConfig.Mode mode, int segmentBytes) {
    return new JournalConfig(
        mode, segmentBytes, 4096, 512, Duration.ofMillis(200), Duration.ofMillis(50), false);
  }

  static JournalConfig acceptingGaps(JournalConfig config) {
    return new JournalConfig(
        config.mode(),
        config.segmentBytes(),
        config.inboxEntries(),
        config.endingBytes(),
        config.syncEvery(),
        config.retryEvery(),
        true);
  }

  static Journal open(Disk disk, JournalConfig config) {
    return Journal.open(disk, config, CLOCK, new QuietLog());
  }

  static Entry.Expired ending(long number) {
    return new Entry.Expired(new CallId(number, ~number), 1, Instant.ofEpochSecond(number));
  }

  /// A small entry that claims nothing.
  static Entry.Overrun plain(long number) {
    return new Entry.Overrun(
        new CallId(number, ~number),
        1,
        Instant.ofEpochSecond(number),
        Money.ofPicos(number),
        Money.ofPicos(number + 1));
  }

  /// Appends small entries one batch each.
  static List<Entry> fill(Journal journal, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Entry entry = plain(i);
      assertThat(journal.append(entry, Acknowledgement.NONE).accepted()).isTrue();
      journal.drainOnce();
      journal.housekeepOnce();
      entries.add(entry);
    }
    return entries;
  }

  static List<Entry> readAll(Journal journal) {
    return readFrom(journal, 0).stream().map(Located::entry).toList();
  }

  static List<Located> readFrom(Journal journal, long position) {
    List<Located> read = new ArrayList<>();
    try (JournalReader reader = journal.read(position)) {
      for (Optional<Located> next = reader.next(); next.isPresent(); next = reader.next()) {
        read.add(next.get());
      }
    }
    return read;
  }

  /// Collects what it is told, on the writer's thread.
  static final class Told implements Acknowledgement {
    private final Entry entry;
    private final List<Entry> durable;
    private final List<String> failures;

    Told(Entry entry, List<Entry> durable, List<String> failures) {
      this.entry = entry;
      this.durable = durable;
      this.failures = failures;
    }

    @Override
    public Executor executor() {
      return Runnable::run;
    }

    @Override
    public void durable(long position) {
      durable.add(entry);
    }

    @Override
    public void failed(String reason) {
      failures.add(reason);
    }
  }
}
