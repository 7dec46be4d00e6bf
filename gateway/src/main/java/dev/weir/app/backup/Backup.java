package dev.weir.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.store.CopiedRow;
import dev.weir.exchange.bill.BillTable;
import dev.weir.value.event.OutcomeTable;
import dev.weir.view.cli.Api;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.CommandTree;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Copies the record out of a gateway, through its API: one that runs keeps running, and one on
/// another machine is copied to this one. Used by one thread.
public final class Backup {
  private final Api api;
  private final Path folder;
  private final Consumer<String> progress;
  private final List<Stored> files = new ArrayList<>();

  /// A segment's piece as the API gives it.
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
  private record Piece(String file, boolean archived, long bytes, long end, byte[] content) {
    static Piece of(JsonNode json) {
      return new Piece(
          json.path("file").asText(),
          json.path("archived").asBoolean(),
          json.path("bytes").asLong(),
          json.path("end").asLong(),
          Base64.getDecoder().decode(json.path("content").asText()));
    }
  }

  /// What was copied.
  ///
  /// @param position of the journal: everything that was durable there when the backup began
  /// @param facts position of the last version
  /// @param bytes of all files
  public record Made(Instant at, long position, int segments, long facts, long bytes) {}

  private Backup(Api api, Path folder, Consumer<String> progress) {
    this.api = api;
    this.folder = folder;
    this.progress = progress;
  }

  /// Makes a backup: a new file where the target ends in `.zip`, else a folder that is new or
  /// empty. One that fails half-way leaves a folder without a manifest; that of a file is beside it
  /// and ends in `.making`.
  ///
  /// @param progress told how far it is
  public static Made make(Api api, Path target, Consumer<String> progress) {
    try {
      return PackedFile.isMeant(target)
          ? packed(api, new PackedFile(target), progress)
          : inFolder(api, target, progress);
    } catch (IOException e) {
      throw new UncheckedIOException("the backup to " + target, e);
    }
  }

  private static Made packed(Api api, PackedFile file, Consumer<String> progress)
      throws IOException {
    file.requireNew();
    Made made = inFolder(api, file.folder(), progress);
    progress.accept("packing");
    file.pack(file.folder(), Manifest.LAST);
    return made;
  }

  private static Made inFolder(Api api, Path folder, Consumer<String> progress) throws IOException {
    Folders.makeEmpty(folder, "folder", "a backup is made in one that is new or empty");
    return new Backup(api, folder, progress).copy();
  }

  private Made copy() throws IOException {
    JsonNode begun = api.get(Api.path("backup"));
    long wanted = begun.path("journal").path("position").asLong();
    long position = wanted;
    int segments = 0;
    for (JsonNode first : begun.path("journal").path("segments")) {
      position = Math.max(position, segment(first.asLong(), wanted));
      segments++;
    }
    long facts = facts();
    tables(Stored.BILLS, "bills", BillTable.values());
    tables(Stored.OUTCOMES, "outcomes", OutcomeTable.values());
    Map<String, Long> webhooks = new TreeMap<>();
    begun
        .path("webhooks")
        .properties()
        .forEach(one -> webhooks.put(one.getKey(), one.getValue().asLong()));
    Manifest manifest =
        new Manifest(
            CommandTree.VERSION,
            Instant.parse(begun.path("at").asText()),
            begun.path("journal").path("format").asInt(),
            position,
            facts,
            webhooks,
            files);
    manifest.write(folder);
    return new Made(manifest.at(), position, segments, facts, manifest.bytes());
  }

  /// Copies what a segment holds up to a position, or the whole of it where it is compressed.
  ///
  /// @return the position the copy reaches
  private long segment(long first, long position) throws IOException {
    Piece piece = piece(first, 0);
    while (true) {
      String name = piece.file();
      try (StoredWriter file = StoredWriter.create(folder, Stored.JOURNAL + name)) {
        while (piece.file().equals(name)) {
          long end = piece.archived() ? piece.bytes() : Math.min(piece.bytes(), position - first);
          int length = Math.toIntExact(Math.min(piece.content().length, end - file.bytes()));
          file.write(piece.content(), length);
          if (file.bytes() == end) {
            files.add(file.done());
            return piece.archived() ? piece.end() : first + end;
          }
          requireSome(length, name);
          progress.accept(
              "copying the journal, position %,d of %,d".formatted(first + file.bytes(), position));
          piece = piece(first, file.bytes());
        }
      }
      // It was compressed meanwhile: its archive is copied from the beginning.
      Files.delete(folder.resolve(Stored.JOURNAL + name));
      piece = piece(first, 0);
    }
  }

  private static void requireSome(int length, String name) {
    if (length <= 0) {
      throw new CommandFailure(
          Exit.UNREACHABLE, "the gateway gave no bytes of " + name + " where there should be some");
    }
  }

  private Piece piece(long first, long offset) {
    return Piece.of(
        api.get(Api.path("backup", "journal", Long.toString(first)) + "?offset=" + offset));
  }

  /// Tables, one after another, each to its end: what is told meanwhile may be there with some of
  /// its rows, and is left out by whoever restores.
  ///
  /// @param route that tells of them
  private void tables(String stored, String route, CopiedRow.Table... tables) throws IOException {
    try (StoredWriter file = StoredWriter.create(folder, stored)) {
      for (CopiedRow.Table table : tables) {
        table(route, table, file);
      }
      files.add(file.done());
    }
  }

  private void table(String route, CopiedRow.Table table, StoredWriter file) throws IOException {
    long last = 0;
    while (true) {
      JsonNode page = api.get(Api.path("backup", route, table.code()) + "?after=" + last);
      if (page.path("rows").isEmpty()) {
        return;
      }
      for (JsonNode row : page.path("rows")) {
        byte[] line = (row.asText() + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(line, line.length);
      }
      last = page.path("last").asLong();
      progress.accept("copying the %s, %s %,d".formatted(route, table.code(), last));
    }
  }

  private long facts() throws IOException {
    long last = 0;
    try (StoredWriter file = StoredWriter.create(folder, Stored.FACTS)) {
      while (true) {
        JsonNode versions =
            api.get(Api.path("backup", "facts") + "?after=" + last).path("versions");
        if (versions.isEmpty()) {
          files.add(file.done());
          return last;
        }
        for (JsonNode version : versions) {
          byte[] line = Json.line(version).getBytes(StandardCharsets.UTF_8);
          file.write(line, line.length);
          last = version.path("position").asLong();
        }
        progress.accept("copying the facts, version %,d".formatted(last));
      }
    }
  }
}
