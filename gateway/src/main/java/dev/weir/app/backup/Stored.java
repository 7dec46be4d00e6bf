package dev.weir.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/// One file of a backup, as it was written.
///
/// @param name within the folder; only names a backup knows
/// @param sha256 in hexadecimal
record Stored(String name, long bytes, String sha256) {
  static final String FACTS = "facts.jsonl";
  static final String BILLS = "bills.jsonl";
  static final String OUTCOMES = "outcomes.jsonl";
  static final String JOURNAL = "journal/";

  private static final Pattern NAMES =
      Pattern.compile(
          "facts\\.jsonl|bills\\.jsonl|outcomes\\.jsonl|journal/journal-\\d{16}\\.log|journal/archive/journal-\\d{16}\\.log\\.gz");

  Stored {
    requireKnown(name);
  }

  /// Nothing is read or written outside of the folder, whatever a manifest or an answer says.
  static void requireKnown(String name) {
    if (!NAMES.matcher(name).matches()) {
      throw new CommandFailure(Exit.BROKEN, "a backup has no file of the name '" + name + "'");
    }
  }

  static Stored of(JsonNode node) {
    return new Stored(
        node.path("name").asText(), node.path("bytes").asLong(-1), node.path("sha256").asText());
  }

  ObjectNode json() {
    return Json.object().put("name", name).put("bytes", bytes).put("sha256", sha256);
  }

  /// Requires that the file is as it was written; names it, what is expected and what is found.
  void verify(Path folder) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw damaged("%d bytes".formatted(bytes), "no such file");
    }
    try {
      long size = Files.size(file);
      if (size != bytes) {
        throw damaged("%d bytes".formatted(bytes), "%d bytes".formatted(size));
      }
      String found = sha256(file);
      if (!found.equals(sha256)) {
        throw damaged("SHA-256 " + sha256, found);
      }
    } catch (ZipException | EOFException unreadable) {
      throw damaged("SHA-256 " + sha256, String.valueOf(unreadable.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("the backup's file " + file, e);
    }
  }

  private CommandFailure damaged(String expected, String found) {
    return new CommandFailure(
        Exit.BROKEN,
        "the backup is damaged: %s: expected %s, found %s".formatted(name, expected, found));
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested = new DigestInputStream(in, StoredWriter.sha256())) {
      digested.transferTo(OutputStream.nullOutputStream());
      return StoredWriter.text(digested.getMessageDigest());
    }
  }
}
