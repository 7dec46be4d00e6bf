package dev.weir.value.hypothesis;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// What is claimed of a change before it starts, and how it will be judged.
///
/// @param name of the experiment
/// @param statement in words
/// @param unit the tag whose values are randomised, or followed
/// @param decision what is done on each end
/// @param unitValueUsd what a success is worth; of a KPI, one more of it, or one less where less is
///   better; none = a change of quality has no figure in money
/// @param until the last day of UTC on which what units do counts
/// @param hash of everything in it but start and stop
/// @param startedAt of what is without randomisation, when the change was made
public record Hypothesis(
    String name,
    String useCase,
    String statement,
    String unit,
    TrialDesign design,
    Claim claim,
    Plan plan,
    Decision decision,
    Optional<BigDecimal> unitValueUsd,
    LocalDate until,
    String hash,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt) {
  private static final int STATEMENT_MAX = 2_000;
  private static final double SHORT_BY = 0.99;

  /// What a decision may be.
  public enum Act {
    SCALE,
    CONTINUE,
    OPTIMISE,
    PULL_BACK,
    SUNSET
  }

  /// What is done on each end, said before.
  public record Decision(Act positive, Act negative, Act notEnoughEvidence) {}

  public Hypothesis {
    if (statement.isBlank() || statement.length() > STATEMENT_MAX) {
      throw new IllegalArgumentException(
          "field 'hypothesis' has 1 to %d characters, was %d"
              .formatted(STATEMENT_MAX, statement.length()));
    }
    if (useCase.isBlank() || unit.isBlank()) {
      throw new IllegalArgumentException(
          "fields 'use_case' and 'unit' are not empty, was '%s' and '%s'".formatted(useCase, unit));
    }
    unitValueUsd
        .filter(value -> value.signum() <= 0)
        .ifPresent(value -> {
          throw new IllegalArgumentException("field 'unit_value_usd' is above 0, was " + value);
        });
    requireOfDesign(design, plan);
    requireEnough(design, claim, plan);
  }

  private static void requireOfDesign(TrialDesign design, Plan plan) {
    if (design instanceof TrialDesign.Randomised) {
      plan.lateDays()
          .ifPresent(days -> {
            throw new IllegalArgumentException(
                "field 'late_days' is of designs without randomisation, for arms have their outcomes told alike, was "
                    + days);
          });
      return;
    }
    if (plan.stop() == StopRule.SEQUENTIAL) {
      throw new IllegalArgumentException(
          "field 'stop' is fixed without randomisation, for all units are looked at after the same days, was sequential");
    }
    if (plan.covariateDays().isPresent()) {
      throw new IllegalArgumentException(
          "field 'covariate_days' is of randomised designs, for the others compare with before anyway, was "
              + plan.covariateDays().getAsLong());
    }
  }

  private static void requireEnough(TrialDesign design, Claim claim, Plan plan) {
    long needed = Planned.of(design, claim, plan).size().perArm();
    if (plan.unitsPerArm() < SHORT_BY * needed) {
      throw new IllegalArgumentException(
          "field 'units_per_arm' is at least %d (to find %s of %s at a power of %s), was %d"
              .formatted(
                  needed,
                  claim.minimumEffect(),
                  claim.metric().code(),
                  plan.power(),
                  plan.unitsPerArm()));
    }
  }

  /// Until when what units do counts, as of an instant.
  public Instant end(Instant now) {
    Instant given = until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant last = stoppedAt.filter(given::isAfter).orElse(given);
    return now.isBefore(last) ? now : last;
  }

  /// Whether nothing counts any more.
  public boolean isOver(Instant now) {
    return stoppedAt.isPresent() || end(now).isBefore(now);
  }

  /// Whether it has never started and, on a day, can start no more: it will show nothing.
  public boolean isLapsed(LocalDate today) {
    return startedAt.isEmpty() && until.isBefore(today);
  }

  /// How long after a time that is compared its outcomes are waited for. Without it what came last
  /// would be short of those that are told late, and what was before would not. Nothing of arms,
  /// nor of metrics that the ledger tells alone.
  public Duration late() {
    return design instanceof TrialDesign.Randomised
            || claim.metrics().stream().noneMatch(Metric::needsOutcomes)
        ? Duration.ZERO
        : Duration.ofDays(plan.lateDays().orElse(Plan.LATE_DAYS));
  }

  public Duration window() {
    return Duration.ofDays(plan.windowDays());
  }
}
