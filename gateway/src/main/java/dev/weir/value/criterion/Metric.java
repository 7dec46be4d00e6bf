package dev.weir.value.criterion;

import java.util.Locale;

/// What a criterion can be about. The set is closed; a code is stored and never renamed.
public enum Metric {
  ELIGIBLE_USERS(Unit.COUNT, false, "users the use case is meant for"),
  USERS(Unit.COUNT, false, "users who called"),
  WEEKLY_ACTIVE_SHARE(Unit.SHARE, true, "eligible users who called in the last whole week"),
  ACTIVATION_SHARE(Unit.SHARE, true, "eligible users who passed the activation rule"),
  RETENTION_SHARE(Unit.SHARE, true, "new users who called in their second week"),
  CALLS(Unit.COUNT, false, "calls that ended"),
  CALLS_PER_USER(Unit.NUMBER, false, "calls ÷ users who called"),
  OUTCOMES(Unit.COUNT, false, "outcomes that are a success"),
  SUCCESS_SHARE(Unit.SHARE, true, "outcomes that are a success"),
  QUALITY(Unit.SHARE, true, "mean quality of outcomes that are told with one, 0 to 1"),
  REVIEWED_SHARE(Unit.SHARE, false, "outcomes that are told with a quality, as somebody saw it"),
  COST_PER_OUTCOME_USD(Unit.USD, true, "what the calls cost ÷ successful outcomes"),
  LOADED_COST_PER_OUTCOME_USD(Unit.USD, true, "calls, pools and all ÷ successful outcomes"),
  VALUE_PER_OUTCOME_USD(Unit.USD, true, "value that counts ÷ successful outcomes"),
  COST_USD(Unit.USD, false, "what the calls cost"),
  SPEND_TO_PROJECTION(Unit.NUMBER, false, "what the calls cost ÷ what was projected"),
  USERS_TO_PROJECTION(Unit.NUMBER, false, "users a day ÷ projected"),
  QUERIES_PER_USER_TO_PROJECTION(Unit.NUMBER, false, "calls per user and day ÷ projected"),
  TOKENS_PER_QUERY_TO_PROJECTION(Unit.NUMBER, false, "tokens per call ÷ projected"),
  PRICE_PER_TOKEN_TO_PROJECTION(Unit.NUMBER, false, "cost per token ÷ projected"),
  TTFT_P95_MILLIS(Unit.MILLIS, false, "time to the first token, 95th percentile"),
  SCOPE_GROWTH(Unit.COUNT, false, "parts of its scope that calls show and nobody has approved"),
  ERROR_SHARE(Unit.SHARE, true, "attempts that ended in an error"),
  ATTRIBUTED_SHARE(Unit.SHARE, false, "cost of all calls that a use case answers for"),
  BASELINE_FRESH(Unit.YES_NO, false, "the baseline is there and has not expired"),
  EXPERIMENT_WON(Unit.YES_NO, false, "the experiment's readout is positive");

  private final Unit unit;
  private final boolean bounded;
  private final String meaning;

  Metric(Unit unit, boolean bounded, String meaning) {
    this.unit = unit;
    this.bounded = bounded;
    this.meaning = meaning;
  }

  /// The name in the database, the API and pages: `weekly_active_share`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Unit unit() {
    return unit;
  }

  /// Whether it is of a sample, so that a bound of it can be asked for.
  public boolean isBounded() {
    return bounded;
  }

  public String meaning() {
    return meaning;
  }

  /// Whether it compares with a projection, which the gate states.
  public boolean isOfProjection() {
    return switch (this) {
      case SPEND_TO_PROJECTION,
          USERS_TO_PROJECTION,
          QUERIES_PER_USER_TO_PROJECTION,
          TOKENS_PER_QUERY_TO_PROJECTION,
          PRICE_PER_TOKEN_TO_PROJECTION ->
          true;
      case ELIGIBLE_USERS,
          USERS,
          WEEKLY_ACTIVE_SHARE,
          ACTIVATION_SHARE,
          RETENTION_SHARE,
          CALLS,
          CALLS_PER_USER,
          OUTCOMES,
          SUCCESS_SHARE,
          QUALITY,
          REVIEWED_SHARE,
          COST_PER_OUTCOME_USD,
          LOADED_COST_PER_OUTCOME_USD,
          VALUE_PER_OUTCOME_USD,
          COST_USD,
          TTFT_P95_MILLIS,
          ERROR_SHARE,
          ATTRIBUTED_SHARE,
          SCOPE_GROWTH,
          BASELINE_FRESH,
          EXPERIMENT_WON ->
          false;
    };
  }
}
