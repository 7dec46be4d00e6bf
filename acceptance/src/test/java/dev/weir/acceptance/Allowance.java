package dev.weir.acceptance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// What translation may spend a month. While the review of July is missing, less of it is left: a
/// call that fitted before fits no more, until the review is held.
final class Allowance {
  static final String BUDGET = "translation-allowance";
  static final Venture VENTURE = ScriptedYear.venture("translation");

  /// The month whose review comes two weeks late.
  static final YearMonth MISSED = YearMonth.of(ScriptedYear.YEAR, 7);

  static final LocalDate HELD_AFTER_ALL = LocalDate.of(ScriptedYear.YEAR, 8, 18);

  private static final int DUE_DAYS = 15;
  private static final BigDecimal WHOLE = new BigDecimal("0.20");
  private static final BigDecimal STEP = new BigDecimal("0.75");

  /// What a dear call may come to, beside what has been spent: 16,000 tokens at $10 a million.
  private static final BigDecimal DEAR = new BigDecimal("0.16");

  private final ControlPlane control;

  Allowance(ControlPlane control) {
    this.control = control;
  }

  void found() {
    control.budget(
        BUDGET,
        """
        {"window": "month UTC", "limit_usd": "%s", "where": [{"tag": "use_case", "in": ["%s"]}]}
        """
            .formatted(WHOLE.toPlainString(), VENTURE.id()));
  }

  /// As a policy says it.
  static String terms() {
    return """
    {"budgets": ["%s"], "from": "%s", "due_days": %d, "steps": [%s, 0.5]}
    """
        .formatted(BUDGET, MISSED, DUE_DAYS, STEP.toPlainString());
  }

  /// What of it is left at a time.
  static BigDecimal left(Instant at) {
    LocalDate due = MISSED.plusMonths(1).atDay(1 + DUE_DAYS);
    Instant missing = due.atStartOfDay().toInstant(ZoneOffset.UTC);
    boolean held = !at.isBefore(HELD_AFTER_ALL.atTime(9, 0).toInstant(ZoneOffset.UTC));
    return at.isBefore(missing) || held ? WHOLE : WHOLE.multiply(STEP);
  }

  static boolean fits(Instant at) {
    return DEAR.compareTo(left(at)) < 0;
  }

  /// Waits until the gateway has left of it what is to be left.
  void await(Instant at) {
    Await.until(
        Stage.LEDGER_FOLLOWS_WITHIN,
        "of %s is left %s".formatted(BUDGET, left(at)),
        () ->
            new BigDecimal(
                        control
                            .send("GET", "budgets/" + BUDGET, "")
                            .expect(200)
                            .json()
                            .findValue("limit_usd")
                            .asText())
                    .compareTo(left(at))
                == 0);
  }

  /// One that may come to as much as a call can, and comes to little. Half a JSON document is worth
  /// nothing, so that it is not cut to what is left.
  static String dear() {
    return """
    {"model": "gpt-4o", "max_tokens": 16000, "response_format": {"type": "json_object"},
     "messages": [{"role": "user", "content": "Do it. [[sim in=900 out=900]]"}]}
    """;
  }
}
