package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A budget in euros stops calls before its worth in dollars, and the report's euros are the
/// provider's book converted.
@Timeout(120)
final class EurosTest {
  private static final String USE_CASE = "euros";
  private static final String RATES =
      """
      {"format": "weir-prices/1", "name": "rates", "models": [], "contracts": [],
       "rates": [{"currency": "EUR", "usd": "1.0837", "date": "2020-01-01", "source": "ECB"}]}
      """;
  private static final int CALLS_MAX = 200;

  @Test
  void aBudgetInEurosStopsCallsAndTheReportIsInEuros() {
    try (Stage stage = Stage.open()) {
      assertThat(stage.control().send("POST", "prices/import", RATES).status()).isEqualTo(200);
      stage.control().settings("{\"currency\": \"EUR\"}");
      stage
          .control()
          .budget(
              USE_CASE,
              """
              {"where": [{"tag": "use_case", "in": ["%s"]}], "window": "month UTC",
               "limit": "0.01 EUR", "stop_at": 1}
              """
                  .formatted(USE_CASE));

      List<String> served = new ArrayList<>();
      Web.Answer last = ask(stage);
      while (last.status() == 200 && served.size() < CALLS_MAX) {
        served.add(last.header("x-weir-call-id"));
        last = ask(stage);
      }

      assertThat(last.status()).isEqualTo(402);
      assertThat(last.text()).contains("of 0.010837 USD, set as 0.01 EUR");
      assertThat(served).hasSizeGreaterThan(1);
      JsonNode row = stage.settled(USE_CASE, served.size(), 1);
      assertThat(Stage.usd(row)).isLessThanOrEqualTo(new BigDecimal("0.010837"));
      assertThat(new BigDecimal(row.path("cost_eur").asText()))
          .isEqualByComparingTo(euros(stage, served));
    }
  }

  private static Web.Answer ask(Stage stage) {
    Application.Wire wire = Application.Wire.turn(0);
    String body = Application.body(wire, wire.model(), "[[sim in=100 out=40]]", 100);
    return stage.application().ask(wire, USE_CASE, body);
  }

  private static BigDecimal euros(Stage stage, List<String> calls) {
    BigDecimal perDollar =
        BigDecimal.ONE.divide(new BigDecimal("1.0837"), 12, RoundingMode.HALF_EVEN);
    return stage.simulator().book().stream()
        .filter(row -> calls.contains(row.callId()))
        .map(row -> stage.prices().cost(row).multiply(perDollar).setScale(12, RoundingMode.HALF_UP))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
