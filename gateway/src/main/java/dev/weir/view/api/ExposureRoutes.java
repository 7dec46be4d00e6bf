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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    String calls = calls(asked, sums.values().stream().map(Exposures.ArmSum::first));
    Exposures.Unitless unitless = exposures.withoutUnit(asked);
    return Answer.of(
        new ExposureList(
            experiment.name(),
            experiment.unit(),
            experiment.arms().stream()
                .map(arm -> line(arm, Optional.ofNullable(sums.get(arm.name())), calls))
                .toList(),
            exposures.contaminated(asked),
            unitless.calls(),
            sources(calls, calls(asked, unitless.first().stream()))));
  }

  /// The path of its calls, from the first of some on.
  private static String calls(Exposures.Asked asked, Stream<Instant> some) {
    return "/api/v1/calls?from=%s&to=%s&filter=%s"
        .formatted(
            some.min(Comparator.naturalOrder()).orElse(asked.until()),
            asked.until().plusSeconds(1),
            filter(TagNames.EXPERIMENT, asked.experiment()));
  }

  private static String filter(String tag, String value) {
    return PathTemplate.encoded(Dimension.ofTag(tag).label() + "=" + value);
  }

  private static String ofArm(String calls, String arm) {
    return calls + "&filter=" + filter(TagNames.EXPERIMENT_ARM, arm);
  }

  private static Map<String, ReviewedSource> sources(String exposed, String unitless) {
    Map<String, ReviewedSource> all =
        new TreeMap<>(new ReviewedSource(Ground.LEDGER, exposed).of("contaminated"));
    all.putAll(
        new ReviewedSource(Ground.LEDGER, ofArm(unitless, Dimension.NONE)).of("without_unit"));
    return all;
  }

  private static ExposedArm line(Arm arm, Optional<Exposures.ArmSum> sum, String calls) {
    return new ExposedArm(
        arm.name(),
        arm.weight(),
        sum.map(Exposures.ArmSum::units).orElse(0L),
        sum.map(Exposures.ArmSum::first),
        sum.map(Exposures.ArmSum::calls).orElse(0L),
        sum.map(Exposures.ArmSum::refused).orElse(0L),
        sum.map(its -> its.cost().toUsd()).orElse(BigDecimal.ZERO),
        new ReviewedSource(Ground.LEDGER, ofArm(calls, arm.name()))
            .of("units", "calls", "refused", "cost_usd"));
  }
}
