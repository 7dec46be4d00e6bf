package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.OutcomesByUnit;
import dev.weir.value.event.UnitOutcome;
import dev.weir.value.experiment.Exposed;
import dev.weir.value.experiment.ObservedReading;
import dev.weir.value.experiment.Panel;
import dev.weir.value.experiment.RandomisedReading;
import dev.weir.value.experiment.Readout;
import dev.weir.value.experiment.Told;
import dev.weir.value.experiment.Trial;
import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Metric;
import dev.weir.value.hypothesis.TrialDesign;
import dev.weir.view.report.TrialRows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Where a readout gets what was exposed and what units did: calls and their cost from the ledger,
/// outcomes from whom they are told to. Blocks.
final class TrialEvidence {
  private static final double DAYS_OF_MONTH = 365.25 / 12;
  private static final double DAYS_OF_TRAFFIC = 28;
  private static final double WEEKS_OF_TRAFFIC = 4;

  /// Earlier, before and after the start.
  private static final int TIMES = 3;

  private final TrialRows rows;
  private final OutcomesByUnit outcomes;
  private final Changes changes;

  TrialEvidence(RunningGateway gateway, Changes changes) {
    this.rows = gateway.queries().trials();
    this.outcomes = gateway.outcomes().byUnit();
    this.changes = changes;
  }

  /// What outcomes are told with that a hypothesis follows; nothing where they name no such unit.
  private static Optional<By> by(String unit) {
    return switch (unit) {
      case "user" -> Optional.of(By.USER);
      case "session" -> Optional.of(By.SESSION);
      case "ticket" -> Optional.of(By.TICKET);
      default -> Optional.empty();
    };
  }

  /// Outcomes of a started randomised hypothesis' units that occurred while what they do counts, or
  /// in the days before which explain it.
  private List<Told> ofArms(Hypothesis hypothesis, Instant now) {
    Instant start = hypothesis.startedAt().orElseThrow();
    Duration before = Duration.ofDays(hypothesis.plan().covariateDays().orElse(0));
    return told(hypothesis, start.minus(before), hypothesis.end(now), OutcomeSums.NOW);
  }

  /// Outcomes in each of the times that are compared, as they were known equally long after its
  /// end.
  private List<Told> ofTimes(Hypothesis hypothesis) {
    Duration window = hypothesis.window();
    Instant earliest = hypothesis.startedAt().orElseThrow().minus(window.multipliedBy(2));
    List<Told> all = new ArrayList<>();
    for (int time = 0; time < TIMES; time++) {
      Instant from = earliest.plus(window.multipliedBy(time));
      Instant to = from.plus(window);
      all.addAll(told(hypothesis, from, to, to.plus(hypothesis.late())));
    }
    return all;
  }

  private List<Told> told(Hypothesis hypothesis, Instant from, Instant to, Instant known) {
    Span span = new Span(hypothesis.useCase(), from, to);
    return by(hypothesis.unit())
        .map(by -> outcomes.of(by, span, known).stream().map(TrialEvidence::told).toList())
        .orElse(List.of());
  }

  private static Told told(UnitOutcome outcome) {
    Map<String, Figures.Kpi> kpis = outcome.kpis().isEmpty() ? Map.of() : new HashMap<>();
    outcome
        .kpis()
        .forEach((name, figure) -> kpis.put(name, new Figures.Kpi(figure.doubleValue(), 1)));
    return new Told(
        outcome.unit(),
        outcome.occurredAt(),
        new Figures(
            0,
            0,
            1,
            outcome.success() ? 1 : 0,
            outcome.valueUsd().map(BigDecimal::doubleValue).orElse(0.0),
            kpis));
  }

  /// Why metrics of a hypothesis cannot be told.
  Optional<Answer.Fault> missing(Hypothesis hypothesis) {
    Optional<String> why =
        by(hypothesis.unit()).isEmpty()
            ? Optional.of(
                "outcomes name a user, session or ticket, field 'unit' was '%s'"
                    .formatted(hypothesis.unit()))
            : Optional.of("none is defined")
                .filter(_ -> changes.current(Kind.OUTCOME, hypothesis.useCase()).isEmpty());
    return why.flatMap(reason ->
        hypothesis.claim().metrics().stream()
            .filter(Metric::needsOutcomes)
            .findFirst()
            .map(metric ->
                new Answer.Fault(
                    409,
                    "outcomes_missing",
                    "hypothesis '%s': metric '%s' needs outcomes of use case '%s', and %s"
                        .formatted(
                            hypothesis.name(), metric.code(), hypothesis.useCase(), reason))));
  }

  /// One at a time, for its units and outcomes are held in memory.
  ///
  /// @param hypothesis started
  Readout read(Hypothesis hypothesis, Instant now) {
    return outcomes.alone(() -> readAlone(hypothesis, now));
  }

  private Readout readAlone(Hypothesis hypothesis, Instant now) {
    TrialRows.Traffic traffic = rows.traffic(hypothesis.useCase(), hypothesis.unit(), now);
    OptionalDouble callsPerMonth =
        OptionalDouble.of(traffic.calls() * DAYS_OF_MONTH / DAYS_OF_TRAFFIC);
    return switch (hypothesis.design()) {
      case TrialDesign.Randomised _ -> {
        List<Exposed> exposed =
            Told.with(rows.exposed(hypothesis, now), ofArms(hypothesis, now), hypothesis);
        yield RandomisedReading.of(
            hypothesis, Trial.of(hypothesis, exposed, now), now, callsPerMonth);
      }
      case TrialDesign.Differences _, TrialDesign.BeforeAfter _ -> {
        List<Told> told = ofTimes(hypothesis);
        Panel panel = rows.followed(hypothesis);
        Instant start = hypothesis.startedAt().orElseThrow();
        yield ObservedReading.of(
            hypothesis,
            new Panel(Told.beside(panel.units(), told, hypothesis, start), panel.contaminated()),
            now,
            callsPerMonth);
      }
    };
  }

  /// Units that a use case has in a week.
  OptionalDouble perWeek(String useCase, String unit, Instant now) {
    long units = rows.traffic(useCase, unit, now).units();
    return units == 0 ? OptionalDouble.empty() : OptionalDouble.of(units / WEEKS_OF_TRAFFIC);
  }
}
