package dev.weir.view.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class NumeralTest {
  private static ObjectNode interval(String value, String low, String high) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("value", value)
        .put("low", low)
        .put("high", high);
  }

  @Test
  void anIntervalIsInTheUnitOfItsMetric() {
    ObjectNode rise = interval("0.12345", "-0.02", "0.3");

    assertThat(Numeral.interval("success_share", rise).text()).isEqualTo("12.34 % (−2 % to 30 %)");
    assertThat(Numeral.interval("cost_per_outcome_usd", rise).text())
        .isEqualTo("0.1234 USD (−0.02 USD to 0.3 USD)");
    assertThat(Numeral.interval("calls_per_unit", rise).text()).isEqualTo("0.1234 (−0.02 to 0.3)");
  }

  @Test
  void aMarginIsInTheUnitOfItsMetricAndExactBehindIt() {
    ObjectNode guard = JsonNodeFactory.instance.objectNode().put("margin", "0.05");

    assertThat(Numeral.cell("quality", guard, "margin").text()).isEqualTo("5 %");
    assertThat(Numeral.cell("quality", guard, "margin").exact()).isEqualTo("0.05");
    assertThat(Numeral.cell("quality", guard, "at_least").text()).isEqualTo("–");
  }
}
