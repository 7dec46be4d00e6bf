package dev.weir.acceptance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A use case of the scripted company, as its people would describe it.
///
/// @param value of a success, in dollars; of forecasts the hours it saves decide, about
/// @param evidence how sure the value is, as docs/outcomes.md names it
/// @param claimable the share of it that this leaves
/// @param users who are to use it
/// @param weekly calls of all users
/// @param succeeds of a hundred outcomes
/// @param input tokens of a call, about
/// @param output the same
record Venture(
    String id,
    Application.Wire wire,
    String model,
    BigDecimal value,
    String evidence,
    BigDecimal claimable,
    int users,
    int weekly,
    int succeeds,
    int input,
    int output) {

  /// Half of an hour saved is put to other use: 30 dollars of 60.
  static final BigDecimal HOUR_REDEPLOYED = new BigDecimal("30");

  static final String PLANNER =
      """
      {"role": "planner", "usd_per_hour": "60", "redeployed_share": "0.5", "from": "2025-10-01",
       "source": "payroll 2025", "evidence": "opinion"}
      """;

  /// The twelve of the company.
  static final List<Venture> ALL =
      List.of(
          of("claims", "gpt-4o", "90", "before_after", 8, 4, 85, 3_000, 400),
          of("coding", "claude-sonnet-4-5", "60", "before_after", 7, 4, 80, 9_000, 1_200),
          of("contracts", "claude-sonnet-4-5", "120", "before_after", 5, 3, 75, 12_000, 700),
          of("drafting", "gpt-4o-mini", "15", "opinion", 3, 1, 90, 800, 300),
          of("forecast", "gpt-4o", "30", "opinion", 4, 2, 50, 2_000, 500),
          of("invoices", "gpt-4o-mini", "25", "before_after", 6, 4, 80, 1_500, 150),
          of("onboarding", "gpt-4o-mini", "40", "opinion", 4, 2, 70, 1_000, 350),
          of("search", "gpt-4o", "20", "before_after", 6, 4, 15, 4_000, 250),
          of("summaries", "gpt-4o-mini", "12", "before_after", 6, 3, 70, 6_000, 200),
          of("translation", "gpt-4o-mini", "18", "before_after", 5, 3, 95, 900, 900),
          of("triage", "gpt-4o", "50", "before_after", 9, 5, 90, 700, 60),
          of("voice", "claude-sonnet-4-5", "35", "before_after", 6, 4, 75, 2_500, 450));

  private static Venture of(
      String id,
      String model,
      String value,
      String evidence,
      int users,
      int weekly,
      int succeeds,
      int input,
      int output) {
    boolean openAi = model.startsWith("gpt");
    return new Venture(
        id,
        openAi ? Application.Wire.OPENAI_JSON : Application.Wire.ANTHROPIC_JSON,
        model,
        new BigDecimal(value),
        evidence,
        claimable(evidence),
        users,
        weekly,
        succeeds,
        input,
        output);
  }

  private static BigDecimal claimable(String evidence) {
    return new BigDecimal(
        switch (evidence) {
          case "before_after" -> "0.5";
          case "opinion" -> "0.2";
          default -> throw new IllegalArgumentException("no grade of evidence: " + evidence);
        });
  }

  /// How good its outcome of a number is, where somebody looks at it: claims are, invoices are not.
  Optional<BigDecimal> quality(int number) {
    BigDecimal about = BigDecimal.valueOf(number % 5 - 2L, 2).multiply(BigDecimal.valueOf(5));
    return switch (id) {
      case "claims" -> Optional.of(new BigDecimal("0.85").add(about));
      case "invoices" -> Optional.of(new BigDecimal("0.65").add(about));
      default -> Optional.empty();
    };
  }

  /// Hours that its outcome of a number saves somebody, where those are what it is worth.
  Optional<BigDecimal> hours(int number) {
    return id.equals(ScriptedYear.SUNSET)
        ? Optional.of(BigDecimal.valueOf(8L + number % 3 * 2L, 1))
        : Optional.empty();
  }

  /// Whom its outcome of a number owes a quarter: every third translation was looked up first.
  Optional<Venture> helper(int number) {
    return id.equals("translation") && number % 3 == 0
        ? Optional.of(ScriptedYear.venture("search"))
        : Optional.empty();
  }

  /// Tokens of an input that the provider has in its cache: triage begins every prompt alike.
  int cached(int input) {
    return id.equals("triage") ? input / 4 : 0;
  }

  String costCentre() {
    return "cc-" + id;
  }

  List<String> userNames() {
    return IntStream.range(0, users).mapToObj(i -> "u%d@%s.example".formatted(i, id)).toList();
  }

  /// As it stands in the portfolio.
  String inPortfolio(String stage, LocalDate reviewOn) {
    return """
    {"name": "%s", "stage": "%s", "audience": "internal",
     "statement": "Classify inbound support tickets of retail customers by product and urgency, so that the share routed to the wrong queue falls from 18 %% to below 5 %% by 2027-06-30.",
     "owners": {"business": "ada", "technical": "bob"}, "cost_centre": "%s",
     "value": {"kind": "saving", "of": "time that people spend on it"},
     "budget_usd_per_month": "400", "review_on": "%s"}
    """
        .formatted(id, stage, costCentre(), reviewOn);
  }

  /// What one of its outcomes is, and what it is worth.
  String outcome() {
    String hours = ", {\"name\": \"hours\", \"kind\": \"number\", \"goal\": {\"at_least\": \"1\"}}";
    boolean isByTheHour = hours(0).isPresent();
    return """
    {"unit": "%s settled", "window_days": 90,
     "kpis": [{"name": "settled", "kind": "boolean", "goal": {"at_least": "0.6"}}%s],
     "success": "settled", %s, "value_source": "controlling, December 2025",
     "value_evidence": "%s", "target": {"per_month": "10"}}
    """
        .formatted(
            id,
            isByTheHour ? hours : "",
            isByTheHour
                ? "\"value\": \"hours * rate.planner * redeployed.planner\""
                : "\"unit_value_usd\": \"%s\"".formatted(value.toPlainString()),
            evidence);
  }

  /// What the same work took before.
  String baseline() {
    return """
    {"unit": "%s", "source": "sampled", "n": 200, "from": "2025-10-01", "until": "2025-12-01",
     "confidence": 0.95, "volume_per_month": 400,
     "cost_per_unit_usd": {"value": "%s", "low": "1", "high": "500"}, "expires": "2027-03-01"}
    """
        .formatted(id, value.toPlainString());
  }

  String roster() {
    return "{\"users\": [\"%s\"], \"activation\": {\"calls\": 2, \"within_days\": 31}}"
        .formatted(String.join("\",\"", userNames()));
  }
}
