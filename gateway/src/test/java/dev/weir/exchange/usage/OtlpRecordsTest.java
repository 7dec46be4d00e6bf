package dev.weir.exchange.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.flow.recording.UsageRecord;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OtlpRecordsTest {
  private static final Map<String, String> OF_CHAT =
      Map.of(
          "gen_ai.operation.name", "chat",
          "gen_ai.provider.name", "anthropic",
          "gen_ai.request.model", "claude-sonnet-4-5",
          "gen_ai.response.model", "claude-sonnet-4-5-20250929",
          "gen_ai.response.id", "msg_1",
          "gen_ai.usage.input_tokens", "37200",
          "gen_ai.usage.output_tokens", "800",
          "gen_ai.usage.cache_read.input_tokens", "30000",
          "gen_ai.usage.cache_creation.input_tokens", "6000",
          "gen_ai.conversation.id", "s-1");

  @Test
  void theConventionsNamesAreRead() {
    UsageRecord record = one(span("01", "", OF_CHAT));

    assertThat(record.id()).isEqualTo("t1:01");
    assertThat(record.provider()).isEqualTo("anthropic");
    assertThat(record.told().modelServed()).isEqualTo("claude-sonnet-4-5-20250929");
    assertThat(record.told().responseId()).isEqualTo("msg_1");
    assertThat(record.usage().input()).isEqualTo(37_200);
    assertThat(record.usage().cacheRead()).isEqualTo(30_000);
    assertThat(record.usage().cacheWrite5m()).isEqualTo(6_000);
    assertThat(record.usage().output()).isEqualTo(800);
    assertThat(record.tags()).containsExactly(Map.entry("session", "s-1"));
    assertThat(record.span().from()).isEqualTo("2026-10-05T08:00:00.5Z");
  }

  @Test
  void theOlderNamesAreRead() {
    UsageRecord record =
        one(
            span(
                "01",
                "",
                Map.of(
                    "gen_ai.system", "az.ai.openai",
                    "gen_ai.request.model", "gpt-4o",
                    "gen_ai.usage.prompt_tokens", "10",
                    "gen_ai.usage.completion_tokens", "5",
                    "gen_ai.openai.response.service_tier", "flex")));

    assertThat(record.provider()).isEqualTo("azure");
    assertThat(record.usage().input()).isEqualTo(10);
    assertThat(record.usage().output()).isEqualTo(5);
    assertThat(record.told().serviceTier()).isEqualTo("flex");
  }

  @Test
  void openInferencesNamesAreRead() {
    UsageRecord record =
        one(
            span(
                "01",
                "",
                Map.of(
                    "openinference.span.kind", "LLM",
                    "llm.provider", "openai",
                    "llm.model_name", "gpt-4o",
                    "llm.token_count.prompt", "100",
                    "llm.token_count.prompt_details.cache_read", "40",
                    "llm.token_count.completion", "9",
                    "llm.token_count.completion_details.reasoning", "4")));

    assertThat(record.usage().cacheRead()).isEqualTo(40);
    assertThat(record.usage().reasoning()).isEqualTo(4);
  }

  /// Two instrumentations of one request nest; the outer one's tokens are the inner one's.
  @Test
  void aSpanThatHasACountingSpanBelowItIsPassedOver() {
    Records told =
        OtlpRecords.read(
            export(
                span("01", "", OF_CHAT),
                span("02", "01", Map.of("openinference.span.kind", "CHAIN")),
                span("03", "02", OF_CHAT)));

    assertThat(told.records()).extracting(UsageRecord::id).containsExactly("t1:03");
    assertThat(told.passed()).isEqualTo(2);
  }

  @Test
  void aSpanThatFailedWithoutUsageIsNoneAndOneThatLacksItsUsageIsTold() {
    Map<String, String> without = new TreeMap<>(OF_CHAT);
    without.keySet().removeIf(name -> name.startsWith("gen_ai.usage"));
    String lacking = span("02", "", without);
    String failed = lacking.replace("\"kind\":3", "\"kind\":3,\"status\":{\"code\":2}");

    Records told = OtlpRecords.read(export(failed.replace("\"02\"", "\"01\""), lacking));

    assertThat(told.records()).isEmpty();
    assertThat(told.passed()).isEqualTo(1);
    assertThat(told.problems())
        .extracting(Object::toString)
        .containsExactly("record 1 ('t1:02'): the attribute gen_ai.usage.input_tokens is missing");
  }

  @Test
  void partsThatExceedTheirWholeAreTold() {
    Map<String, String> exclusive = new TreeMap<>(OF_CHAT);
    exclusive.put("gen_ai.usage.input_tokens", "1200");

    assertThat(OtlpRecords.read(export(span("01", "", exclusive))).problems())
        .extracting(Object::toString)
        .first()
        .asString()
        .contains("cache tokens must be between 0 and input, was 36000 of 1200");
  }

  @Test
  void whatIsNoExportIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> OtlpRecords.read("{}"));
    assertThatIllegalArgumentException().isThrownBy(() -> OtlpRecords.read("\u0000"));
  }

  private static UsageRecord one(String span) {
    Records told = OtlpRecords.read(export(span));
    assertThat(told.problems()).isEmpty();
    assertThat(told.records()).hasSize(1);
    return told.records().getFirst();
  }

  private static String export(String... spans) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[%s]}]}]}"
        .formatted(String.join(",", spans));
  }

  private static String span(String id, String parent, Map<String, String> attributes) {
    return """
    {"traceId":"t1","spanId":"%s","parentSpanId":"%s","kind":3,
     "startTimeUnixNano":"1791187200500000000","attributes":[%s]}
    """
        .formatted(
            id,
            parent,
            attributes.entrySet().stream()
                .map(OtlpRecordsTest::attribute)
                .collect(Collectors.joining(",")));
  }

  private static String attribute(Entry<String, String> attribute) {
    boolean number = attribute.getValue().matches("[0-9]+");
    return "{\"key\":\"%s\",\"value\":{\"%s\":\"%s\"}}"
        .formatted(attribute.getKey(), number ? "intValue" : "stringValue", attribute.getValue());
  }
}
