package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Spans told to an assembled gateway as collectors and SDKs send them: protobuf, often packed. The
/// bytes are written, and the answers read, by OpenTelemetry's own generated messages.
@Timeout(60)
class UsageSpansTest {
  private static final String TRACES = "/api/v1/otlp/v1/traces";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final long SEED = 20_261_122;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("live");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /// 1,000 tokens in and 100 out cost 0.0035 dollars.
  private static Span span(String id, String model) {
    return Span.newBuilder()
        .setTraceId(bytes(TRACE))
        .setSpanId(bytes(id))
        .setName("chat " + model)
        .setStartTimeUnixNano(1_791_187_200_000_000_000L)
        .setEndTimeUnixNano(1_791_187_201_000_000_000L)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.provider.name", "tiny"))
        .addAttributes(text("gen_ai.request.model", model))
        .addAttributes(number("gen_ai.usage.input_tokens", 1_000))
        .addAttributes(number("gen_ai.usage.output_tokens", 100))
        .build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static byte[] export(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "chatbot")))
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build()
        .toByteArray();
  }

  private static byte[] packed(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body, String... more) {
    List<String> headers =
        new ArrayList<>(List.of("authorization", "Bearer " + gateway.admin, "content-type", type));
    headers.addAll(List.of(more));
    return gateway.post(path, body, headers.toArray(String[]::new));
  }

  private HttpResponse<byte[]> tell(byte[] body) {
    return post(TRACES, PROTOBUF, body);
  }

  private HttpResponse<byte[]> tellPacked(byte[] body) {
    return post(TRACES, PROTOBUF, body, "content-encoding", "gzip");
  }

  /// The message of a `google.rpc.Status`.
  private static String refusal(HttpResponse<byte[]> answer) {
    assertThat(answer.headers().firstValue("content-type")).contains(PROTOBUF);
    try {
      return UnknownFieldSet.parseFrom(answer.body())
          .getField(2)
          .getLengthDelimitedList()
          .getFirst()
          .toStringUtf8();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(HexFormat.of().formatHex(answer.body()), e);
    }
  }

  /// The report's rows by source and service, of October and November 2026.
  private String booked() {
    gateway.settle();
    return gateway
        .get("/api/v1/report?format=csv&from=2026-10-01&to=2027-01-01&by=origin,tag:service")
        .text();
  }

  @Test
  void aSpanIsTheSameRecordInProtobufPackedOrNotAndInJson() throws IOException {
    byte[] export = export(span("eee19b7ec3c1b174", "gpt-4o"));
    byte[] json =
        """
        {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"chatbot"}}]},"scopeSpans":[{"spans":[
          {"traceId":"%s","spanId":"EEE19B7EC3C1B174","startTimeUnixNano":"1791187200000000000",
           "attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.provider.name","value":{"stringValue":"tiny"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}},
            {"key":"gen_ai.usage.output_tokens","value":{"intValue":"100"}}]}]}]}]}
        """
            .formatted(TRACE)
            .getBytes(UTF_8);

    HttpResponse<byte[]> plain = tell(export);
    HttpResponse<byte[]> packed = tellPacked(packed(export));
    HttpResponse<byte[]> text =
        post(TRACES, "application/json", packed(json), "content-encoding", "gzip");

    assertThat(List.of(plain.statusCode(), packed.statusCode())).containsOnly(200);
    assertThat(plain.headers().firstValue("content-type")).contains(PROTOBUF);
    assertThat(ExportTraceServiceResponse.parseFrom(plain.body()))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    assertThat(packed.body()).isEmpty();
    assertThat(new String(text.body(), UTF_8)).isEqualTo("{}");
    assertThat(booked()).contains("otlp,chatbot,1,1,").contains(",0.003500000000,");
  }

  @Test
  void whatCannotBeBookedIsToldAndTheRestIsBooked() throws IOException {
    Span free = span("0000000000000002", "gpt-4o").toBuilder().removeAttributes(4).build();
    HttpResponse<byte[]> answer =
        tell(
            export(span("0000000000000001", "gpt-4o"), free, span("0000000000000003", "no-model")));

    ExportTracePartialSuccess partial =
        ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(partial.getRejectedSpans()).isEqualTo(2);
    assertThat(partial.getErrorMessage())
        .contains(TRACE + ":0000000000000002", "gen_ai.usage.output_tokens is missing")
        .contains("model no-model of provider tiny has no");
    assertThat(booked()).contains("otlp,chatbot,1,1,");
  }

  @Test
  void recordsTakeThemTooAndAnswerAsEver() {
    byte[] export = export(span("0000000000000001", "gpt-4o"));
    String path = "/api/v1/usage?source=tracing&format=otlp&dry_run=";

    HttpResponse<byte[]> tried = post(path + true, PROTOBUF, export);
    HttpResponse<byte[]> done =
        post(path + false, PROTOBUF, packed(export), "content-encoding", "gzip");

    assertThat(new String(tried.body(), UTF_8)).contains("\"recorded\":1", "\"0.0035\"");
    assertThat(done.body()).isEqualTo(tried.body());
    assertThat(booked()).contains("tracing,chatbot,1,1,");
  }

  @Test
  void noPartOfAnExportIsBookedWhateverItLacks() {
    byte[] export = export(span("0000000000000001", "gpt-4o"), span("0000000000000002", "gpt-4o"));
    byte[] packed = packed(export);

    for (int length = 1; length < export.length; length++) {
      HttpResponse<byte[]> answer = tell(Arrays.copyOf(export, length));
      assertThat(answer.statusCode()).as("%d bytes", length).isEqualTo(400);
      assertThat(refusal(answer))
          .startsWith("the body is no export of traces in protobuf: at byte");
    }
    for (int length = 0; length < packed.length; length++) {
      HttpResponse<byte[]> answer = tellPacked(Arrays.copyOf(packed, length));
      assertThat(answer.statusCode()).as("%d bytes packed", length).isEqualTo(400);
      assertThat(refusal(answer)).isEqualTo("the body's gzip ends before its end");
    }
    assertThat(booked()).doesNotContain("otlp");
  }

  @Test
  void bytesThatWereChangedOnTheWayAreNeverADefect() {
    Random random = new Random(SEED);
    byte[] export = export(span("0000000000000001", "gpt-4o"));
    for (int i = 0; i < 400; i++) {
      byte[] changed = i % 2 == 0 ? export.clone() : packed(export);
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      HttpResponse<byte[]> answer = i % 2 == 0 ? tell(changed) : tellPacked(changed);
      assertThat(answer.statusCode())
          .as("seed %d, change %d: %s", SEED, i, HexFormat.of().formatHex(changed))
          .isIn(200, 400);
    }
  }

  @Test
  void aBodyThatUnpacksToMoreThanTheLimitIsRefused() {
    byte[] bomb = packed(new byte[64 << 20]);
    assertThat(bomb).hasSizeLessThan(100_000);

    HttpResponse<byte[]> answer = tellPacked(bomb);
    HttpResponse<byte[]> records =
        post("/api/v1/usage?source=x", "application/json", bomb, "content-encoding", "gzip");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(refusal(answer)).isEqualTo("the body has at most 4194304 bytes, unpacked");
    assertThat(records.statusCode()).isEqualTo(413);
    assertThat(new String(records.body(), UTF_8)).contains("body_too_large", "16777216");
    assertThat(tell(new byte[(4 << 20) + 1]).statusCode()).isEqualTo(413);
  }

  @Test
  void whatIsRefusedBeforeItIsReadIsToldInProtobufToo() {
    byte[] export = export(span("0000000000000001", "gpt-4o"));
    HttpResponse<byte[]> stranger = gateway.post(TRACES, export, "content-type", PROTOBUF);
    HttpResponse<byte[]> viewer =
        gateway.post(
            TRACES,
            export,
            "content-type",
            PROTOBUF,
            "authorization",
            "Bearer " + gateway.operator("viewer"));
    HttpResponse<byte[]> zipped = post(TRACES, PROTOBUF, export, "content-encoding", "zstd");

    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(refusal(stranger)).contains("this needs an operator's key");
    assertThat(viewer.statusCode()).isEqualTo(403);
    assertThat(refusal(viewer)).contains("needs the role");
    assertThat(zipped.statusCode()).isEqualTo(400);
    assertThat(refusal(zipped))
        .isEqualTo("the body's content-encoding is gzip or none, was 'zstd'");
    assertThat(booked()).doesNotContain("otlp");
  }
}
