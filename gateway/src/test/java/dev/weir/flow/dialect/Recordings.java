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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// Recorded exchanges with real providers, from `../shared/data/http`; provenance in its
/// SOURCES.md.
public final class Recordings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern URI = Pattern.compile("\\w+://(?<host>[^/?#]*)(?<path>[^?#]*)");
  private static final Map<String, Dialect> VENDORS =
      Map.of("openai", Dialect.OPENAI, "anthropic", Dialect.ANTHROPIC, "gemini", Dialect.GEMINI);

  /// Any exchange.
  ///
  /// @param where file and line of the recording
  /// @param provider as the recording calls it
  /// @param path of its URI, without host and query
  /// @param contentType the answer's, or empty
  /// @param request empty if it was not recorded
  @SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
  public record Recorded(
      String where,
      String provider,
      String host,
      String path,
      int status,
      String contentType,
      String request,
      byte[] answer) {

    /// Whether the answer is one of server-sent events, whatever its header says.
    public boolean sse() {
      String start = new String(answer, 0, Math.min(8, answer.length), UTF_8);
      return start.startsWith("data:") || start.startsWith("event:") || start.startsWith(": ");
    }

    /// The framing that its bytes have.
    public Framing framing() {
      Framing said = Framing.of(contentType);
      return said == Framing.EVENT_STREAM || said == Framing.LINES
          ? said
          : sse() ? Framing.SSE : Framing.NONE;
    }
  }

  /// One with OpenAI, Anthropic or Gemini on the routes of the data plane.
  ///
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

  /// Where they are; the test is skipped where they are absent.
  public static Path folder() {
    Path folder = Path.of(System.getProperty("weir.root", "."), "..", "shared", "data", "http");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no recordings at " + folder);
    return folder;
  }

  /// Exchanges with OpenAI, Anthropic and Gemini on the routes of the data plane.
  public static List<Exchange> all() throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    for (Recorded recorded : everything()) {
      String answer = new String(recorded.answer(), UTF_8);
      Optional<Incoming> incoming = incoming(recorded);
      if (incoming.isPresent() && recorded.request().startsWith("{") && !answer.isEmpty()) {
        exchanges.add(
            new Exchange(
                recorded.where(),
                incoming.get(),
                recorded.status(),
                recorded.sse(),
                recorded.request(),
                answer));
      }
    }
    return exchanges;
  }

  /// Every exchange that has a request line, whoever was asked for whatever.
  public static List<Recorded> everything() throws IOException {
    List<Recorded> exchanges = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), "*.jsonl.gz")) {
      for (Path file : files) {
        read(file, exchanges);
      }
    }
    return exchanges;
  }

  public static JsonNode tree(String json) throws IOException {
    return JSON.readTree(json);
  }

  private static void read(Path file, List<Recorded> exchanges) throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode exchange = JSON.readTree(line);
        Matcher uri = URI.matcher(exchange.path("uri").asText());
        if (!uri.lookingAt()) {
          throw new IOException("%s:%d has no URI".formatted(file, number));
        }
        exchanges.add(
            new Recorded(
                file.getFileName() + ":" + number,
                exchange.path("provider").asText(),
                uri.group("host"),
                uri.group("path"),
                exchange.path("status").asInt(),
                exchange.path("resp_headers").path("content-type").asText(""),
                exchange.path("req").asText(""),
                answer(exchange)));
      }
    }
  }

  /// One recorder indented a stream by a space.
  private static byte[] answer(JsonNode exchange) {
    return exchange.path("body").isNull()
        ? Base64.getDecoder().decode(exchange.path("body_b64").asText(""))
        : exchange.path("body").asText("").stripLeading().getBytes(UTF_8);
  }

  private static Optional<Incoming> incoming(Recorded recorded) {
    Dialect dialect = VENDORS.get(recorded.provider());
    return dialect == null || !recorded.host().endsWith(".com")
        ? Optional.empty()
        : Incoming.of("POST", recorded.path())
            .filter(incoming -> incoming.wire().dialect() == dialect);
  }
}
