package dev.weir.flow.meter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.EventStreamOutput;
import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.OwnFamilies;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.assertj.core.api.AbstractLongAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTest {
  private static final long MICRO = 1000;

  private static MeterReading body(Wire wire, String json) {
    var meter = new Meter(OwnFamilies.metering(wire), false, MeterLimits.USUAL, 0);
    meter.head(Framing.NONE, MICRO);
    meter.chunk(json.getBytes(UTF_8), 2 * MICRO);
    return meter.end(3 * MICRO);
  }

  /// Each event arrives 100 µs after the one before, the first at 100 µs.
  private static MeterReading stream(Wire wire, boolean keepsText, String... data) {
    var meter = new Meter(OwnFamilies.metering(wire), keepsText, MeterLimits.USUAL, 0);
    meter.head(Framing.SSE, 50 * MICRO);
    long nanos = 0;
    for (String one : data) {
      nanos += 100 * MICRO;
      meter.chunk(("data: " + one + "\n\n").getBytes(UTF_8), nanos);
    }
    return meter.end(nanos + 100 * MICRO);
  }

  private static AbstractLongAssert<?> assertFigure(MeterReading reading, String name) {
    Usage usage = reading.usage().orElseThrow();
    return assertThat(usage.beyond().getOrDefault(name, -1L));
  }

  @Test
  void tellsReasoningFromTheAnswerItself() {
    MeterReading reading =
        stream(
            Wire.OPENAI_CHAT,
            false,
            "{\"id\":\"c1\",\"model\":\"m1\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
            "{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\"yes\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\"!\"}}]}",
            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}",
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
            "[DONE]");

    assertThat(reading.firstByteMicros()).isEqualTo(50);
    assertThat(reading.firstTokenMicros()).isEqualTo(200);
    assertThat(reading.firstCompletionMicros()).isEqualTo(300);
    assertThat(reading.totalMicros()).isEqualTo(800);
    assertThat(reading.frames()).isEqualTo(7);
    assertThat(reading.frameGapP50Micros()).isBetween(100L, 107L);
    assertThat(reading.frameGapP99Micros()).isBetween(100L, 107L);
    assertThat(reading.usage()).contains(Usage.of(1, 2, Provenance.REPORTED));
    assertThat(reading.modelServed()).isEqualTo("m1");
    assertThat(reading.finishReason()).isEqualTo("stop");
    assertThat(reading.complete()).isTrue();
  }

  @Test
  void tellsThinkingFromTheAnswerItself() {
    MeterReading reading =
        stream(
            Wire.ANTHROPIC_MESSAGES,
            false,
            "{\"type\":\"message_start\",\"message\":{\"id\":\"i\",\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}",
            "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":0}}",
            "{\"type\":\"message_stop\"}");

    assertThat(reading.firstTokenMicros()).isEqualTo(200);
    assertThat(reading.firstCompletionMicros()).isEqualTo(300);
    assertThat(reading.usage()).contains(Usage.of(7, 0, Provenance.REPORTED));
  }

  @Test
  void aTornAnthropicStreamKnowsOnlyItsInput() {
    MeterReading reading =
        stream(
            Wire.ANTHROPIC_MESSAGES,
            false,
            "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":7,"
                + "\"cache_read_input_tokens\":3,\"output_tokens\":1}}}");

    assertThat(reading.usage()).isEmpty();
    assertThat(reading.report())
        .isEqualTo(
            new UsageReport.InputOnly(new Usage(10, 3, 0, 0, 0, 0, Map.of(), Provenance.REPORTED)));
    assertThat(reading.complete()).isFalse();
  }

  @Test
  void aLaterFigureReplacesAnEarlierOne() {
    MeterReading reading =
        stream(
            Wire.ANTHROPIC_MESSAGES,
            false,
            "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":43,\"output_tokens\":1}}}",
            "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":20,\"cache_read_input_tokens\":null}}",
            "{\"type\":\"message_delta\",\"usage\":{\"input_tokens\":61,\"output_tokens\":25}}");
    assertThat(reading.usage()).contains(Usage.of(61, 25, Provenance.REPORTED));
  }

  @Test
  void anExplicitZeroIsReportedAndANullIsNot() {
    String zero = "{\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}";
    assertThat(body(Wire.OPENAI_CHAT, zero).usage()).contains(Usage.of(0, 0, Provenance.REPORTED));
    for (String none :
        new String[] {"{\"usage\":null}", "{}", "{\"usage\":{}}", "nonsense", "[]"}) {
      assertThat(body(Wire.OPENAI_CHAT, none).report()).isEqualTo(new UsageReport.Missing());
      assertThat(body(Wire.ANTHROPIC_MESSAGES, none).report()).isEqualTo(new UsageReport.Missing());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "OPENAI_CHAT;{\"prompt_tokens\":5,\"completion_tokens\":1,\"prompt_tokens_details\":"
            + "{\"cached_tokens\":6}};cache tokens 6 (read 6, written 0) of input 5",
        "OPENAI_CHAT;{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":2}};reasoning 2 of output 1",
        "OPENAI_CHAT;{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":9};"
            + "prompt 5 + completion 1, total 9",
        "ANTHROPIC_MESSAGES;{\"input_tokens\":1,\"output_tokens\":1,\"cache_creation_input_tokens\":5,"
            + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":4,\"ephemeral_1h_input_tokens\":2}};"
            + "cache writes 5, split 5m 4 and 1h 2",
      })
  void figuresThatContradictEachOtherAreNamed(Wire wire, String usage, String figures) {
    assertThat(body(wire, "{\"usage\":" + usage + "}").report())
        .isEqualTo(new UsageReport.Contradictory(figures));
  }

  @Test
  void anthropicInputIsMadeInclusiveAndItsWritesAreSplit() {
    String split =
        "{\"model\":\"c\",\"usage\":{\"input_tokens\":1200,\"cache_read_input_tokens\":30000,"
            + "\"cache_creation_input_tokens\":6000,\"cache_creation\":{\"ephemeral_5m_input_tokens\":4000,"
            + "\"ephemeral_1h_input_tokens\":2000},\"output_tokens\":800,\"service_tier\":\"standard\","
            + "\"output_tokens_details\":{\"thinking_tokens\":300},"
            + "\"server_tool_use\":{\"web_search_requests\":2,\"web_fetch_requests\":1},"
            + "\"inference_geo\":\"us\"}}";
    MeterReading reading = body(Wire.ANTHROPIC_MESSAGES, split);
    assertThat(reading.usage())
        .contains(
            new Usage(
                37200,
                30000,
                4000,
                2000,
                800,
                300,
                Map.of("web_search", 2L, "inference_geo_us", 1L),
                Provenance.REPORTED));
    assertThat(reading.serviceTier()).isEqualTo("standard");
    String unsplit =
        "{\"usage\":{\"input_tokens\":1,\"cache_creation_input_tokens\":5,\"output_tokens\":2}}";
    assertThat(body(Wire.ANTHROPIC_MESSAGES, unsplit).usage())
        .contains(new Usage(6, 0, 5, 0, 2, 0, Map.of(), Provenance.REPORTED));
  }

  @Test
  void answersMadeOnTheWayAreNotLost() {
    String usage =
        "{\"usage\":{\"input_tokens\":612,\"output_tokens\":2819,\"speed\":\"fast\",\"iterations\":["
            + "{\"type\":\"compaction\",\"input_tokens\":60385,\"output_tokens\":522},"
            + "{\"type\":\"message\",\"input_tokens\":612,\"output_tokens\":2819}]}}";
    MeterReading reading = body(Wire.ANTHROPIC_MESSAGES, usage);
    assertFigure(reading, "compaction_input").isEqualTo(60385);
    assertFigure(reading, "compaction_output").isEqualTo(522);
    assertThat(reading.serviceTier()).isEqualTo("fast");
  }

  @Test
  void readsEveryFigureOfOpenAi() {
    MeterReading reading =
        body(
            Wire.OPENAI_CHAT,
            "{\"service_tier\":\"flex\",\"system_fingerprint\":\"fp\",\"usage\":{\"prompt_tokens\":100,"
                + "\"completion_tokens\":50,\"total_tokens\":150,\"prompt_tokens_details\":"
                + "{\"cached_tokens\":10,\"cache_write_tokens\":20,\"audio_tokens\":3},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":30,\"audio_tokens\":4,"
                + "\"rejected_prediction_tokens\":5}}}");
    assertThat(reading.usage())
        .contains(
            new Usage(
                100,
                10,
                20,
                0,
                50,
                30,
                Map.of("audio_input", 3L, "audio_output", 4L),
                Provenance.REPORTED));
    assertThat(reading.serviceTier()).isEqualTo("flex");
    assertThat(reading.systemFingerprint()).isEqualTo("fp");
  }

  @Test
  void reasoningBesideTheCompletionIsAddedWhenTheTotalProvesIt() {
    String usage =
        "{\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":35,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":20}}}";
    assertThat(body(Wire.OPENAI_CHAT, usage).usage())
        .contains(new Usage(10, 0, 0, 0, 25, 20, Map.of(), Provenance.REPORTED));
  }

  @Test
  void anErrorInsideAGoodStreamIsSeen() {
    assertThat(
            stream(
                    Wire.OPENAI_CHAT,
                    false,
                    "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                    "{\"error\":{\"type\":\"server_error\",\"message\":\"gone\"}}")
                .error())
        .isEqualTo("server_error: gone");
    assertThat(
            stream(
                    Wire.ANTHROPIC_MESSAGES,
                    false,
                    "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}")
                .error())
        .isEqualTo("overloaded_error: Overloaded");
  }

  @Test
  void keepsGeneratedTextUpToItsLimitAndOnlyIfAsked() {
    var meter =
        new Meter(OwnFamilies.metering(Wire.OPENAI_CHAT), true, new MeterLimits(1000, 1000, 8), 0);
    meter.head(Framing.SSE, 0);
    String frame =
        "data: {\"choices\":[{\"delta\":{\"content\":\"12345\",\"tool_calls\":null}}]}\n\n";
    meter.chunk(frame.getBytes(UTF_8), 1);
    assertThat(meter.text().text()).isEqualTo("12345");
    assertThat(meter.text().truncated()).isFalse();
    meter.chunk(frame.getBytes(UTF_8), 2);
    assertThat(meter.text().text()).isEqualTo("12345123");
    assertThat(meter.text().truncated()).isTrue();
  }

  @Test
  void whatIsTooLongIsNotReadAndSaysSo() {
    var limits = new MeterLimits(20, 20, 0);
    var streamed = new Meter(OwnFamilies.metering(Wire.OPENAI_CHAT), false, limits, 0);
    streamed.head(Framing.SSE, 0);
    streamed.chunk("data: {\"usage\":{\"prompt_tokens\":1".getBytes(UTF_8), 1);
    assertThat(streamed.end(2).error()).isEqualTo("event over 20 bytes was not read");
    var whole = new Meter(OwnFamilies.metering(Wire.OPENAI_CHAT), false, limits, 0);
    whole.head(Framing.NONE, 0);
    whole.chunk("{\"usage\":{\"prompt_tokens\":1}}".getBytes(UTF_8), 1);
    assertThat(whole.end(2).error()).isEqualTo("body over 20 bytes was not read");
  }

  @Test
  void anAttemptWithoutAnAnswerHasNoTimes() {
    MeterReading reading =
        new Meter(OwnFamilies.metering(Wire.OPENAI_CHAT), false, MeterLimits.USUAL, 0)
            .end(5 * MICRO);
    assertThat(reading.firstByteMicros()).isEqualTo(-1);
    assertThat(reading.firstTokenMicros()).isEqualTo(-1);
    assertThat(reading.frameGapP50Micros()).isEqualTo(-1);
    assertThat(reading.totalMicros()).isEqualTo(5);
  }

  @Test
  void aBinaryStreamIsMeteredAndDamagedBytesAreSaid() {
    var stream = new ByteArrayOutputStream();
    EventStreamOutput.event("messageStart", "{\"role\":\"assistant\"}".getBytes(UTF_8), stream);
    EventStreamOutput.event(
        "contentBlockDelta", "{\"delta\":{\"text\":\"Hi\"}}".getBytes(UTF_8), stream);
    EventStreamOutput.event("messageStop", "{\"stopReason\":\"end_turn\"}".getBytes(UTF_8), stream);
    EventStreamOutput.event(
        "metadata",
        "{\"usage\":{\"inputTokens\":3,\"outputTokens\":2,\"cacheReadInputTokens\":4}}"
            .getBytes(UTF_8),
        stream);
    MeterReading whole = binary(stream.toByteArray());
    byte[] damaged = stream.toByteArray();
    damaged[20] ^= 1;
    MeterReading unread = binary(damaged);

    assertThat(whole.usage().map(Usage::input)).contains(7L);
    assertThat(whole.frames()).isEqualTo(4);
    assertThat(whole.complete()).isTrue();
    assertThat(whole.firstCompletionMicros()).isEqualTo(2);
    assertThat(whole.error()).isEmpty();
    assertThat(unread.usage()).isEmpty();
    assertThat(unread.complete()).isFalse();
    assertThat(unread.error()).isEqualTo("bytes that are no event were not read");
  }

  private static MeterReading binary(byte[] stream) {
    var metering = new Metering(Wire.BEDROCK_CONVERSE, UsagePaths.NONE);
    var meter = new Meter(metering, true, MeterLimits.USUAL, 0);
    meter.head(Framing.EVENT_STREAM, MICRO);
    meter.chunk(stream, 2 * MICRO);
    return meter.end(3 * MICRO);
  }
}
