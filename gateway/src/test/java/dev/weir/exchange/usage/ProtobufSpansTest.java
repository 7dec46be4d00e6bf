package dev.weir.exchange.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.weir.flow.recording.UsageRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The judge of what bytes say is OpenTelemetry's own generated messages.
class ProtobufSpansTest {
  private static final long SEED = 20_261_122;
  private static final int CHANGES = 20_000;

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue.Builder text(String text) {
    return AnyValue.newBuilder().setStringValue(text);
  }

  private static Span.Builder span(long id, long parent) {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(new byte[16]))
        .setSpanId(id(id))
        .setParentSpanId(parent == 0 ? ByteString.EMPTY : id(parent))
        .setName("chat gpt-4o")
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .setStartTimeUnixNano(1_791_187_200_500_000_000L)
        .addAttributes(attribute("gen_ai.provider.name", text("openai")))
        .addAttributes(attribute("gen_ai.request.model", text("gpt-4o")))
        .addAttributes(attribute("gen_ai.usage.input_tokens", AnyValue.newBuilder().setIntValue(7)))
        .addAttributes(
            attribute("gen_ai.usage.output_tokens", AnyValue.newBuilder().setDoubleValue(5)))
        .addAttributes(attribute("streamed", AnyValue.newBuilder().setBoolValue(true)))
        .addAttributes(
            attribute(
                "gen_ai.response.finish_reasons",
                AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(text("stop")))))
        .addEvents(Span.Event.newBuilder().setName("a prompt"))
        .addLinks(Span.Link.newBuilder().setTraceState("x=y"))
        .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK));
  }

  private static ByteString id(long id) {
    return ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) id});
  }

  private static ExportTraceServiceRequest export(Span.Builder... spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    Arrays.stream(spans).forEach(scope::addSpans);
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(attribute("service.name", text("shop"))))
                .addScopeSpans(scope))
        .build();
  }

  @Test
  void everyFieldThatHasAMeaningIsRead() {
    Span.Builder failed =
        span(4, 0)
            .clearAttributes()
            .addAttributes(attribute("gen_ai.operation.name", text("chat")))
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));

    Records told =
        OtlpRecords.read(export(span(1, 0), span(2, 1), span(3, 0), failed).toByteArray());

    assertThat(told.problems()).isEmpty();
    assertThat(told.passed()).isEqualTo(2);
    UsageRecord record = told.records().getFirst();
    assertThat(told.records()).hasSize(2);
    assertThat(record.id()).isEqualTo("0".repeat(32) + ":0000000000000002");
    assertThat(record.span().from()).isEqualTo("2026-10-05T08:00:00.5Z");
    assertThat(record.usage().input()).isEqualTo(7);
    assertThat(record.usage().output()).isEqualTo(5);
    assertThat(record.tags()).containsEntry("service", "shop").hasSize(1);
  }

  @Test
  void fieldsComeInAnyOrderAndUnknownOnesArePassedOver() {
    ByteString whole = export(span(1, 0)).getResourceSpans(0).toByteString();
    UnknownFieldSet ordered = parsed(whole);
    UnknownFieldSet.Field strange =
        UnknownFieldSet.Field.newBuilder()
            .addGroup(UnknownFieldSet.newBuilder().mergeVarintField(1, 2).build())
            .addFixed32(3)
            .build();
    ByteString turned =
        field(2, ordered.getField(2))
            .concat(field(77, strange))
            .concat(field(1, ordered.getField(1)));
    byte[] export =
        field(1, UnknownFieldSet.Field.newBuilder().addLengthDelimited(turned).build())
            .toByteArray();

    Records told = OtlpRecords.read(export);

    assertThat(told.records())
        .singleElement()
        .satisfies(record -> assertThat(record.tags()).containsEntry("service", "shop"));
  }

  private static UnknownFieldSet parsed(ByteString bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteString field(int number, UnknownFieldSet.Field field) {
    return UnknownFieldSet.newBuilder().addField(number, field).build().toByteString();
  }

  @Test
  void whatTheGeneratedMessagesTakeIsTakenWithTheSameNumberOfSpans() {
    byte[] whole = export(span(1, 0), span(2, 1), span(3, 0)).toByteArray();
    Random random = new Random(SEED);
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      Optional<ExportTraceServiceRequest> judged = judged(changed);
      Optional<Records> told = told(changed);
      if (judged.isPresent()) {
        assertThat(told.map(ProtobufSpansTest::spans))
            .as("seed %d, change %d", SEED, i)
            .contains(spans(judged.get()));
        taken++;
      }
      refused += told.isEmpty() ? 1 : 0;
    }

    assertThat(taken).isGreaterThan(CHANGES / 100);
    assertThat(refused).isGreaterThan(CHANGES / 100);
  }

  private static Optional<ExportTraceServiceRequest> judged(byte[] export) {
    try {
      return Optional.of(ExportTraceServiceRequest.parseFrom(export));
    } catch (InvalidProtocolBufferException refused) {
      return Optional.empty();
    }
  }

  private static Optional<Records> told(byte[] export) {
    try {
      return Optional.of(OtlpRecords.read(export));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("the body is no export of traces in protobuf");
      return Optional.empty();
    }
  }

  private static int spans(Records told) {
    return told.records().size() + told.problems().size() + told.passed();
  }

  private static int spans(ExportTraceServiceRequest export) {
    return export.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .mapToInt(ScopeSpans::getSpansCount)
        .sum();
  }

  @Test
  void whatIsNoExportIsRefusedHoweverDeepItIs() {
    byte[] groups = new byte[1 << 20];
    Arrays.fill(groups, (byte) (9 << 3 | 3));
    byte[] ended = {9 << 3 | 4};

    for (byte[] each :
        List.of(groups, ended, new byte[1], "{\"resourceSpans\":[]}".getBytes(UTF_8))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OtlpRecords.read(each))
          .withMessageContaining("at byte");
    }
    assertThat(OtlpRecords.read(new byte[0]).records()).isEmpty();
  }

  /// Not even of a hundred times as many messages as any export has anything is kept.
  @Test
  void emptySpansAreNoUsage() {
    byte[] spans = new byte[4 << 20];
    for (int i = 0; i < spans.length; i += 2) {
      spans[i] = 2 << 3 | 2;
    }
    ByteString scope =
        field(
            2,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(spans))
                .build());
    byte[] export =
        field(1, UnknownFieldSet.Field.newBuilder().addLengthDelimited(scope).build())
            .toByteArray();

    Records told = OtlpRecords.read(export);

    assertThat(told.passed()).isEqualTo(2 << 20);
    assertThat(told.problems()).isEmpty();
  }
}
