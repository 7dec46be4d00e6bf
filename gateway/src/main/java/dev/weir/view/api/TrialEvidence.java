package dev.weir.view.api;

import dev.weir.value.experiment.Exposed;
import dev.weir.value.experiment.ObservedReading;
import dev.weir.value.experiment.Panel;
import dev.weir.value.experiment.RandomisedReading;
import dev.weir.value.experiment.Readout;
import dev.weir.value.experiment.Told;
import dev.weir.value.experiment.Trial;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Metric;
import dev.weir.value.hypothesis.TrialDesign;
import dev.weir.view.report.TrialRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Where a readout gets what was exposed and what units did: calls and their cost from the ledger,
/// outcomes from whom they are told to.
final class TrialEvidence {
  private static final double DAYS_OF_MONTH = 365.25 / 12;
  private static final double DAYS_OF_TRAFFIC = 28;
  private static final double WEEKS_OF_TRAFFIC = 4;

  private final TrialRows rows;

  TrialEvidence(TrialRows rows) {
    this.rows = rows;
  }

  /// Outcomes of a use case's units; nothing where no outcomes are kept. This gateway keeps none.
  private static Optional<List<Told>> outcomes() {
    return Optional.empty();
  }

  /// Why metrics of a hypothesis cannot be told.
  Optional<Answer.Fault> missing(Hypothesis hypothesis) {
    return outcomes().isPresent()
        ? Optional.empty()
        : hypothesis.claim().metrics().stream()
            .filter(Metric::needsOutcomes)
            .findFirst()
            .map(metric ->
                new Answer.Fault(
                    409,
                    "outcomes_missing",
                    "hypothesis '%s': metric '%s' needs outcomes of use case '%s', and none are kept here"
                        .formatted(hypothesis.name(), metric.code(), hypothesis.useCase())));
  }

  /// @param hypothesis started
  Readout read(Hypothesis hypothesis, Instant now) {
    List<Told> outcomes = outcomes().orElse(List.of());
    TrialRows.Traffic traffic = rows.traffic(hypothesis.useCase(), hypothesis.unit(), now);
    OptionalDouble callsPerMonth =
        OptionalDouble.of(traffic.calls() * DAYS_OF_MONTH / DAYS_OF_TRAFFIC);
    return switch (hypothesis.design()) {
      case TrialDesign.Randomised _ -> {
        List<Exposed> exposed = Told.with(rows.exposed(hypothesis, now), outcomes, hypothesis);
        yield RandomisedReading.of(
            hypothesis, Trial.of(hypothesis, exposed, now), now, callsPerMonth);
      }
      case TrialDesign.Differences _, TrialDesign.BeforeAfter _ -> {
        Panel panel = rows.followed(hypothesis);
        Instant start = hypothesis.startedAt().orElseThrow();
        yield ObservedReading.of(
            hypothesis,
            new Panel(
                Told.beside(panel.units(), outcomes, hypothesis, start), panel.contaminated()),
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
