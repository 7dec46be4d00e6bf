package dev.weir.acceptance;

import java.util.List;

/// The gates that the two signatories of the scripted year have agreed on, as they are put.
final class AgreedGates {
  /// Whole days before today that a gate's figures are of.
  static final int WINDOW_DAYS = 59;

  /// Who of a roster may call at most until it is proven that it pays, and what proves it.
  static final String UNPROVEN = "0.6";

  static final int PROVING_OUTCOMES = 40;
  static final String MARGIN = "0.8";

  /// How good outcomes are to be where that is asked for, and of how many it is told.
  static final String QUALITY = "0.7";

  private static final String CALLS =
      "{\"metric\": \"calls\", \"comparison\": \"at_least\", \"threshold\": \"12\"}";

  private static final String COST =
      """
      {"metric": "loaded_cost_per_outcome_usd", "comparison": "at_most", "threshold": "60"}
      """;

  private AgreedGates() {}

  /// Enough calls, and so many of them that come to something, at no more than each is to cost; and
  /// a cost in two months that ends it.
  static String of(double success, String tooDear) {
    return gate(
        List.of(CALLS, successes(success), COST),
        """
        "kill": [{"metric": "cost_usd", "comparison": "above", "threshold": "%s", "closes": true}],
        """
            .formatted(tooDear),
        UNPROVEN);
  }

  /// The same, and as good as somebody saw it.
  static String ofQuality(double success) {
    String quality =
        """
        {"metric": "quality", "comparison": "at_least", "threshold": "%s", "confidence": "0.95",
         "n_min": 10}
        """
            .formatted(QUALITY);
    return gate(List.of(quality, CALLS, successes(success), COST), "", UNPROVEN);
  }

  /// One that goes up by itself, a step after ten days.
  static String ramp() {
    return gate(
        List.of(CALLS, COST),
        """
        "guards": [{"metric": "error_share", "comparison": "at_most", "threshold": "0.5"}],
        "projection": {"users": "5", "queries_per_user": "2", "tokens_per_query": "20000",
         "usd_per_million_tokens": "10", "alarm": "5"},
        "ramp": {"steps": ["0.4", "0.7"], "days": 10, "on_breach": "roll_back"},
        """,
        "1");
  }

  /// Nothing has to hold before something ends.
  static String sunset() {
    return gate(List.of(), "", "0");
  }

  private static String successes(double share) {
    return """
    {"metric": "success_share", "comparison": "at_least", "threshold": "%s", "n_min": 10}
    """
        .formatted(share);
  }

  private static String gate(List<String> criteria, String more, String unproven) {
    return """
    {"window_days": %d, "criteria": [%s], %s
     "proof": {"margin": "%s", "outcomes_min": %d},
     "until_proven": {"share": "%s", "users": 100, "budget_usd_per_month": "500"}}
    """
        .formatted(
            WINDOW_DAYS, String.join(",\n", criteria), more, MARGIN, PROVING_OUTCOMES, unproven);
  }
}
