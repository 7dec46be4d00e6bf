package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fault on every wire, as a client and the book see it.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(30)
final class FaultMatrixTest {
  @SuppressWarnings("NullAway.Init")
  private Running sim;

  @BeforeAll
  void start() throws Exception {
    sim = Running.with("--seed", "3");
  }

  @AfterAll
  void stop() throws Exception {
    sim.close();
  }

  static List<Arguments> forms() {
    return TalkTest.forms();
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void refusesInItsOwnShape(Wire wire, boolean stream) throws Exception {
    for (int status : new int[] {429, 500, 529}) {
      HttpResponse<byte[]> answer = ask(wire, stream, "in=10 out=5 fault=" + status + ":7");

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(header(answer, "content-type")).startsWith("application/json");
      JsonNode body = Running.json(new String(answer.body(), UTF_8));
      JsonNode error = wire == Wire.GEMINI_ARRAY && stream ? body.get(0) : body;
      checkShape(wire, status, error, answer);
      assertThat(row("ended")).isEqualTo("refused");
      assertThat(sim.lastRow().path("input").asInt()).isZero();
    }
  }

  private static void checkShape(
      Wire wire, int status, JsonNode error, HttpResponse<byte[]> answer) {
    switch (wire) {
      case CHAT, RESPONSES -> {
        assertThat(error.at("/error/type").asText())
            .isEqualTo(status == 429 ? "requests" : "server_error");
        assertThat(header(answer, "retry-after")).isEqualTo("7");
      }
      case AZURE_CHAT -> {
        assertThat(error.at("/error/code").isTextual()).isTrue();
        assertThat(header(answer, "x-ratelimit-reset-tokens")).isEqualTo("7");
      }
      case MESSAGES, VERTEX_MESSAGES ->
          assertThat(error.at("/error/type").asText())
              .isEqualTo(
                  switch (status) {
                    case 429 -> "rate_limit_error";
                    case 500 -> "api_error";
                    default -> "overloaded_error";
                  });
      case GEMINI, GEMINI_ARRAY, VERTEX -> {
        assertThat(error.at("/error/code").asInt()).isEqualTo(status);
        assertThat(error.at("/error/status").asText())
            .isEqualTo(
                switch (status) {
                  case 429 -> "RESOURCE_EXHAUSTED";
                  case 500 -> "INTERNAL";
                  default -> "UNAVAILABLE";
                });
        String delay = error.at("/error/details/1/retryDelay").asText();
        assertThat(delay).isEqualTo(status == 429 ? "7s" : "");
      }
      case CONVERSE, INVOKE -> {
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(header(answer, "x-amzn-errortype"))
            .isEqualTo(
                switch (status) {
                  case 429 -> "ThrottlingException";
                  case 500 -> "InternalServerException";
                  default -> "ServiceUnavailableException";
                });
      }
    }
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void reportsAnErrorInsideA200(Wire wire, boolean stream) throws Exception {
    HttpResponse<byte[]> answer = ask(wire, stream, "in=10 out=50 fault=error:4");

    assertThat(answer.statusCode()).isEqualTo(200);
    Read read = wire.read(answer.body(), stream);
    assertThat(read.error).isNotEmpty();
    assertThat(row("ended")).isEqualTo("cut");
    // What is nothing but an error is not billed.
    assertThat(sim.lastRow().path("input").asInt()).isEqualTo(stream ? 10 : 0);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void reportsAnErrorBeforeAnythingElse(Wire wire, boolean stream) throws Exception {
    HttpResponse<byte[]> answer = ask(wire, stream, "in=10 out=50 fault=error:0");

    Read read = wire.read(answer.body(), stream);
    assertThat(read.error).isNotEmpty();
    assertThat(read.text.toString()).isEmpty();
    assertThat(sim.lastRow().path("input").asInt()).isZero();
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void breaksOneFrameAndKeepsTheFraming(Wire wire, boolean stream) throws Exception {
    HttpResponse<byte[]> answer = ask(wire, stream, "in=10 out=50 fault=malformed:4");

    assertThatThrownBy(() -> wire.read(answer.body(), stream))
        .isInstanceOf(JsonProcessingException.class);
    assertThat(row("ended")).isEqualTo("complete");
    if (wire == Wire.CONVERSE && stream) {
      assertThat(EventMessages.read(answer.body())).hasSizeGreaterThan(50);
    }
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void cutsTheAnswer(Wire wire, boolean stream) throws Exception {
    assertThatThrownBy(() -> ask(wire, stream, "in=10 out=50 fault=cut:4"))
        .isInstanceOf(IOException.class);

    assertThat(row("ended")).isEqualTo("cut");
    assertThat(sim.lastRow().path("input").asInt()).isEqualTo(10);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void closesTheConnectionInsteadOfAnswering(Wire wire, boolean stream) throws Exception {
    assertThatThrownBy(() -> ask(wire, stream, "in=10 out=50 fault=reset"))
        .isInstanceOf(IOException.class);

    assertThat(row("ended")).isEqualTo("cut");
    assertThat(sim.lastRow().path("output").asInt()).isEqualTo(stream ? 0 : 50);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void answersNothingAtAll(Wire wire, boolean stream) throws Exception {
    HttpResponse<byte[]> plain = ask(wire, stream, "in=10 out=5");
    HttpResponse<byte[]> empty = ask(wire, stream, "in=10 out=5 fault=empty");

    assertThat(empty.statusCode()).isEqualTo(200);
    assertThat(empty.body()).isEmpty();
    assertThat(header(empty, "content-type")).isEqualTo(header(plain, "content-type"));
    assertThat(row("ended")).isEqualTo("complete");
    assertThat(sim.lastRow().path("output").asInt()).isEqualTo(5);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void answersWithAPage(Wire wire, boolean stream) throws Exception {
    HttpResponse<byte[]> page = ask(wire, stream, "in=10 out=5 fault=wrongtype");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "content-type")).startsWith("text/html");
    assertThat(new String(page.body(), UTF_8)).startsWith("<!doctype html>");
    assertThat(sim.lastRow().path("output").asInt()).isEqualTo(5);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void startsSlowlyAfterItsHead(Wire wire, boolean stream) throws Exception {
    HttpResponse<InputStream> answer =
        sim.client.send(
            sim.post(wire.path(stream), wire.body("in=10 out=5 fault=slow:600000", stream)),
            BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(row("ended")).isEqualTo("open");
    answer.body().close();
    sim.until("/sim/status", status -> status.path("open").asInt() == 0);
    assertThat(row("ended")).isEqualTo("client-left");

    byte[] body = ask(wire, stream, "in=10 out=5 fault=slow:20").body();
    assertThat(wire.read(body, stream).output).isEqualTo(5);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void leavesItsUsageOut(Wire wire, boolean stream) throws Exception {
    Read read = wire.read(ask(wire, stream, "in=10 out=5 fault=nousage").body(), stream);

    assertThat(read.output).isEqualTo(-1);
    assertThat(sim.lastRow().path("output").asInt()).isEqualTo(5);
  }

  @ParameterizedTest(name = "{0} streamed {1}")
  @MethodSource("forms")
  void splitsTheBytesWithoutChangingThem(Wire wire, boolean stream) throws Exception {
    Read plain = wire.read(ask(wire, stream, "in=10 out=30 utf8=1 seed=9").body(), stream);
    Read split =
        wire.read(ask(wire, stream, "in=10 out=30 utf8=1 seed=9 fault=split").body(), stream);

    assertThat(split.text.toString()).isEqualTo(plain.text.toString());
    assertThat(split.output).isEqualTo(30);
  }

  @Test
  void refusesConnectionsForAWhile() throws Exception {
    try (Running own = Running.with()) {
      var closed = own.control("/sim/listening", "{\"open\":false,\"for\":\"1500ms\"}");
      assertThat(closed.body()).isEqualTo("{\"closed_millis\":1500}\n");

      var failures = new ArrayList<IOException>();
      while (failures.isEmpty()) {
        try {
          own.chat("in=1 out=1");
        } catch (IOException refused) {
          failures.add(refused);
        }
      }
      assertThat(own.chatWhenItIsBack().statusCode()).isEqualTo(200);
      assertThat(own.control("/sim/listening", "{\"open\":true}").statusCode()).isEqualTo(400);
    }
  }

  private HttpResponse<byte[]> ask(Wire wire, boolean stream, String directive) throws Exception {
    return sim.client.send(
        sim.post(wire.path(stream), wire.body(directive, stream)), BodyHandlers.ofByteArray());
  }

  private String row(String field) throws Exception {
    return sim.lastRow().path(field).asText();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
