package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Experiment;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.projection.Exposures;
import dev.weir.flow.rule.CohortText;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.view.report.Dimension;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who was exposed to which arm of an experiment, as the ledger has it.
final class ExposureRoutes {
  private static final String PATH = "/api/v1/experiments/{id}/exposures";

  private final RunningGateway gateway;
  private final Changes changes;

  ExposureRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// @param unit the tag whose values are put into arms
  /// @param contaminated units that were in more than one arm
  /// @param withoutUnit calls that took no part because they named no unit
  /// @param sources of figures
  record ExposureList(
      String experiment,
      String unit,
      List<ExposedArm> arms,
      long contaminated,
      long withoutUnit,
      Map<String, ReviewedSource> sources) {}

  /// @param units exposed
  /// @param first when the first of them was; absent where none has been
  /// @param calls admitted
  /// @param refused for whatever reason, an arm without AI included
  /// @param sources of figures
  record ExposedArm(
      String arm,
      int weight,
      long units,
      Optional<Instant> first,
      long calls,
      long refused,
      BigDecimal costUsd,
      Map<String, ReviewedSource> sources) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listExposures", PATH, "How many units each arm had, and their calls.")
            .answers(ExposureList.class)
            .does(FromLedger.of(gateway).does(this::list)));
  }

  private Answer list(Inquiry inquiry) {
    Optional<Version> version = changes.current(Kind.EXPERIMENT, inquiry.id());
    if (version.isEmpty()) {
      return Answer.missing("experiment", inquiry.id());
    }
    Experiment experiment =
        CohortText.experiment(version.get().body().deepCopy().put("id", inquiry.id()).toString());
    Exposures.Asked asked =
        new Exposures.Asked(experiment.name(), experiment.unit(), inquiry.now());
    Exposures exposures = gateway.queries().exposures();
    Map<String, Exposures.ArmSum> sums =
        exposures.arms(asked).stream()
            .collect(Collectors.toMap(Exposures.ArmSum::arm, Function.identity()));
    Optional<Instant> exposed =
        sums.values().stream().map(Exposures.ArmSum::first).min(Comparator.naturalOrder());
    Exposures.Unitless unitless = exposures.withoutUnit(asked);
    return Answer.of(
        new ExposureList(
            experiment.name(),
            experiment.unit(),
            experiment.arms().stream()
                .map(arm ->
                    line(
                        arm,
                        Optional.ofNullable(sums.get(arm.name())),
                        calls(asked, exposed, Optional.of(arm.name()))))
                .toList(),
            exposures.contaminated(asked),
            unitless.calls(),
            sources(asked, exposed, unitless.first())));
  }

  private static Map<String, ReviewedSource> sources(
      Exposures.Asked asked, Optional<Instant> exposed, Optional<Instant> unitless) {
    Map<String, ReviewedSource> all =
        new TreeMap<>(calls(asked, exposed, Optional.empty()).of("contaminated"));
    all.putAll(calls(asked, unitless, Optional.of(Dimension.NONE)).of("without_unit"));
    return all;
  }

  /// @param first when the first of them was accepted
  /// @param arm whose; of none = of all
  private static ReviewedSource calls(
      Exposures.Asked asked, Optional<Instant> first, Optional<String> arm) {
    List<String> conditions = new ArrayList<>();
    conditions.add(condition(TagNames.EXPERIMENT, asked.experiment()));
    arm.ifPresent(name -> conditions.add(condition(TagNames.EXPERIMENT_ARM, name)));
    return new ReviewedSource(
        Ground.LEDGER,
        Ground.calls(first.orElse(asked.until()), asked.until().plusSeconds(1), conditions));
  }

  private static String condition(String tag, String value) {
    return Dimension.ofTag(tag).label() + "=" + value;
  }

  private static ExposedArm line(Arm arm, Optional<Exposures.ArmSum> sum, ReviewedSource calls) {
    return new ExposedArm(
        arm.name(),
        arm.weight(),
        sum.map(Exposures.ArmSum::units).orElse(0L),
        sum.map(Exposures.ArmSum::first),
        sum.map(Exposures.ArmSum::calls).orElse(0L),
        sum.map(Exposures.ArmSum::refused).orElse(0L),
        sum.map(its -> its.cost().toUsd()).orElse(BigDecimal.ZERO),
        calls.of("units", "calls", "refused", "cost_usd"));
  }
}
