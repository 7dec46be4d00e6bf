package dev.weir.flow.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.Framing;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.bedrock.ConverseStreams.Event;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.RequestWriter.Target;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.Answer;
import dev.weir.flow.dialect.AnswerReader;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.OutputText;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Recorded exchanges with Bedrock, from `../shared/data/http`; provenance in its SOURCES.md. What
/// an independent, slow reading of each finds, frames and meter say.
class ConverseRecordingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 9;

  /// @param path of its URI, without host and query
  /// @param request empty if it was not recorded, or is no JSON
  private record Exchange(
      String where, String path, int status, String request, String answer, String binary) {

    boolean stream() {
      return !binary.isEmpty();
    }

    byte[] answerBytes() {
      return stream() ? Base64.getDecoder().decode(binary) : answer.getBytes(UTF_8);
    }

    /// What was said, event by event, or at once.
    List<JsonNode> documents() throws IOException {
      List<JsonNode> documents = new ArrayList<>();
      if (!stream()) {
        return List.of(JSON.readTree(answer));
      }
      for (Event event : ConverseStreams.events(answerBytes())) {
        documents.add(JSON.readTree(event.data()));
      }
      return documents;
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
        if (!line.contains("/converse")) {
          continue;
        }
        JsonNode exchange = JSON.readTree(line);
        String path = exchange.path("uri").asText().replaceFirst("^https?://[^/]*", "");
        if (Incoming.of("POST", path).isPresent()) {
          exchanges.add(
              new Exchange(
                  file.getFileName() + ":" + number,
                  path,
                  exchange.path("status").asInt(),
                  valid(exchange.path("req").asText("")),
                  exchange.path("body").asText(""),
                  exchange.path("body_b64").asText("")));
        }
      }
    }
  }

  /// One recorded request lacks its last brace.
  private static String valid(String request) {
    try {
      return JSON.readTree(request).isObject() ? request : "";
    } catch (IOException _) {
      return "";
    }
  }

  private static List<Frame> frames(Exchange exchange) throws JsonFault {
    byte[] bytes = exchange.answerBytes();
    return exchange.stream()
        ? ConverseStreams.read(new Streams(new Random(SEED)).split(bytes))
        : Streams.readWhole(new ConverseFrameReader(), bytes);
  }

  private static Answer metered(Exchange exchange) {
    AnswerReader reader =
        AnswerReader.of(
            new Metering(Wire.BEDROCK_CONVERSE, UsagePaths.NONE), new OutputText(1 << 20));
    byte[] bytes = exchange.answerBytes();
    if (!exchange.stream()) {
      reader.body(bytes);
      return reader.answer();
    }
    EventReader events =
        Framing.EVENT_STREAM.reader(1 << 20, (WireEvent event) -> reader.event(event));
    events.feed(bytes);
    events.end();
    return reader.answer();
  }

  private static String text(List<JsonNode> documents) {
    StringBuilder text = new StringBuilder();
    for (JsonNode document : documents) {
      text.append(document.path("delta").path("text").asText(""));
      for (JsonNode block : document.path("output").path("message").path("content")) {
        text.append(block.path("text").asText(""));
      }
    }
    return text.toString();
  }

  private static List<Long> figures(List<JsonNode> documents) {
    JsonNode usage = documents.getLast().path("usage");
    long read = usage.path("cacheReadInputTokens").asLong();
    long written = usage.path("cacheWriteInputTokens").asLong();
    return List.of(
        usage.path("inputTokens").asLong() + read + written,
        read,
        written,
        usage.path("outputTokens").asLong());
  }

  private static List<Long> figures(Usage usage) {
    return List.of(
        usage.input(),
        usage.cacheRead(),
        usage.cacheWrite5m() + usage.cacheWrite1h(),
        usage.output());
  }

  @Test
  void eachAnswerSaysItsTextItsToolsAndItsUsage() throws IOException, JsonFault {
    int answers = 0;
    int streams = 0;
    int tools = 0;
    for (Exchange exchange : exchanges()) {
      if (exchange.status() >= 400) {
        assertThat(Told.of(frames(exchange)).error()).as(exchange.where()).isPresent();
        assertThat(metered(exchange).error()).as(exchange.where()).isNotEmpty();
        continue;
      }
      Told.Answer told = Told.of(frames(exchange));
      List<JsonNode> documents = exchange.documents();
      assertThat(told.ended()).as(exchange.where()).isTrue();
      assertThat(told.only().text()).as(exchange.where()).isEqualTo(text(documents));
      assertThat(figures(told.usage().orElseThrow()))
          .as(exchange.where())
          .isEqualTo(figures(documents));
      Answer metered = metered(exchange);
      assertThat(figures(metered.usage().whole().orElseThrow()))
          .as(exchange.where())
          .isEqualTo(figures(documents));
      assertThat(metered.complete()).as(exchange.where()).isTrue();
      assertThat(metered.finishReason()).as(exchange.where()).isNotEmpty();
      answers++;
      streams += exchange.stream() ? 1 : 0;
      tools += told.only().tools().size();
    }
    assertThat(answers).isGreaterThan(270);
    assertThat(streams).isEqualTo(34);
    assertThat(tools).isGreaterThan(50);
  }

  @Test
  void eachAnswerIsTheSameWhenItIsWrittenAndReadAgain() throws IOException, JsonFault {
    for (Exchange exchange : exchanges()) {
      if (exchange.status() >= 400) {
        continue;
      }
      List<Frame> frames = frames(exchange);
      byte[] stream = Streams.written(new ConverseFrameWriter(), frames);
      byte[] whole = new ConverseFrameWriter().whole(frames);

      assertThat(comparable(ConverseStreams.read(List.of(stream))))
          .as(exchange.where())
          .isEqualTo(comparable(frames));
      assertThat(comparable(Streams.readWhole(new ConverseFrameReader(), whole)))
          .as("%s whole", exchange.where())
          .isEqualTo(comparable(frames));
    }
  }

  private static List<Object> comparable(List<Frame> frames) {
    Told.Answer told = Told.of(frames);
    return List.of(told.choices(), figures(told.usage().orElseThrow()));
  }

  @Test
  void eachRequestIsUnderstoodAndWhatIsCarriedComesBackTheSame() throws IOException, JsonFault {
    int read = 0;
    int carried = 0;
    for (Exchange exchange : exchanges()) {
      if (exchange.request().isEmpty()) {
        continue;
      }
      read++;
      byte[] body = exchange.request().getBytes(UTF_8);
      Incoming incoming = Incoming.of("POST", exchange.path()).orElseThrow();
      assertThat(AskReader.read(incoming, body))
          .as(exchange.where())
          .isInstanceOfSatisfying(
              AskReader.Reading.Understood.class,
              understood -> {
                assertThat(understood.ask().model())
                    .isEqualTo(incoming.model())
                    .doesNotContain("%");
                assertThat(understood.ask().stream())
                    .isEqualTo(exchange.path().endsWith("-stream"));
              });
      var losses = new Losses(new ConverseFields(), Set.of());
      Conversation asked = conversation(body, losses);
      byte[] written =
          new ConverseRequestWriter()
              .write(asked, new Target(incoming.model(), OptionalLong.empty()), losses);
      if (losses.refused().isEmpty()) {
        carried++;
        assertThat(said(conversation(written, losses))).as(exchange.where()).isEqualTo(said(asked));
        assertThat(losses.refused()).as(exchange.where()).isEmpty();
      }
    }
    assertThat(read).isGreaterThan(240);
    assertThat(carried).isGreaterThan(150);
  }

  private static Conversation conversation(byte[] body, Losses losses) throws JsonFault {
    return new ConverseRequestReader().read(new Asked("m", false), body, losses);
  }

  /// Turns where the caller's list had several of one side are compared as one.
  private static String said(Conversation conversation) {
    StringBuilder said = new StringBuilder();
    conversation
        .turns()
        .forEach(turn ->
            turn.parts()
                .forEach(part -> said.append(turn.role()).append(part.hashCode()).append(' ')));
    return said
        + " "
        + conversation.tools()
        + conversation.sampling()
        + conversation.format()
        + conversation.reasoning();
  }
}
