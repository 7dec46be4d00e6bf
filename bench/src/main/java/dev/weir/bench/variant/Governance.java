package dev.weir.bench.variant;

import dev.weir.bench.traffic.Upstream;
import java.util.List;

/// What a Weir under test is told to do with every call.
///
/// @param name of the variant
/// @param journalMode `process` or `host`
/// @param governed five tags, three budgets and three limits that match every call; otherwise a key
///   and nothing else
/// @param family of the provider; calls are OpenAI's, so that others' are translated
public record Governance(String name, String journalMode, boolean governed, String family) {
  public static final Governance BARE = new Governance("weir bare", "process", false, "openai");
  public static final Governance PROCESS =
      new Governance("weir governed", "process", true, "openai");
  public static final Governance HOST =
      new Governance("weir governed, host", "host", true, "openai");
  public static final Governance TRANSLATED =
      new Governance("weir translated", "process", true, "anthropic");

  private static final String PRICES =
      """
      {"format": "weir-prices/1", "name": "bench", "kind": "own",
       "origin": {"source": "bench", "observed_at": "2026-11-01", "evidence": "made for the bench"},
       "models": [{"provider": "up", "id": "%s",
         "limits": {"input_max": 1000000, "output_max": 16384},
         "prices": [{"meter": "input", "usd": "2.50", "per": 1000000},
                    {"meter": "cache_read", "usd": "1.25", "per": 1000000},
                    {"meter": "output", "usd": "10", "per": 1000000}]}]}
      """
          .formatted(Upstream.MODEL);

  private static final String WHERE_USE_CASE =
      "\"where\": [{\"tag\": \"use_case\", \"in\": [\"bench\"]}]";

  /// The same prices, input a quarter dearer.
  String dearerPrices() {
    return PRICES.replace("\"2.50\"", "\"3.125\"");
  }

  /// Publishes prices and rules.
  ///
  /// @return the key for the load
  String establish(Control control) {
    control.done("POST", "prices/import?why=bench", PRICES);
    if (!governed) {
      control.done("PUT", "settings?why=bench", "{\"required_tags\": []}");
      return key(control, "{\"name\": \"bench\"}");
    }
    budget(control, "use-case", WHERE_USE_CASE + ", \"window\": \"month UTC\"");
    budget(
        control,
        "department",
        "\"where\": [{\"tag\": \"department\", \"in\": [\"sales\"]}],"
            + " \"window\": \"day Europe/Berlin\"");
    budget(control, "user", "\"per\": \"user\", \"window\": \"rolling 24h\"");
    limit(control, "requests-a-minute", "\"measure\": \"requests\", \"window\": \"rolling 1m\"");
    limit(control, "tokens-a-minute", "\"measure\": \"tokens\", \"window\": \"rolling 1m\"");
    limit(
        control,
        "requests-of-a-user",
        "\"per\": \"user\", \"measure\": \"requests\", \"window\": \"rolling 1h\"");
    return key(
        control,
        """
        {"name": "bench", "trusts_user_tags": true, "settable_tags": ["use_case"],
         "fixed_tags": {"department": "sales", "role": "service", "environment": "production"}}
        """);
  }

  private static String key(Control control, String body) {
    return control.done("POST", "keys?why=bench", body).path("secret").asText();
  }

  private static void budget(Control control, String id, String rest) {
    String body = "{\"limit_usd\": \"1000000000\", \"stop_at\": 1, " + rest + "}";
    control.done("PUT", "budgets/" + id + "?why=bench", body);
  }

  private static void limit(Control control, String id, String rest) {
    String body = "{" + WHERE_USE_CASE + ", \"max\": 1000000000000, " + rest + "}";
    control.done("PUT", "limits/" + id + "?why=bench", body);
  }

  /// The lines every request carries.
  List<String> headers(String key) {
    String authorization = "authorization: Bearer " + key;
    return governed
        ? List.of(authorization, "x-weir-use-case: bench", "x-weir-user: user-{n}")
        : List.of(authorization);
  }
}
