package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/// One call of a wire at a gateway, and what its books say of it.
record Asking(Stage stage, Inbound wire, String model, boolean stream) {

  /// An answer as it came, however it ended.
  ///
  /// @param text the body, the frames of HTTP's chunks left in it
  record Answered(
      int status, String call, String provider, String attempts, String type, String text) {}

  Answered ask(String prompt) {
    return ask(stage.key(), prompt);
  }

  Answered ask(String key, String prompt) {
    Map<String, String> headers = new HashMap<>(wire.headers(key));
    headers.put("x-weir-use-case", "wires");
    try (ByteStream answer =
        ByteStream.post(
            stage.gateway().uri(),
            wire.path(model, stream),
            headers,
            wire.body(model, prompt, stream))) {
      return new Answered(
          answer.status(),
          answer.header("x-weir-call-id"),
          answer.header("x-weir-provider"),
          answer.header("x-weir-attempts"),
          answer.header("content-type"),
          answer.rest());
    }
  }

  /// That a call was answered and its ledger is the provider's own book.
  ///
  /// @param priced the model as the price book names it
  BookRow booked(Answered answered, String priced) {
    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
    JsonNode call = stage.ended(answered.call());
    BookRow row = stage.served(answered.call());
    BigDecimal cost = new BigDecimal(call.path("cost_usd").asText());
    if (wire.isBilled()) {
      assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("reported");
      assertThat(cost).isEqualByComparingTo(stage.prices().cost(priced, row)).isPositive();
    } else {
      assertThat(cost).isZero();
    }
    assertThat(row.ended()).isEqualTo("complete");
    assertThat(row.stream()).isEqualTo(stream);
    return row;
  }
}
