package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// Recorded exchanges with real providers, beside the project.
final class Recorded {
  private Recorded() {}

  static Path folder() {
    Path folder =
        Path.of(System.getProperty("weir.root", ".."), "..", "shared", "data", "http").normalize();
    Assumptions.assumeTrue(Files.isDirectory(folder), "no recorded exchanges at " + folder);
    return folder;
  }

  static String body(String file, Predicate<JsonNode> wanted) throws IOException {
    return first(file, wanted).path("body").asText();
  }

  /// What is done with one exchange.
  interface Visit {
    void of(JsonNode entry) throws Exception;
  }

  static void each(String file, Visit visit) throws Exception {
    try (var in = new GZIPInputStream(Files.newInputStream(folder().resolve(file)));
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        visit.of(Running.json(line));
      }
    }
  }

  static JsonNode first(String file, Predicate<JsonNode> wanted) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(folder().resolve(file)));
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode entry = Running.json(line);
        if (wanted.test(entry)) {
          return entry;
        }
      }
    }
    throw new AssertionError("no such exchange in " + file);
  }
}
