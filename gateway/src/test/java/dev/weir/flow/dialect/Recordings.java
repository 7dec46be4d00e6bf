package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.base.wire.Framing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// Recorded exchanges with real providers, from `../shared/data/http`; provenance in its
/// SOURCES.md.
public final class Recordings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Dialect> VENDORS =
      Map.of("openai", Dialect.OPENAI, "anthropic", Dialect.ANTHROPIC, "gemini", Dialect.GEMINI);

  /// @param where file and line of the recording
  /// @param stream whether the answer was one
  public record Exchange(
      String where, Incoming incoming, int status, boolean stream, String request, String answer) {

    public Wire wire() {
      return incoming.wire();
    }

    public Framing framing() {
      return stream ? Framing.SSE : Framing.NONE;
    }

    public byte[] requestBytes() {
      return request.getBytes(UTF_8);
    }

    public byte[] answerBytes() {
      return answer.getBytes(UTF_8);
    }
  }

  private Recordings() {}

  /// Exchanges with OpenAI, Anthropic and Gemini on the routes of the data plane; the test is
  /// skipped where the recordings are absent.
  public static List<Exchange> all() throws IOException {
    Path folder = Path.of(System.getProperty("weir.root", "."), "..", "shared", "data", "http");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no recordings at " + folder);
    var exchanges = new ArrayList<Exchange>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jsonl.gz")) {
      for (Path file : files) {
        read(file, exchanges);
      }
    }
    return exchanges;
  }

  public static JsonNode tree(String json) throws IOException {
    return JSON.readTree(json);
  }

  private static void read(Path file, List<Exchange> exchanges) throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode exchange = JSON.readTree(line);
        Optional<Incoming> incoming = incoming(exchange);
        String request = exchange.path("req").asText("");
        // One recorder indented a stream by a space.
        String answer = exchange.path("body").asText("").stripLeading();
        if (incoming.isPresent() && request.startsWith("{") && !answer.isEmpty()) {
          exchanges.add(
              new Exchange(
                  file.getFileName() + ":" + number,
                  incoming.get(),
                  exchange.path("status").asInt(),
                  answer.startsWith("data:") || answer.startsWith("event:"),
                  request,
                  answer));
        }
      }
    }
  }

  private static Optional<Incoming> incoming(JsonNode exchange) {
    String provider = exchange.path("provider").asText();
    if (!VENDORS.containsKey(provider)) {
      return Optional.empty();
    }
    String path = exchange.path("uri").asText().replaceFirst("[?].*", "");
    int api = path.indexOf(".com/");
    return Incoming.of("POST", path.substring(api < 0 ? path.length() : api + ".com".length()))
        .filter(incoming -> incoming.wire().dialect() == VENDORS.get(provider));
  }
}
