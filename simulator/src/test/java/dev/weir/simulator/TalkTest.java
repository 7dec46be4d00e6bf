package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every wire must be able to say, whole and streamed, read by readers of their own.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(30)
final class TalkTest {
  @SuppressWarnings("NullAway.Init")
  private Running sim;

  @BeforeAll
  void start() throws Exception {
    sim = Running.with("--seed", "5");
  }

  @AfterAll
  void stop() throws Exception {
    sim.close();
  }

  static List<Arguments> forms() {
    var forms = new ArrayList<Arguments>();
    for (Wire wire : Wire.values()) {
      forms.add(Arguments.of(wire, false));
      forms.add(Arguments.of(wire, true));
    }
    return forms;
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void saysTextAndReportsWhatTheBookHas(Wire wire, boolean stream) throws Exception {
    Read read = ask(wire, stream, "in=374 out=44 cached=100 reasoning=20 utf8=1");

    assertThat(read.text.toString().strip()).isNotEmpty();
    assertThat(read.text.chars().anyMatch(c -> c > 127)).isTrue();
    assertThat(read.input).isEqualTo(374);
    assertThat(read.cached).isEqualTo(100);
    assertThat(read.output).isEqualTo(44);
    JsonNode row = sim.lastRow();
    assertThat(row.path("wire").asText()).isEqualTo(wire.code());
    assertThat(row.path("stream").asBoolean()).isEqualTo(stream);
    assertThat(row.path("model").asText()).isEqualTo("m");
    assertThat(row.path("ended").asText()).isEqualTo("complete");
    assertThat(row.path("input").asInt()).isEqualTo(374);
    assertThat(row.path("cache_read").asInt()).isEqualTo(100);
    assertThat(row.path("output").asInt()).isEqualTo(44);
    assertThat(row.path("reasoning").asInt()).isEqualTo(20);
    assertThat(row.path("key").asText()).hasSize(16);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void callsTwoToolsAfterAWord(Wire wire, boolean stream) throws Exception {
    Read read = ask(wire, stream, "in=10 out=40 tool=look,listen say=4");

    assertThat(read.text.toString()).isNotEmpty();
    assertThat(read.calls).extracting(call -> call.name).containsExactly("look", "listen");
    var ids = new HashSet<String>();
    for (Read.Called call : read.calls) {
      ids.add(call.id);
      assertThat(Running.json(call.arguments.toString()).path("input").asText()).isNotEmpty();
    }
    assertThat(ids).hasSize(2).doesNotContain("");
    assertThat(read.finish)
        .isEqualTo(
            switch (wire) {
              case CHAT, AZURE_CHAT -> "tool_calls";
              case RESPONSES -> "completed";
              case MESSAGES, VERTEX_MESSAGES, INVOKE, CONVERSE -> "tool_use";
              case GEMINI, GEMINI_ARRAY, VERTEX -> "STOP";
            });
    assertThat(read.output).isEqualTo(40);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void showsItsThoughtsAndSealsThem(Wire wire, boolean stream) throws Exception {
    Read read = ask(wire, stream, "in=10 out=30 think=12 reasoning=3");
    Read calling = ask(wire, stream, "in=10 out=30 think=12 tool=look");

    assertThat(read.thoughts.toString()).isNotEmpty().isNotEqualTo(read.text.toString());
    assertThat(read.text.toString()).isNotEmpty();
    assertThat(read.seals).hasSize(1);
    assertThat(read.seals.getFirst()).isBase64();
    assertThat(read.output).isEqualTo(30);
    assertThat(calling.thoughts.toString()).isNotEmpty();
    assertThat(calling.seals).hasSize(1);
    assertThat(calling.calls).hasSize(1);
    assertThat(sim.lastRow().path("reasoning").asInt()).isEqualTo(12);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void answersByTheSchemasOfTheRequest(Wire wire, boolean stream) throws Exception {
    Read answer = ask(wire, stream, "in=10 schema=1 out=40");
    Read drawn = ask(wire, stream, "in=10 schema=1");
    Read call = ask(wire, stream, "in=10 schema=1 tool=look tools=2 out=30");

    JsonNode city = Running.json(answer.text.toString());
    assertThat(city.path("city").asText()).isNotEmpty();
    assertThat(city.path("size").isInt()).isTrue();
    assertThat(Running.json(drawn.text.toString()).path("size").isInt()).isTrue();
    assertThat(call.calls).hasSize(2);
    for (Read.Called one : call.calls) {
      assertThat(Running.json(one.arguments.toString()).path("place").asText()).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void saysWhyItStopped(Wire wire, boolean stream) throws Exception {
    Read filtered = ask(wire, stream, "in=10 out=5 filter=1");

    assertThat(filtered.finish)
        .isEqualTo(
            switch (wire) {
              case CHAT, AZURE_CHAT -> "content_filter";
              case RESPONSES -> "incomplete";
              case MESSAGES, VERTEX_MESSAGES, INVOKE -> "refusal";
              case GEMINI, GEMINI_ARRAY, VERTEX -> "SAFETY";
              case CONVERSE -> "guardrail_intervened";
            });
  }

  private Read ask(Wire wire, boolean stream, String directive) throws Exception {
    HttpResponse<byte[]> answer =
        sim.client.send(
            sim.post(wire.path(stream), wire.body(directive, stream)), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(() -> new String(answer.body(), UTF_8)).isEqualTo(200);
    return wire.read(answer.body(), stream);
  }
}
