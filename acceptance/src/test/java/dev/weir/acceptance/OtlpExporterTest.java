package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An application that OpenTelemetry's Java SDK watches, whose exporter sends to the gateway as it
/// sends to any collector: protobuf over HTTP.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OtlpExporterTest {
  private static final String MODEL = "gpt-4o";
  private static final int SPANS = 300;
  private static final Instant AT = Instant.parse("2026-10-05T08:00:00Z");

  private final Stage stage = Stage.open();

  @AfterAll
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void whatTheSdkExportsIsBookedAtTheCatalogsPrices(String compression) throws Exception {
    String service = "shop-" + compression;
    BigDecimal expected = BigDecimal.ZERO;
    try (SdkTracerProvider traces = provider(service, compression)) {
      Tracer tracer = traces.get("instrumentation");
      for (int i = 0; i < SPANS; i++) {
        expected = expected.add(stage.prices().cost(MODEL, 1_000 + i, i));
        request(tracer, i);
      }
      assertThat(traces.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
    }

    String row =
        "report?by=tag:service&filter=tag:service=%s&from=2026-10-01&to=2026-11-01"
            .formatted(service);
    JsonNode total =
        Await.value(
            Stage.LEDGER_FOLLOWS_WITHIN,
            "the report has all spans of " + service,
            () -> stage.control().send("GET", row, "").json().path("total"),
            each -> each.path("calls").asInt() == SPANS);
    assertThat(Stage.usd(total)).isEqualByComparingTo(expected);
  }

  private SdkTracerProvider provider(String service, String compression) throws Exception {
    Path key = stage.gateway().data().resolve("first-operator-key");
    return SdkTracerProvider.builder()
        .setResource(
            Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
        .addSpanProcessor(
            BatchSpanProcessor.builder(
                    OtlpHttpSpanExporter.builder()
                        .setEndpoint(
                            stage
                                .gateway()
                                .controlPlaneUri()
                                .resolve("/api/v1/otlp/v1/traces")
                                .toString())
                        .addHeader("authorization", "Bearer " + Files.readString(key).strip())
                        .setCompression(compression)
                        .build())
                .setMaxExportBatchSize(128)
                .build())
        .build();
  }

  /// A span of an agent, and below it one of its request to a model.
  private static void request(Tracer tracer, int i) {
    Span agent = tracer.spanBuilder("invoke_agent").setStartTimestamp(AT).startSpan();
    try (Scope _ = agent.makeCurrent()) {
      tracer
          .spanBuilder("chat " + MODEL)
          .setSpanKind(SpanKind.CLIENT)
          .setStartTimestamp(AT)
          .setAttribute("gen_ai.operation.name", "chat")
          .setAttribute("gen_ai.provider.name", "openai")
          .setAttribute("gen_ai.request.model", MODEL)
          .setAttribute("gen_ai.usage.input_tokens", 1_000L + i)
          .setAttribute("gen_ai.usage.output_tokens", i)
          .startSpan()
          .end(AT.plusSeconds(1));
    }
    agent.end(AT.plusSeconds(2));
  }
}
