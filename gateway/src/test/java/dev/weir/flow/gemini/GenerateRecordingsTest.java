package dev.weir.flow.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.RequestWriter.Target;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Speech;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Recorded exchanges with Gemini, by Google's own API and by Vertex, from `../shared/data/http`;
/// provenance in its SOURCES.md. What an independent, slow reading of each finds, the frames say.
class GenerateRecordingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 11;
  private static final Pattern OPERATION =
      Pattern.compile(".*/models/([^/:]+):(generateContent|streamGenerateContent).*");

  /// @param request empty if it was not recorded
  private record Exchange(String where, String model, int status, String request, String answer) {

    boolean stream() {
      return answer.startsWith("data:");
    }

    List<Frame> frames() throws JsonFault {
      byte[] bytes = answer.getBytes(UTF_8);
      return stream()
          ? Streams.read(new GenerateFrameReader(), new Streams(new Random(SEED)).split(bytes))
          : Streams.readWhole(new GenerateFrameReader(), bytes);
    }

    /// What was said, chunk by chunk, or at once.
    List<JsonNode> documents() throws IOException {
      List<JsonNode> documents = new ArrayList<>();
      if (!stream()) {
        JsonNode body = JSON.readTree(answer);
        if (body.isArray()) {
          body.forEach(documents::add);
        } else {
          documents.add(body);
        }
        return documents;
      }
      for (String line : answer.lines().toList()) {
        if (line.startsWith("data:")) {
          documents.add(JSON.readTree(line.substring("data:".length())));
        }
      }
      return documents;
    }

    List<JsonNode> parts() throws IOException {
      List<JsonNode> parts = new ArrayList<>();
      for (JsonNode document : documents()) {
        for (JsonNode candidate : document.path("candidates")) {
          candidate.path("content").path("parts").forEach(parts::add);
        }
      }
      return parts;
    }
  }

  private static List<Exchange> exchanges() throws IOException {
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

  private static void read(Path file, List<Exchange> exchanges) throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.contains("enerateContent")) {
          continue;
        }
        JsonNode exchange = JSON.readTree(line);
        Matcher operation = OPERATION.matcher(exchange.path("uri").asText());
        String answer = exchange.path("body").asText("");
        if (operation.matches() && !answer.isEmpty()) {
          exchanges.add(
              new Exchange(
                  file.getFileName() + ":" + number,
                  operation.group(1),
                  exchange.path("status").asInt(),
                  exchange.path("req").asText("").startsWith("{")
                      ? exchange.path("req").asText()
                      : "",
                  answer));
        }
      }
    }
  }

  private static boolean showsPictures(Exchange exchange) throws IOException {
    return exchange.parts().stream().anyMatch(part -> part.has("inlineData"));
  }

  private static String text(List<JsonNode> parts, boolean thought) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : parts) {
      if (part.path("thought").asBoolean() == thought) {
        text.append(part.path("text").asText(""));
      }
    }
    return text.toString();
  }

  /// The last block counts.
  private static List<Long> figures(List<JsonNode> documents) {
    JsonNode usage = documents.getLast().path("usageMetadata");
    return List.of(
        usage.path("promptTokenCount").asLong() + usage.path("toolUsePromptTokenCount").asLong(),
        usage.path("cachedContentTokenCount").asLong(),
        usage.path("candidatesTokenCount").asLong() + usage.path("thoughtsTokenCount").asLong(),
        usage.path("thoughtsTokenCount").asLong());
  }

  private static List<Long> figures(Usage usage) {
    return List.of(usage.input(), usage.cacheRead(), usage.output(), usage.reasoning());
  }

  @Test
  void eachAnswerSaysItsTextsItsCallsAndItsUsage() throws IOException, JsonFault {
    int answers = 0;
    int streams = 0;
    int calls = 0;
    int pictures = 0;
    for (Exchange exchange : exchanges()) {
      if (exchange.status() >= 400) {
        assertThat(Told.of(exchange.frames()).error()).as(exchange.where()).isPresent();
        continue;
      }
      if (showsPictures(exchange)) {
        assertThatThrownBy(exchange::frames).as(exchange.where()).isInstanceOf(JsonFault.class);
        pictures++;
        continue;
      }
      Told.Answer told = Told.of(exchange.frames());
      List<JsonNode> parts = exchange.parts();
      assertThat(told.ended()).as(exchange.where()).isTrue();
      assertThat(told.only().text()).as(exchange.where()).isEqualTo(text(parts, false));
      assertThat(told.only().thought()).as(exchange.where()).isEqualTo(text(parts, true));
      long called = parts.stream().filter(part -> part.has("functionCall")).count();
      assertThat(told.only().tools()).as(exchange.where()).hasSize((int) called);
      List<JsonNode> documents = exchange.documents();
      if (documents.getLast().path("usageMetadata").has("totalTokenCount")) {
        assertThat(figures(told.usage().orElseThrow()))
            .as(exchange.where())
            .isEqualTo(figures(documents));
      }
      answers++;
      streams += documents.size() > 1 ? 1 : 0;
      calls += (int) called;
    }
    assertThat(answers).isGreaterThan(480);
    assertThat(streams).isGreaterThan(30);
    assertThat(calls).isGreaterThan(200);
    assertThat(pictures).isLessThan(30);
  }

  @Test
  void eachAnswerIsTheSameWhenItIsWrittenAndReadAgain() throws IOException, JsonFault {
    for (Exchange exchange : exchanges()) {
      if (exchange.status() >= 400 || showsPictures(exchange)) {
        continue;
      }
      List<Frame> frames = exchange.frames();
      byte[] stream = GenerateStreams.written(frames);
      byte[] whole = GenerateStreams.writer().whole(frames);

      assertThat(comparable(Streams.read(new GenerateFrameReader(), stream)))
          .as(exchange.where())
          .isEqualTo(comparable(frames));
      assertThat(comparable(Streams.readWhole(new GenerateFrameReader(), whole)))
          .as("%s whole", exchange.where())
          .isEqualTo(comparable(frames));
    }
  }

  /// Line ends between the arguments of a call are spaces within an event.
  private static List<Object> comparable(List<Frame> frames) {
    Told.Answer told = Told.of(frames);
    return List.of(
        told.choices().toString().replaceAll("[\\r\\n]", " "),
        told.usage().map(GenerateRecordingsTest::figures).orElse(List.of()));
  }

  @Test
  void eachRequestIsUnderstoodAndWhatIsCarriedComesBackTheSame() throws IOException, JsonFault {
    int read = 0;
    int carried = 0;
    for (Exchange exchange : exchanges()) {
      if (exchange.request().isEmpty() || exchange.status() >= 400) {
        continue;
      }
      read++;
      var losses = new Losses(new GenerateFields(), Set.of());
      Conversation asked = conversation(exchange, exchange.request().getBytes(UTF_8), losses);
      byte[] written =
          new GenerateRequestWriter()
              .write(asked, new Target(exchange.model(), OptionalLong.empty()), losses);
      assertThat(AskReader.read(incoming(exchange), written))
          .as(exchange.where())
          .isInstanceOf(AskReader.Reading.Understood.class);
      if (losses.refused().isEmpty()) {
        carried++;
        assertThat(said(conversation(exchange, written, losses)))
            .as(exchange.where())
            .isEqualTo(said(asked));
        assertThat(losses.refused()).as(exchange.where()).isEmpty();
      }
    }
    assertThat(read).isGreaterThan(400);
    assertThat(carried).isGreaterThan(250);
  }

  private static Incoming incoming(Exchange exchange) {
    return new Incoming(Wire.GEMINI_GENERATE, exchange.model(), exchange.stream());
  }

  private static Conversation conversation(Exchange exchange, byte[] body, Losses losses)
      throws JsonFault {
    return new GenerateRequestReader().read(new Asked(exchange.model(), false), body, losses);
  }

  /// Turns of one side behind one another are one.
  private static List<Object> said(Conversation conversation) {
    return List.of(
        conversation.turns().stream()
            .filter(turn -> turn.role() == Role.SYSTEM)
            .flatMap(turn -> turn.parts().stream())
            .toList(),
        Speech.of(conversation.turns(), (_, _) -> true),
        conversation.tools(),
        conversation.sampling(),
        conversation.format(),
        conversation.reasoning());
  }
}
