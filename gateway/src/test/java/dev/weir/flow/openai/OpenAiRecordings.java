package dev.weir.flow.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.conversation.Streams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// Recorded exchanges with OpenAI and all who imitate it, from `../shared/data/http`; provenance in
/// its SOURCES.md. Skips the test where they are absent.
final class OpenAiRecordings {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param where file and line of the recording
  record Exchange(String where, int status, String request, String answer) {
    boolean stream() {
      return !answer.startsWith("{");
    }

    List<Frame> frames(FrameReader reader) throws JsonFault {
      try {
        return stream()
            ? Streams.read(reader, answer.getBytes(UTF_8))
            : Streams.readWhole(reader, answer.getBytes(UTF_8));
      } catch (JsonFault fault) {
        throw new AssertionError(where + ": " + fault.getMessage(), fault);
      }
    }

    /// The text of choice 0 of chat, by another library.
    String text() throws IOException {
      StringBuilder text = new StringBuilder();
      for (JsonNode body : bodies()) {
        for (JsonNode choice : body.path("choices")) {
          if (choice.path("index").asInt() == 0) {
            JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
            text.append(text(said.path("content")));
          }
        }
      }
      return text.toString();
    }

    private static String text(JsonNode content) {
      if (!content.isArray()) {
        return content.asText("").equals("null") && content.isNull() ? "" : content.asText("");
      }
      StringBuilder text = new StringBuilder();
      content.forEach(part -> text.append(part.path("text").asText("")));
      return text.toString();
    }

    int choices() throws IOException {
      var indexes = new TreeSet<Integer>();
      for (JsonNode body : bodies()) {
        body.path("choices").forEach(choice -> indexes.add(choice.path("index").asInt()));
      }
      return indexes.size();
    }

    /// Whether the last usage it has can be true.
    boolean hasUsage() throws IOException {
      boolean found = false;
      for (JsonNode body : bodies()) {
        JsonNode usage =
            body.path("usage").isObject() ? body.path("usage") : body.at("/x_groq/usage");
        if (usage.isObject()) {
          long reasoning = usage.at("/completion_tokens_details/reasoning_tokens").asLong();
          long cached =
              usage.at("/prompt_tokens_details/cached_tokens").asLong()
                  + usage.at("/prompt_tokens_details/cache_write_tokens").asLong();
          found |=
              reasoning <= usage.path("completion_tokens").asLong()
                  && cached <= usage.path("prompt_tokens").asLong();
        }
      }
      return found;
    }

    List<JsonNode> bodies() throws IOException {
      if (!stream()) {
        return List.of(JSON.readTree(answer));
      }
      List<JsonNode> bodies = new ArrayList<>();
      for (String line : answer.split("\r?\n", -1)) {
        String data = line.strip();
        if (data.startsWith("data:") && data.contains("{")) {
          bodies.add(JSON.readTree(data.substring("data:".length())));
        }
      }
      return bodies;
    }
  }

  private OpenAiRecordings() {}

  /// @param path how the request's path ends
  static List<Exchange> of(String path) throws IOException {
    Path folder = Path.of(System.getProperty("weir.root", "."), "..", "shared", "data", "http");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no recordings at " + folder);
    List<Exchange> exchanges = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jsonl.gz")) {
      for (Path file : files) {
        read(file, path, exchanges);
      }
    }
    return exchanges;
  }

  private static void read(Path file, String path, List<Exchange> exchanges) throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode exchange = JSON.readTree(line);
        String uri = exchange.path("uri").asText().replaceFirst("[?#].*", "");
        // One recorder indented a stream by a space.
        String answer = exchange.path("body").asText("").stripLeading();
        if (uri.endsWith(path) && !answer.isEmpty()) {
          exchanges.add(
              new Exchange(
                  file.getFileName() + ":" + number,
                  exchange.path("status").asInt(),
                  exchange.path("req").asText(""),
                  answer));
        }
      }
    }
  }
}
