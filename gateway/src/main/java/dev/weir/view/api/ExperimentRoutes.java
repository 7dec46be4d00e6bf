package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.Cohorts;
import dev.weir.flow.cohort.Experiment;
import dev.weir.flow.rule.CohortText;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What the gateway does for trials: who is in which arm, and who has been.
final class ExperimentRoutes {
  private static final String PATH = "/api/v1/experiments/{id}";

  private final RunningGateway gateway;
  private final Changes changes;
  private final Asking asking;
  private final TrialStart start;

  ExperimentRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
    this.asking = new Asking(gateway);
    this.start = new TrialStart(gateway, changes);
  }

  /// An experiment as docs/experiments.md defines it, without its name.
  ///
  /// @param unit the tag whose values are put into arms; default `user`
  /// @param salt decides who gets which arm; default: the name
  /// @param share of the units that take part, above 0 to 1; default 1
  /// @param asked names asked for that take part; default: every name
  /// @param state default: draft
  record ExperimentText(
      String useCase,
      Optional<String> unit,
      Optional<String> salt,
      Optional<BigDecimal> share,
      Optional<List<String>> asked,
      List<ArmText> arms,
      Optional<Experiment.State> state,
      Optional<Instant> from,
      Optional<Instant> until) {}

  /// At most one of `model`, `prompt` and `without_ai`; with none, calls go as they are asked.
  record ArmText(
      String name,
      int weight,
      Optional<String> model,
      Optional<String> prompt,
      Optional<Boolean> withoutAi) {}

  record ExperimentList(List<ExperimentPage> experiments) {}

  /// An experiment in the rule book.
  ///
  /// @param running whether units are put into arms now
  /// @param definition as it was put
  record ExperimentPage(
      String id, int version, String who, Instant at, boolean running, ObjectNode definition) {}

  /// The arm of a unit.
  ///
  /// @param arm absent where the unit does not take part
  /// @param withoutAi whether that arm does without AI
  record Assignment(String experiment, String unit, Optional<String> arm, boolean withoutAi) {}

  List<Endpoint> all() {
    Demand.Belonging whose = changes.useCasesOf(Kind.EXPERIMENT);
    return List.of(
        Endpoint.get("listExperiments", "/api/v1/experiments", "All experiments, by name.")
            .answers(ExperimentList.class)
            .does(inquiry ->
                Answer.of(
                    new ExperimentList(
                        changes.current(Kind.EXPERIMENT).stream()
                            .map(version -> page(version, inquiry.now()))
                            .toList()))),
        Endpoint.get("getExperiment", PATH, "One experiment.")
            .answers(ExperimentPage.class)
            .does(inquiry ->
                changes
                    .current(Kind.EXPERIMENT, inquiry.id())
                    .map(version -> Answer.of(page(version, inquiry.now())))
                    .orElseGet(() -> Answer.missing("experiment", inquiry.id()))),
        Endpoint.get("getAssignment", PATH + "/assignment", "The arm of a unit; exposes nobody.")
            .asks(Parameter.text("unit", "The value of the experiment's unit."))
            .answers(Assignment.class)
            .does(this::assignment),
        Endpoint.change(
                "PUT",
                "putExperiment",
                PATH,
                "Says what is tried; once it has begun, it can only be stopped.")
            .ofUseCase(whose)
            .versioned()
            .takes(ExperimentText.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change(
                "DELETE", "deleteExperiment", PATH, "Takes out one that is a draft or stopped.")
            .ofUseCase(whose)
            .versioned()
            .answers(Pages.Changed.class)
            .does(this::delete));
  }

  private static ExperimentPage page(Version version, Instant now) {
    return new ExperimentPage(
        version.id(),
        version.version(),
        version.who(),
        version.at(),
        read(version.id(), version.body()).runs(now),
        version.body());
  }

  static Experiment read(String id, ObjectNode body) {
    return CohortText.experiment(body.deepCopy().put("id", id).toString());
  }

  private Answer put(Inquiry inquiry) {
    Experiment next = read(inquiry.id(), inquiry.body());
    Optional<Version> known = gateway.books().facts().current(Kind.EXPERIMENT, inquiry.id());
    if (known.filter(Version::retired).isPresent()) {
      return new Answer.Fault(
          409,
          "experiment_name_used",
          "experiment '%s' was deleted: what was measured is found by the name; take another"
              .formatted(inquiry.id()));
    }
    Optional<Answer> begun = known.flatMap(before -> begun(before, List.of(next), inquiry));
    if (begun.isPresent()) {
      return begun.get();
    }
    if (next.state() == Experiment.State.RUNNING
        && known.filter(before -> hasBegun(before, inquiry.now())).isEmpty()) {
      Optional<Answer.Fault> refusal = start.refusal(next, inquiry.now());
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    List<String> doubts =
        next.arms().stream().flatMap(arm -> doubts(arm, inquiry.now()).stream()).toList();
    return switch (published(inquiry, inquiry.body().deepCopy(), known, false)) {
      case Answer.Page(Pages.Changed changed) -> Answer.of(changed.warning(doubts));
      case Answer other -> other;
    };
  }

  private static boolean hasBegun(Version version, Instant now) {
    return read(version.id(), version.body()).hasBegun(now);
  }

  private Answer delete(Inquiry inquiry) {
    Optional<Version> known = changes.current(Kind.EXPERIMENT, inquiry.id());
    if (known.isEmpty()) {
      return Answer.missing("experiment", inquiry.id());
    }
    return begun(known.get(), List.of(), inquiry)
        .orElseGet(() -> published(inquiry, known.get().body(), known, true));
  }

  /// Against the version that was looked at, so that nothing begins in between.
  private Answer published(
      Inquiry inquiry, ObjectNode body, Optional<Version> known, boolean retired) {
    OptionalInt said = inquiry.expectedVersion();
    OptionalInt seen = OptionalInt.of(known.map(Version::version).orElse(0));
    return changes.publish(
        List.of(
            new Change(
                Kind.EXPERIMENT,
                inquiry.id(),
                body,
                retired,
                said.isPresent() ? said : seen,
                inquiry.who(),
                inquiry.why())));
  }

  private static Optional<Answer> begun(Version before, List<Experiment> next, Inquiry inquiry) {
    Cohorts was = new Cohorts(List.of(), List.of(read(before.id(), before.body())), Map.of());
    return was.broken(new Cohorts(List.of(), next, Map.of()), inquiry.now())
        .map(why -> new Answer.Fault(409, "experiment_begun", why));
  }

  private List<String> doubts(Arm arm, Instant now) {
    return arm.treatment() instanceof Treatment.AskFor(String name)
            && !name.startsWith(Treatment.AskFor.PROMPT)
        ? asking.doubts(name, now).stream()
            .map(doubt -> "arm '%s': %s".formatted(arm.name(), doubt))
            .toList()
        : List.of();
  }

  private Answer assignment(Inquiry inquiry) {
    Optional<Version> version = changes.current(Kind.EXPERIMENT, inquiry.id());
    if (version.isEmpty()) {
      return Answer.missing("experiment", inquiry.id());
    }
    String unit = inquiry.asked("unit").orElse("");
    if (unit.isEmpty()) {
      return Answer.invalid("parameter 'unit' is missing: whose arm is asked for");
    }
    Optional<Arm> arm = read(inquiry.id(), version.get().body()).armOf(unit);
    return Answer.of(
        new Assignment(
            inquiry.id(),
            unit,
            arm.map(Arm::name),
            arm.filter(its -> its.treatment() instanceof Treatment.WithoutAi).isPresent()));
  }
}
