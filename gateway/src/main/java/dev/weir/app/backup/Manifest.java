package dev.weir.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.journal.JournalCopy;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;

/// What a backup holds: `manifest.json`, with its own SHA-256 beside it as `sha256sum` writes it.
///
/// @param weir the version that made it
/// @param at when the journal's position was taken
/// @param journalFormat of the segments
/// @param position of the journal: the copy ends there
/// @param facts position of the last version in `facts.jsonl`, 0 without any
/// @param webhooks before which position each has taken all alerts, by the name of its file
record Manifest(
    String weir,
    Instant at,
    int journalFormat,
    long position,
    long facts,
    Map<String, Long> webhooks,
    List<Stored> files) {
  /// The format this program writes and the newest it reads; 1 has no bills, 2 no outcomes.
  static final int FORMAT = 3;

  private static final String FILE = "manifest.json";
  private static final String SUM = FILE + ".sha256";
  private static final String UNFINISHED = FILE + ".unfinished";

  /// What a backup is finished by, in this order.
  static final List<String> LAST = List.of(SUM, FILE);

  private static final String WEBHOOK = "webhook-[0-9a-f]{12}";

  Manifest {
    webhooks = Map.copyOf(webhooks);
    files = List.copyOf(files);
    for (String name : webhooks.keySet()) {
      if (!name.matches(WEBHOOK)) {
        throw new CommandFailure(Exit.BROKEN, "no webhook's file has the name '" + name + "'");
      }
    }
  }

  long bytes() {
    return files.stream().mapToLong(Stored::bytes).sum();
  }

  /// Makes the folder a backup: the manifest gets its name last.
  void write(Path folder) throws IOException {
    Path unfinished = folder.resolve(UNFINISHED);
    Files.writeString(unfinished, json().toPrettyString() + "\n");
    Files.writeString(folder.resolve(SUM), Stored.sha256(unfinished) + "  " + FILE + "\n");
    Folders.sync(unfinished);
    Folders.sync(folder.resolve(SUM));
    Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    Folders.sync(folder);
  }

  private ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("format", FORMAT).put("weir", weir).put("at", at.toString());
    json.put("journal_format", journalFormat).put("position", position).put("facts", facts);
    ObjectNode taken = json.putObject("webhooks");
    new TreeMap<>(webhooks).forEach(taken::put);
    ArrayNode list = json.putArray("files");
    files.forEach(file -> list.add(file.json()));
    return json;
  }

  /// Reads the manifest of a folder. One that is missing, damaged or of a newer version is refused.
  ///
  /// @param named the backup, as it was asked for
  static Manifest read(Path folder, Path named) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure(
          Exit.BROKEN, "%s is no finished backup: it has no %s".formatted(named, FILE));
    }
    try {
      String expected = Files.readString(folder.resolve(SUM)).strip();
      String found = Stored.sha256(file) + "  " + FILE;
      if (!found.equals(expected)) {
        throw new CommandFailure(
            Exit.BROKEN,
            "the backup is damaged: %s: expected SHA-256 %s, found %s"
                .formatted(FILE, expected, found));
      }
      return of(Json.read(FILE, Files.readString(file)));
    } catch (ZipException | EOFException unreadable) {
      throw new CommandFailure(
          Exit.BROKEN, "the backup is damaged: %s: %s".formatted(FILE, unreadable.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("the backup " + named, e);
    }
  }

  private static Manifest of(JsonNode json) {
    String weir = json.path("weir").asText();
    requireKnown(weir, "backup", json.path("format").asInt(), FORMAT);
    requireKnown(weir, "journal", json.path("journal_format").asInt(), JournalCopy.FORMAT);
    Map<String, Long> webhooks = new TreeMap<>();
    json.path("webhooks")
        .properties()
        .forEach(one -> webhooks.put(one.getKey(), one.getValue().asLong()));
    List<Stored> files = new ArrayList<>();
    json.path("files").forEach(one -> files.add(Stored.of(one)));
    return new Manifest(
        weir,
        Instant.parse(json.path("at").asText()),
        json.path("journal_format").asInt(),
        json.path("position").asLong(),
        json.path("facts").asLong(),
        webhooks,
        files);
  }

  private static void requireKnown(String weir, String what, int format, int newest) {
    if (format < 1 || format > newest) {
      throw new CommandFailure(
          Exit.BROKEN,
          "the backup was made by Weir %s in %s format %d; this program reads formats 1 to %d: use a newer one"
              .formatted(weir, what, format, newest));
    }
  }
}
