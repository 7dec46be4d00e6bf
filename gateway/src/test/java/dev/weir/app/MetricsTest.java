package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MetricsTest {

  @Test
  void costAndTokensAreTheReportsToTheLastDecimal(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String first = gateway.ready("first");
      String second = gateway.key("second");
      for (int i = 0; i < 25; i++) {
        assertThat(gateway.chat(i % 3 == 0 ? first : second).status()).isEqualTo(200);
      }
      gateway.chat("wk_unknown");
      gateway.settle();

      String metrics = gateway.control("", "GET", "/metrics", "").text();
      var total = gateway.get("/api/v1/report").json().path("total");
      assertThat(sum(metrics, "weir_cost_usd_total"))
          .isEqualByComparingTo(total.path("cost_usd").asText())
          .isEqualByComparingTo("0.001875");
      assertThat(sum(metrics, "weir_attempts_total")).isEqualByComparingTo("25");
      assertThat(sum(metrics, "weir_tokens_total"))
          .isEqualByComparingTo(
              new BigDecimal(
                  total.path("input_tokens").asLong() + total.path("output_tokens").asLong()));
      assertThat(sum(metrics, "weir_unknown_keys_total")).isEqualByComparingTo("1");
      assertThat(sum(metrics, "weir_open_calls")).isEqualByComparingTo("0");
      assertThat(metrics)
          .contains("weir_journal_state{state=\"open\"} 1")
          .contains("model=\"gpt-4o\",use_case=\"first\"")
          .contains("weir_attempt_seconds_bucket{")
          .contains(
              "gen_ai_client_token_usage_sum{gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                  + "gen_ai_request_model=\"gpt-4o\",gen_ai_response_model=\"gpt-4o\","
                  + "gen_ai_token_type=\"input\"} 250")
          .contains(
              "gen_ai_client_token_usage_bucket{gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                  + "gen_ai_request_model=\"gpt-4o\",gen_ai_response_model=\"gpt-4o\","
                  + "gen_ai_token_type=\"output\",le=\"16\"} 25")
          .contains("error_type=\"\",le=\"81.92\"} 25")
          .contains("weir_alerts_waiting{sink=\"log\"} 0");
    }
  }

  @Test
  void costPlusCorrectionsIsTheReports(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String caller = gateway.ready("mended");
      correct(gateway, call(gateway, caller), "0.5");
      correct(gateway, call(gateway, caller), "0");

      String metrics = gateway.control("", "GET", "/metrics", "").text();
      assertThat(metrics).contains("weir_corrections_total{use_case=\"mended\"} 2");
      assertThat(
              sum(metrics, "weir_cost_usd_total")
                  .add(sum(metrics, "weir_corrections_added_usd_total"))
                  .subtract(sum(metrics, "weir_corrections_taken_back_usd_total")))
          .isEqualByComparingTo("0.5")
          .isEqualByComparingTo(
              gateway.get("/api/v1/report").json().path("total").path("cost_usd").asText());
    }
  }

  private static String call(Gateway gateway, String caller) {
    return gateway.chat(caller).whole().headers().firstValue("x-weir-call-id").orElseThrow();
  }

  private static void correct(Gateway gateway, String call, String cost) {
    gateway.settle();
    Gateway.Reply corrected =
        gateway.control(
            "POST",
            "/api/v1/calls/%s/correction".formatted(call),
            "{\"cost_usd\":\"%s\",\"source\":\"invoice\",\"why\":\"test\"}".formatted(cost));
    assertThat(corrected.status()).as(corrected.text()).isEqualTo(201);
  }

  private static BigDecimal sum(String metrics, String name) {
    return Pattern.compile("^" + name + "(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE)
        .matcher(metrics)
        .results()
        .map((MatchResult each) -> new BigDecimal(each.group(1)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
