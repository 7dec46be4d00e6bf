package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients that leave in the middle of a stream: nothing that the provider bills is lost.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DisconnectTest {
  /// Frames on the wire that Weir had not read yet when it gave the stream up.
  private static final int FRAMES_UNSEEN_MAX = 8;

  private final Stage draining = Stage.open();
  private final Stage stopping = Stage.open("edge: {on_disconnect: stop}");

  @AfterAll
  void close() {
    draining.close();
    stopping.close();
  }

  /// Reads a part of a stream and leaves.
  private static String leaveEarly(Stage stage, Application.Wire wire, String directive) {
    String body =
        Application.body(
            wire, wire.model(), Application.PROMPT + " tell me a story " + directive, 500);
    try (ByteStream stream =
        ByteStream.post(
            stage.gateway().uri(), wire.path(), stage.application().headers(wire, "left"), body)) {
      stream.readSome(1_500);
      return stream.header("x-weir-call-id");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI_SSE", "ANTHROPIC_SSE"})
  void aStreamNobodyReadsIsDrainedForItsUsage(Application.Wire wire) {
    String id = leaveEarly(draining, wire, "[[sim in=321 out=123 pace=25ms]]");

    JsonNode call = draining.ended(id);
    BookRow row = draining.served(id);

    assertThat(row.ended()).isEqualTo("complete");
    assertThat(call.path("booked").path(0).path("ending").asText()).isEqualTo("drained");
    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("reported");
    assertThat(new BigDecimal(call.path("cost_usd").asText()))
        .isEqualByComparingTo(draining.prices().cost(row));
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI_SSE", "ANTHROPIC_SSE"})
  void aStreamThatIsStoppedIsCountedMarkedAndListed(Application.Wire wire) {
    String id = leaveEarly(stopping, wire, "[[sim out=400 pace=25ms]]");

    JsonNode booked = stopping.ended(id).path("booked").path(0);
    stopping.simulator().awaitQuiet();
    BookRow row = stopping.served(id);

    assertThat(row.ended()).isEqualTo("client-left");
    assertThat(booked.path("ending").asText()).isEqualTo("caller_left");
    assertThat(booked.path("provenance").asText())
        .isEqualTo(wire.isOpenAi() ? "counted" : "estimated");
    long output = 0;
    for (JsonNode line : booked.path("lines")) {
      output += line.path("meter").asText().equals("output") ? line.path("quantity").asLong() : 0;
    }
    assertThat(output).isPositive();
    if (wire.isOpenAi()) {
      assertThat(output).isBetween(row.output() - FRAMES_UNSEEN_MAX, row.output());
    }
    assertThat(stopping.control().report("ending").toString()).contains("caller_left");
  }
}
