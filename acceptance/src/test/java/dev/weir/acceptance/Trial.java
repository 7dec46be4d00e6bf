package dev.weir.acceptance;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/// An experiment of the scripted company: sessions are put by lot into two arms, and each arm's
/// sessions come to something as often as its truth says.
///
/// @param today of a hundred sessions as they are, those that succeed
/// @param other the same of those that another model answers
record Trial(Venture venture, String model, int today, int other) {
  static final String CONTROL = "today";
  static final String ARM = "other";

  /// What has to be in each arm before the one look.
  static final int UNITS_PER_ARM = 60;

  static final int SESSIONS_A_WEEK = 20;
  static final YearMonth FIRST = YearMonth.of(ScriptedYear.YEAR, 2);
  static final YearMonth LAST = YearMonth.of(ScriptedYear.YEAR, 3);

  static final Instant STARTED = FIRST.atDay(3).atTime(9, 0).toInstant(ZoneOffset.UTC);
  static final Instant STOPPED =
      YearMonth.of(ScriptedYear.YEAR, 5).atDay(3).atTime(9, 0).toInstant(ZoneOffset.UTC);

  /// One that helps, one that does nothing, one that does harm.
  static final List<Trial> ALL =
      List.of(
          new Trial(ScriptedYear.venture("onboarding"), "gpt-4o", 50, 90),
          new Trial(ScriptedYear.venture("summaries"), "gpt-4o", 70, 70),
          new Trial(ScriptedYear.venture("drafting"), "gpt-4o", 90, 50));

  static List<String> useCases() {
    return ALL.stream().map(trial -> trial.venture().id()).toList();
  }

  String name() {
    return venture.id() + "-trial";
  }

  static boolean runs(YearMonth month) {
    return !month.isBefore(FIRST) && !month.isAfter(LAST);
  }

  /// Of a hundred sessions of an arm.
  int succeeds(String arm) {
    return switch (arm) {
      case CONTROL -> today;
      case ARM -> other;
      default -> throw new IllegalArgumentException("no arm " + arm);
    };
  }

  String hypothesis() {
    return """
    {"use_case": "%s", "hypothesis": "a larger model settles more", "unit": "session",
     "design": "randomised",
     "arms": [{"name": "today", "weight": 1}, {"name": "other", "weight": 1}],
     "control": "today", "metric": "success_share", "direction": "increase", "baseline": 0.7,
     "minimum_effect": 0.25, "units_per_arm": %d, "stop": "fixed", "window_days": 7,
     "unit_value_usd": "%s",
     "decision": {"positive": "scale", "negative": "pull_back", "not_enough_evidence": "continue"},
     "until": "%d-06-30"}
    """
        .formatted(venture.id(), UNITS_PER_ARM, venture.value().toPlainString(), ScriptedYear.YEAR);
  }

  String experiment() {
    return """
    {"use_case": "%s", "unit": "session", "state": "running",
     "arms": [{"name": "today", "weight": 1}, {"name": "other", "weight": 1, "model": "%s"}]}
    """
        .formatted(venture.id(), model);
  }
}
