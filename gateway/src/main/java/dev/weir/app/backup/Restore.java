package dev.weir.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.segment.FileDisk;
import dev.weir.base.segment.JournalException;
import dev.weir.base.store.CopiedRow;
import dev.weir.base.store.Database;
import dev.weir.base.store.StoreFailure;
import dev.weir.exchange.bill.Bills;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.FactRow;
import dev.weir.flow.books.Facts;
import dev.weir.flow.journal.JournalCopy;
import dev.weir.value.event.Outcomes;
import dev.weir.value.evidence.Haircut;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Makes a data directory of a backup. Everything is made and checked in a folder of its own within
/// it and gets its names at the end, the journal last. Used by one thread.
public final class Restore {
  private static final String STAGING = "restoring";
  private static final String FACTS = "facts.duckdb";
  private static final String BILLS = "bills.duckdb";
  private static final String OUTCOMES = "outcomes.duckdb";
  private static final String JOURNAL = "journal";
  private static final String ALERTS = "alerts";
  private static final Database.Settings SETTINGS = new Database.Settings(128, 1, 1);

  private final Path folder;
  private final Path named;
  private final Manifest manifest;
  private final Path staging;
  private final Consumer<String> progress;

  /// What was restored.
  ///
  /// @param at when the backup was taken
  /// @param position the journal goes on there
  /// @param entries of the journal, each read and checked
  /// @param facts position of the last version
  public record Made(Instant at, long position, long entries, long facts) {}

  private Restore(
      Path folder, Path named, Manifest manifest, Path data, Consumer<String> progress) {
    this.folder = folder;
    this.named = named;
    this.manifest = manifest;
    this.staging = data.resolve(STAGING);
    this.progress = progress;
  }

  /// Restores into a data directory that is new or empty. Nothing is written there before every
  /// file of the backup was found to be whole.
  ///
  /// @param backup a folder, or a file that such a folder was packed into
  /// @param progress told how far it is
  public static Made make(Path backup, Path data, InstantSource clock, Consumer<String> progress) {
    try {
      if (!Files.isRegularFile(backup)) {
        return make(backup, backup, data, clock, progress);
      }
      try (FileSystem zip = new PackedFile(backup).open()) {
        return make(zip.getPath("/"), backup, data, clock, progress);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the backup %s into %s".formatted(backup, data), e);
    }
  }

  private static Made make(
      Path folder, Path named, Path data, InstantSource clock, Consumer<String> progress)
      throws IOException {
    String advice = "a backup is restored into an empty one; move it away, or set another (data:)";
    Folders.requireEmpty(data, "data directory", advice);
    Manifest manifest = Manifest.read(folder, named);
    for (Stored file : manifest.files()) {
      progress.accept("checking " + file.name());
      file.verify(folder);
    }
    Folders.makeEmpty(data, "data directory", advice);
    return new Restore(folder, named, manifest, data, progress).restore(data, clock);
  }

  private Made restore(Path data, InstantSource clock) throws IOException {
    Files.createDirectory(staging);
    journal();
    facts(clock);
    bills();
    outcomes();
    webhooks();
    progress.accept("checking the journal's entries");
    long entries = entries();
    try (Stream<Path> made = Files.list(staging)) {
      for (Path each : journalLast(made)) {
        Files.move(each, data.resolve(each.getFileName()));
      }
    }
    Files.delete(staging);
    Folders.sync(data);
    return new Made(manifest.at(), manifest.position(), entries, manifest.facts());
  }

  private static List<Path> journalLast(Stream<Path> made) {
    return made.sorted(Comparator.comparing(each -> each.endsWith(JOURNAL))).toList();
  }

  private void journal() throws IOException {
    Files.createDirectories(staging.resolve(JOURNAL).resolve("archive"));
    for (Stored file : manifest.files()) {
      if (file.name().startsWith(Stored.JOURNAL)) {
        progress.accept("copying " + file.name());
        Path target = staging.resolve(file.name());
        Files.copy(folder.resolve(file.name()), target);
        Folders.sync(target);
      }
    }
    Folders.sync(staging.resolve(JOURNAL).resolve("archive"));
    Folders.sync(staging.resolve(JOURNAL));
  }

  private long entries() throws IOException {
    try (FileDisk disk = FileDisk.own(staging.resolve(JOURNAL))) {
      return JournalCopy.check(disk, manifest.position());
    } catch (JournalException | UncheckedIOException damaged) {
      throw unusable("its journal: " + damaged.getMessage());
    }
  }

  /// Stores the facts, and requires that they are valid as a whole: a start would refuse others.
  private void facts(InstantSource clock) throws IOException {
    progress.accept("restoring the facts");
    Path file = staging.resolve(FACTS);
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve(Stored.FACTS))) {
      Iterator<FactRow> rows = lines.lines().map(Restore::row).iterator();
      long last = Facts.restore(file, SETTINGS, rows);
      if (last != manifest.facts()) {
        throw unusable(
            "its facts: expected versions up to %d, found %d".formatted(manifest.facts(), last));
      }
      try (Facts facts = Facts.open(file, SETTINGS)) {
        new Books(facts, clock).inForce();
      }
    } catch (IllegalArgumentException | StoreFailure | UncheckedIOException damaged) {
      throw unusable("its facts: " + damaged.getMessage());
    }
  }

  /// Older backups have none.
  private boolean lacks(String stored) {
    return manifest.files().stream().noneMatch(file -> file.name().equals(stored));
  }

  private void bills() throws IOException {
    if (lacks(Stored.BILLS)) {
      return;
    }
    progress.accept("restoring the bills");
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve(Stored.BILLS));
        Bills bills = Bills.open(staging.resolve(BILLS), SETTINGS)) {
      bills.restore(lines.lines().map(CopiedRow::parse).iterator());
    } catch (IllegalArgumentException | StoreFailure | UncheckedIOException damaged) {
      throw unusable("its bills: " + damaged.getMessage());
    }
  }

  private void outcomes() throws IOException {
    if (lacks(Stored.OUTCOMES)) {
      return;
    }
    progress.accept("restoring the outcomes");
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve(Stored.OUTCOMES));
        Outcomes outcomes =
            Outcomes.open(staging.resolve(OUTCOMES), SETTINGS, () -> Haircut.USUAL)) {
      outcomes.restore(lines.lines().map(CopiedRow::parse).iterator());
    } catch (IllegalArgumentException | StoreFailure | UncheckedIOException damaged) {
      throw unusable("its outcomes: " + damaged.getMessage());
    }
  }

  private static FactRow row(String line) {
    JsonNode row = Json.read(Stored.FACTS, line);
    return new FactRow(
        row.path("position").asLong(),
        row.path("kind").asText(),
        row.path("id").asText(),
        row.path("version").asInt(),
        Instant.parse(row.path("at").asText()),
        row.path("who").asText(),
        row.path("why").asText(),
        row.path("body").asText(),
        row.path("retired").asBoolean());
  }

  private void webhooks() throws IOException {
    if (manifest.webhooks().isEmpty()) {
      return;
    }
    Path alerts = Files.createDirectory(staging.resolve(ALERTS));
    for (Map.Entry<String, Long> webhook : manifest.webhooks().entrySet()) {
      Path file = alerts.resolve(webhook.getKey());
      Files.writeString(file, webhook.getValue() + "\n");
      Folders.sync(file);
    }
    Folders.sync(alerts);
  }

  private CommandFailure unusable(String why) {
    return new CommandFailure(
        Exit.BROKEN,
        "the backup %s cannot be used: %s; what was made of it is in %s and may be deleted"
            .formatted(named, why, staging));
  }
}
