package dev.weir.acceptance;

import java.util.Map;

/// The vendors of every wire that a caller may come by.
final class Vendors {
  private static final Map<String, String> SECRETS =
      Map.of(
          "OPENAI_API_KEY", "cnryOpenAixW5c8Jd1cnryOpenAixW5c8Jd1",
          "ANTHROPIC_API_KEY", "cnryAnthropicxG7p2Lh9cnryAnthropicxG7p2Lh9",
          "GEMINI_API_KEY", "cnryGeminixQ3k7Vt5cnryGeminixQ3k7Vt5",
          "BEDROCK_API_KEY", "cnryBedrockxN8s2Yw4cnryBedrockxN8s2Yw4");

  private Vendors() {}

  /// A stage with one simulator as all of them.
  ///
  /// @param settings further parts of `weir.yaml`
  static Stage stage(String... settings) {
    SimulatorProcess simulator = SimulatorProcess.start();
    try {
      return Stage.with(
          simulator,
          GatewayProcess.startWith(
              GatewayProcess.temporaryDirectory(),
              providers(simulator.url()) + String.join("\n", settings),
              SECRETS));
    } catch (AssertionError | RuntimeException e) {
      simulator.close();
      throw e;
    }
  }

  private static String providers(String url) {
    return """
    providers:
      openai: {family: openai, url: '%1$s', key: 'env:OPENAI_API_KEY'}
      anthropic: {family: anthropic, url: '%1$s', key: 'env:ANTHROPIC_API_KEY'}
      gemini: {family: gemini, url: '%1$s', key: 'env:GEMINI_API_KEY', prices: google}
      bedrock: {family: bedrock, url: '%1$s', key: 'env:BEDROCK_API_KEY'}
    """
        .formatted(url);
  }
}
