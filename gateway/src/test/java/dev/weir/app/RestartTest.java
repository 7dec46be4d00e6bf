package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RestartTest {

  @Test
  void keysBudgetsBalancesAndCorrectionsOutliveTheProcess(@TempDir Path data) {
    String caller;
    try (Gateway gateway = new Gateway(data)) {
      caller = gateway.ready("kept");
      gateway.control("PUT", "/api/v1/budgets/kept", "{\"window\":\"total\",\"limit_usd\":\"1\"}");
      String call =
          gateway.chat(caller).whole().headers().firstValue("x-weir-call-id").orElseThrow();
      gateway.chat(caller);
      gateway.settle();
      gateway.control(
          "POST",
          "/api/v1/calls/%s/correction".formatted(call),
          "{\"cost_usd\":\"0.5\",\"source\":\"invoice\",\"why\":\"test\"}");
      assertThat(used(gateway)).isEqualTo("0.500075");
    }

    try (Gateway again = new Gateway(data)) {
      assertThat(used(again)).isEqualTo("0.500075");
      assertThat(again.chat(caller).status()).isEqualTo(200);
      again.settle();
      assertThat(used(again)).isEqualTo("0.50015");
      assertThat(again.get("/api/v1/report").json().path("total").path("cost_usd").asText())
          .isEqualTo("0.500150000000");
      assertThat(again.get("/api/v1/operators").json().path("operators")).hasSize(1);
    }
  }

  @Test
  void quarantineHasASmallBudgetUntilAnOperatorDeletesIt(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String limit =
          gateway.get("/api/v1/budgets/quarantine").json().findPath("limit_usd").asText();
      assertThat(new BigDecimal(limit)).isEqualByComparingTo("50");
      assertThat(gateway.control("DELETE", "/api/v1/budgets/quarantine", "").status())
          .isEqualTo(200);
    }

    try (Gateway again = new Gateway(data)) {
      assertThat(again.get("/api/v1/budgets/quarantine").status()).isEqualTo(404);
    }
  }

  private static String used(Gateway gateway) {
    return gateway
        .get("/api/v1/budgets/kept")
        .json()
        .path("standings")
        .get(0)
        .path("used")
        .asText();
  }
}
