package dev.weir.flow.projection;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.segment.FileDisk;
import dev.weir.base.store.Database;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LedgerLoaderTest {
  private static final JournalConfig SMALL_SEGMENTS =
      new JournalConfig(
          JournalConfig.Mode.PROCESS,
          64 << 10,
          4096,
          512,
          Duration.ofMillis(200),
          Duration.ofMillis(50),
          false);
  private static final LedgerLoader.Settings SETTINGS =
      new LedgerLoader.Settings(
          100, Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(20));
  private static final System.Logger LOG = System.getLogger("test");

  @TempDir Path folder;

  private Journal journal() {
    return Journal.open(
        FileDisk.own(folder.resolve("journal")),
        SMALL_SEGMENTS,
        InstantSource.fixed(SeededCalls.START),
        LOG);
  }

  private static LedgerLoader loader(Database database, Journal journal) {
    return loader(database, journal, SETTINGS);
  }

  private static LedgerLoader loader(
      Database database, Journal journal, LedgerLoader.Settings settings) {
    InstantSource clock = InstantSource.fixed(SeededCalls.START.plusSeconds(3_600));
    return new LedgerLoader(new LedgerDatabase(database), journal, clock, LOG, settings);
  }

  private static void append(Journal journal, List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry instanceof Entry.Ended ended) {
        journal.appendEnding(ended, Acknowledgement.NONE);
      } else {
        assertThat(journal.append(entry, Acknowledgement.NONE).accepted()).isTrue();
      }
      journal.drainOnce();
      journal.housekeepOnce();
    }
  }

  private static Map<String, List<String>> loadAll(Database database, Journal journal) {
    try (LedgerLoader loader = loader(database, journal)) {
      while (loader.loadOnce()) {
        assertThat(loader.lag().failure()).isEmpty();
      }
      assertThat(loader.lag().bytes()).isZero();
      assertThat(loader.lag().behind()).isZero();
    }
    return Tables.contentOf(database);
  }

  @Test
  void aDeletedDatabaseIsBuiltAgainFromTheArchives() throws IOException {
    try (Journal journal = journal()) {
      append(journal, new SeededCalls(21).entries(1_800));
      Path file = folder.resolve("ledger.duckdb");
      Map<String, List<String>> before;
      try (Database database = Tables.open(file)) {
        before = loadAll(database, journal);
      }
      journal.housekeepOnce();
      try (var files = Files.walk(folder.resolve("journal/archive"))) {
        assertThat(files.filter(Files::isRegularFile)).hasSizeGreaterThan(2);
      }
      Files.delete(file);
      try (Database database = Tables.open(file)) {
        assertThat(loadAll(database, journal)).isEqualTo(before);
      }
      assertThat(before.get("attempt")).hasSizeGreaterThan(200);
    }
  }

  @Test
  void whatIsLoadedIsInTheFileAfterTwentySeconds() throws IOException {
    Path file = folder.resolve("ledger.duckdb");
    AtomicReference<Instant> now = new AtomicReference<>(SeededCalls.START);
    try (Journal journal = journal();
        Database database = Tables.open(file);
        LedgerLoader loader =
            new LedgerLoader(new LedgerDatabase(database), journal, now::get, LOG, SETTINGS)) {
      SeededCalls calls = new SeededCalls(25);
      append(journal, calls.entries(100));
      assertThat(loader.loadOnce()).isTrue();
      assertThat(savedAttempts(file)).as("within the twenty seconds").isZero();

      now.set(SeededCalls.START.plusSeconds(20));
      append(journal, calls.entries(100));
      assertThat(loader.loadOnce()).isTrue();

      assertThat(savedAttempts(file))
          .isPositive()
          .isEqualTo(Tables.contentOf(database).getOrDefault("attempt", List.of()).size());
    }
  }

  @Test
  void whatWasLoadedLastIsInTheFileToo() throws IOException {
    Path file = folder.resolve("ledger.duckdb");
    AtomicReference<Instant> now = new AtomicReference<>(SeededCalls.START);
    try (Journal journal = journal();
        Database database = Tables.open(file);
        LedgerLoader loader =
            new LedgerLoader(new LedgerDatabase(database), journal, now::get, LOG, SETTINGS)) {
      append(journal, new SeededCalls(26).entries(100));
      assertThat(loader.loadOnce()).isTrue();

      now.set(SeededCalls.START.plusSeconds(20));
      assertThat(loader.loadOnce()).as("nothing more").isFalse();

      assertThat(savedAttempts(file)).isPositive();
    }
  }

  private int savedAttempts(Path file) throws IOException {
    Path copy = Files.copy(file, folder.resolve("copy.duckdb"), REPLACE_EXISTING);
    try (Database database = Tables.open(copy)) {
      return Tables.contentOf(database).getOrDefault("attempt", List.of()).size();
    }
  }

  /// A copy of the open file is what a kill leaves: without a write-ahead file, that of the last
  /// checkpoint.
  @Test
  void whatAKillTookFromTheDatabaseIsLoadedAgain() throws IOException {
    Path file = folder.resolve("ledger.duckdb");
    Path killed = folder.resolve("killed.duckdb");
    try (Journal journal = journal()) {
      Map<String, List<String>> whole;
      append(journal, new SeededCalls(23).entries(600));
      try (Database database = Tables.open(file)) {
        loadAll(database, journal);
        database.checkpoint();
        append(journal, new SeededCalls(24).entries(600));
        whole = loadAll(database, journal);
        Files.copy(file, killed);
      }
      try (Database database = Tables.open(killed)) {
        assertThat(Tables.contentOf(database).get("attempt"))
            .isNotEmpty()
            .hasSizeLessThan(whole.getOrDefault("attempt", List.of()).size());
        assertThat(loadAll(database, journal)).isEqualTo(whole);
      }
      try (var files = Files.list(folder)) {
        assertThat(files.filter(each -> each.toString().endsWith(".wal"))).isEmpty();
      }
    }
  }

  @Tag("slow")
  @Test
  void followsTheJournalOnItsOwnThread() throws InterruptedException {
    List<Entry> entries = new SeededCalls(22).entries(900);
    try (Journal journal = journal();
        Database database = Tables.open(folder.resolve("followed.duckdb"));
        LedgerLoader loader = loader(database, journal)) {
      loader.start();
      append(journal, entries);
      assertThat(loader.awaitLoaded(journal.durablePosition(), Duration.ofSeconds(60))).isTrue();
      try (Database reference = Tables.open(folder.resolve("reference.duckdb"))) {
        assertThat(Tables.contentOf(database)).isEqualTo(loadAll(reference, journal));
      }
    }
  }

  @Tag("slow")
  @Test
  void whoAwaitsAnEntryDoesNotWaitForOthersToGather() throws InterruptedException {
    LedgerLoader.Settings patient =
        new LedgerLoader.Settings(
            1_000, Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofDays(1));
    List<Entry> entries = new SeededCalls(26).entries(90);
    try (Journal journal = journal();
        Database database = Tables.open(folder.resolve("patient.duckdb"));
        LedgerLoader loader = loader(database, journal, patient)) {
      loader.start();
      for (Entry entry : entries) {
        append(journal, List.of(entry));
        assertThat(loader.awaitLoaded(journal.durablePosition(), Duration.ofSeconds(60))).isTrue();
      }
    }
  }

  @Test
  void goesOnAfterAFailureNobodyThoughtOf() throws InterruptedException {
    LedgerLoader.Settings failing =
        new LedgerLoader.Settings(
            1_000,
            Duration.ofMillis(20),
            Duration.ofMillis(20),
            Duration.ofSeconds(Long.MAX_VALUE)); // more nanoseconds than a long has
    List<Entry> entries = new SeededCalls(27).entries(3);
    try (Journal journal = journal();
        Database database = Tables.open(folder.resolve("failing.duckdb"));
        LedgerLoader loader = loader(database, journal, failing)) {
      loader.start();
      for (Entry entry : entries) {
        append(journal, List.of(entry));
        assertThat(loader.awaitLoaded(journal.durablePosition(), Duration.ofSeconds(30))).isTrue();
      }
    }
  }

  @Test
  void isBuiltAgainWhenTheJournalLostWhatItHolds() throws IOException {
    Path file = folder.resolve("ahead.duckdb");
    try (Journal journal = journal();
        Database database = Tables.open(file)) {
      append(journal, new SeededCalls(23).entries(300));
      loadAll(database, journal);
    }
    try (var files = Files.walk(folder.resolve("journal"))) {
      for (Path lost : files.filter(Files::isRegularFile).toList()) {
        Files.delete(lost);
      }
    }
    try (Journal journal = journal();
        Database database = Tables.open(file);
        Database reference = Tables.open(folder.resolve("reference.duckdb"))) {
      append(journal, new SeededCalls(24).entries(300));
      assertThat(loadAll(database, journal)).isEqualTo(loadAll(reference, journal));
    }
  }

  @Test
  void saysHowFarItIsBehind() {
    try (Journal journal = journal();
        Database database = Tables.open(folder.resolve("behind.duckdb"));
        LedgerLoader loader = loader(database, journal)) {
      append(journal, new SeededCalls(25).entries(150));
      assertThat(loader.loadOnce()).isTrue();
      LedgerLoader.Lag lag = loader.lag();
      assertThat(lag.bytes()).isPositive();
      assertThat(lag.behind()).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
    }
  }
}
