package dev.weir.flow.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Occasions;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.RequestWriter.Target;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Recorded exchanges: what an independent, slow reading of each finds, the frames say.
class MessagesRecordingsTest {
  private static final long SEED = 5;

  private static List<Exchange> exchanges() throws IOException {
    return Recordings.all().stream()
        .filter(exchange -> exchange.wire() == Wire.ANTHROPIC_MESSAGES)
        .toList();
  }

  private static List<Frame> frames(Exchange exchange) throws JsonFault {
    byte[] bytes = exchange.answerBytes();
    var streams = new Streams(new Random(SEED));
    return exchange.stream()
        ? Streams.read(new MessagesFrameReader(), streams.split(bytes))
        : Streams.readWhole(new MessagesFrameReader(), bytes);
  }

  private static List<JsonNode> documents(Exchange exchange) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    if (!exchange.stream()) {
      documents.add(Recordings.tree(exchange.answer()));
      return documents;
    }
    for (String line : exchange.answer().lines().toList()) {
      if (line.startsWith("data:")) {
        documents.add(Recordings.tree(line.substring(5)));
      }
    }
    return documents;
  }

  /// The concatenated text of an answer.
  private static String text(List<JsonNode> documents) {
    StringBuilder text = new StringBuilder();
    for (JsonNode document : documents) {
      text.append(document.path("delta").path("text").asText(""));
      text.append(document.path("content_block").path("text").asText(""));
      for (JsonNode block : document.path("content")) {
        text.append(block.path("text").asText(""));
      }
    }
    return text.toString();
  }

  private static ObjectNode usage(List<JsonNode> documents) throws IOException {
    var usage = (ObjectNode) Recordings.tree("{}");
    for (JsonNode document : documents) {
      for (JsonNode block :
          List.of(document.path("message").path("usage"), document.path("usage"))) {
        block.properties().forEach(member -> usage.set(member.getKey(), member.getValue()));
      }
    }
    return usage;
  }

  private static List<Long> figures(ObjectNode usage) {
    long read = usage.path("cache_read_input_tokens").asLong();
    long written = usage.path("cache_creation_input_tokens").asLong();
    return List.of(
        usage.path("input_tokens").asLong() + read + written,
        read,
        written,
        usage.path("output_tokens").asLong());
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
    int tools = 0;
    for (Exchange exchange : exchanges()) {
      Told.Answer told = Told.of(frames(exchange));
      if (exchange.status() >= 400) {
        assertThat(told.error()).as(exchange.where()).isPresent();
        continue;
      }
      List<JsonNode> documents = documents(exchange);
      String said = told.choices().isEmpty() ? "" : told.only().text();
      assertThat(told.ended()).as(exchange.where()).isTrue();
      assertThat(said).as(exchange.where()).isEqualTo(text(documents));
      assertThat(figures(told.usage().orElseThrow()))
          .as(exchange.where())
          .isEqualTo(figures(usage(documents)));
      answers++;
      tools += told.choices().isEmpty() ? 0 : told.only().tools().size();
    }
    assertThat(answers).isGreaterThan(300);
    assertThat(tools).isGreaterThan(50);
  }

  @Test
  void eachAnswerIsTheSameWhenItIsWrittenAndReadAgain() throws IOException, JsonFault {
    for (Exchange exchange : exchanges()) {
      if (exchange.status() >= 400) {
        continue;
      }
      List<Frame> frames = frames(exchange);
      Told.Answer told = Told.of(frames);
      byte[] stream = Streams.written(new MessagesFrameWriter(Occasions.OCCASION), frames);
      byte[] whole = new MessagesFrameWriter(Occasions.OCCASION).whole(frames);

      assertThat(comparable(Streams.read(new MessagesFrameReader(), stream)))
          .as(exchange.where())
          .isEqualTo(comparable(frames));
      assertThat(comparable(Streams.readWhole(new MessagesFrameReader(), whole)))
          .as("%s whole: %s", exchange.where(), told.model())
          .isEqualTo(comparable(frames));
    }
  }

  /// All but the quantities that no other wire has words for.
  private static List<Object> comparable(List<Frame> frames) {
    Told.Answer told = Told.of(frames);
    return List.of(told.id(), told.model(), told.choices(), figures(told.usage().orElseThrow()));
  }

  @Test
  void eachRequestIsReadAndWhatIsCarriedComesBackTheSame() throws IOException, JsonFault {
    int carried = 0;
    for (Exchange exchange : exchanges()) {
      var losses = new Losses(new MessagesFields(), Set.of());
      Conversation read = read(exchange.requestBytes(), losses);
      byte[] written =
          new MessagesRequestWriter()
              .write(read, new Target(read.model(), OptionalLong.empty()), losses);
      if (!losses.refused().isEmpty()) {
        continue;
      }
      carried++;
      assertThat(said(read(written, losses)))
          .as("%s: %s", exchange.where(), new String(written, UTF_8).length())
          .isEqualTo(said(read));
      assertThat(losses.refused()).as(exchange.where()).isEmpty();
    }
    assertThat(carried).isGreaterThan(200);
  }

  private static Conversation read(byte[] body, Losses losses) throws JsonFault {
    return new MessagesRequestReader().read(new Asked("m", false), body, losses);
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
        + conversation.reasoning()
        + conversation.caller();
  }
}
