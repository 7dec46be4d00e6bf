package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/// A vendor whose model is behind the SDK of another one.
enum ForeignVendor {
  OPENAI("openai", "gpt-4o", "openai.chat"),
  ANTHROPIC("anthropic", "claude-sonnet-4-5", "anthropic.messages"),
  GEMINI("gemini", "gemini-2.5-flash", "gemini.generate");

  /// The smallest picture there is, in base64.
  static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private final String provider;
  private final String model;
  private final String wire;

  ForeignVendor(String provider, String model, String wire) {
    this.provider = provider;
    this.model = model;
    this.wire = wire;
  }

  String model() {
    return model;
  }

  /// The setting that lets fields go for it.
  String drop() {
    return "providers." + provider + ".drop";
  }

  /// The simulator's newest row is of this vendor's wire and model, and the ledger has what it
  /// cost.
  void assertBooked(Stage stage) {
    BookRow row = stage.simulator().book().getLast();
    JsonNode call = stage.ended(row.callId());
    assertThat(row.wire()).isEqualTo(wire);
    assertThat(row.model()).isEqualTo(model);
    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("reported");
    assertThat(Stage.usd(call)).isEqualByComparingTo(stage.prices().cost(row)).isPositive();
  }
}
