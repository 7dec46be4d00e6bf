package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Experiment;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.hypothesis.Registered;
import dev.weir.value.hypothesis.TrialDesign;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// What is claimed of an experiment before it starts, and what came of it.
final class HypothesisRoutes {
  private static final String PATH = "/api/v1/hypotheses";
  private static final String TRIED = "experiment_running";

  private final RunningGateway gateway;
  private final Changes changes;
  private final TrialEvidence evidence;
  private final NewClaim claims;

  HypothesisRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
    this.evidence = new TrialEvidence(gateway, changes);
    this.claims = new NewClaim(gateway);
  }

  /// How far a hypothesis is.
  enum HypothesisState {
    REGISTERED,
    STARTED,
    STOPPED;

    private static HypothesisState of(Hypothesis hypothesis) {
      if (hypothesis.stoppedAt().isPresent()) {
        return STOPPED;
      }
      return hypothesis.startedAt().isPresent() ? STARTED : REGISTERED;
    }
  }

  /// As docs/hypotheses.md has it.
  record HypothesisBody() {}

  record HypothesisList(List<HypothesisPage> hypotheses) {}

  /// @param hash of all that was registered; start and stop do not change it
  /// @param registration as it was written
  record HypothesisPage(
      String name,
      int version,
      String useCase,
      String metric,
      String evidence,
      HypothesisState state,
      LocalDate until,
      Optional<Instant> startedAt,
      Optional<Instant> stoppedAt,
      String hash,
      ObjectNode registration,
      Instant at,
      String who) {
    private static HypothesisPage of(Version version) {
      Hypothesis hypothesis = HypothesisText.read(version.id(), version.body());
      return new HypothesisPage(
          version.id(),
          version.version(),
          hypothesis.useCase(),
          hypothesis.claim().metric().code(),
          hypothesis.design().evidence().code(),
          HypothesisState.of(hypothesis),
          hypothesis.until(),
          hypothesis.startedAt(),
          hypothesis.stoppedAt(),
          hypothesis.hash(),
          version.body(),
          version.at(),
          version.who());
    }
  }

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    Demand.Belonging whose = changes.useCasesOf(Kind.HYPOTHESIS);
    return List.of(
        Endpoint.get("listHypotheses", PATH, "What is claimed of experiments, by name.")
            .answers(HypothesisList.class)
            .does(_ ->
                Answer.of(
                    new HypothesisList(
                        changes.current(Kind.HYPOTHESIS).stream()
                            .map(HypothesisPage::of)
                            .toList()))),
        Endpoint.get("getHypothesis", PATH + "/{id}", "A registration.")
            .answers(HypothesisPage.class)
            .does(inquiry ->
                registered(inquiry)
                    .map(version -> Answer.of(HypothesisPage.of(version)))
                    .orElseGet(() -> missing(inquiry))),
        Endpoint.change(
                "PUT",
                "putHypothesis",
                PATH + "/{id}",
                "Registers a claim and how it will be judged; nothing of it changes after the start.")
            .ofUseCase(whose)
            .versioned()
            .takes(HypothesisBody.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change(
                "DELETE",
                "deleteHypothesis",
                PATH + "/{id}",
                "Takes back one that has not started.")
            .ofUseCase(whose)
            .versioned()
            .answers(Pages.Changed.class)
            .does(this::delete),
        Endpoint.change(
                "POST", "startHypothesis", PATH + "/{id}/start", "From now on exposures count.")
            .ofUseCase(whose)
            .versioned()
            .answers(Pages.Changed.class)
            .does(this::start),
        Endpoint.change(
                "POST",
                "stopHypothesis",
                PATH + "/{id}/stop",
                "From now on nothing counts, for good.")
            .ofUseCase(whose)
            .versioned()
            .answers(Pages.Changed.class)
            .does(this::stop),
        Endpoint.get("getReadout", PATH + "/{id}/readout", "What came of it, as registered.")
            .answers(ReadoutPage.class)
            .does(ledger.does(this::readout)));
  }

  /// The way to the readout of one.
  static String readout(String name) {
    return "%s/%s/readout".formatted(PATH, PathTemplate.encoded(name));
  }

  private Optional<Version> registered(Inquiry inquiry) {
    return changes.current(Kind.HYPOTHESIS, inquiry.id());
  }

  private static Answer missing(Inquiry inquiry) {
    return Answer.missing("hypothesis", inquiry.id());
  }

  private Answer put(Inquiry inquiry) {
    Hypothesis next = HypothesisText.read(inquiry.id(), inquiry.body());
    if (next.startedAt().isPresent() || next.stoppedAt().isPresent()) {
      return Answer.invalid(
          "hypothesis '%s': fields '%s' and '%s' are set by starting and stopping it"
              .formatted(next.name(), HypothesisText.STARTED_AT, HypothesisText.STOPPED_AT));
    }
    LocalDate today = LocalDate.ofInstant(inquiry.now(), ZoneOffset.UTC);
    if (next.until().isBefore(today)) {
      return Answer.invalid(
          "hypothesis '%s': field 'until' is today (%s) or later, was %s"
              .formatted(next.name(), today, next.until()));
    }
    Optional<String> otherwise = otherwise(next);
    if (otherwise.isPresent()) {
      return Answer.invalid(otherwise.get());
    }
    Optional<Version> known = registered(inquiry);
    if (known.isEmpty() && isTried(inquiry.id())) {
      return fault(
          TRIED,
          "hypothesis '%s' is registered before the experiment of its name is in state 'running', and it is"
              .formatted(inquiry.id()));
    }
    Optional<Answer> kept = known.flatMap(before -> kept(before, inquiry));
    return kept.orElseGet(() -> publish(known, inquiry.body().deepCopy(), false, inquiry));
  }

  /// What is answered to a change of one that has started, or whose experiment runs by it: what
  /// differs, or that nothing does.
  private Optional<Answer> kept(Version before, Inquiry inquiry) {
    boolean isStarted = before.body().has(HypothesisText.STARTED_AT);
    if (!isStarted && !isTried(before.id())) {
      return Optional.empty();
    }
    return Registered.changed(before.body(), inquiry.body())
        .<Answer>map(change -> isStarted ? started(before, change) : tried(before.id(), change))
        .or(() -> Optional.of(Answer.of(Changes.changed(before))));
  }

  private static Answer started(Version before, String change) {
    return fault(
        "hypothesis_started",
        "hypothesis '%s' started at %s and changes no more, but that it stops: %s"
            .formatted(
                before.id(), before.body().path(HypothesisText.STARTED_AT).asText(), change));
  }

  private static Answer tried(String name, String change) {
    return fault(
        TRIED,
        "hypothesis '%s' changes no more while the experiment of its name is in state 'running': %s"
            .formatted(name, change));
  }

  /// Whether the experiment of a name is in the state running: what was registered lets it.
  private boolean isTried(String name) {
    return experiment(name).filter(it -> it.state() == Experiment.State.RUNNING).isPresent();
  }

  private Optional<Experiment> experiment(String name) {
    return changes
        .current(Kind.EXPERIMENT, name)
        .map(version -> ExperimentRoutes.read(version.id(), version.body()));
  }

  private Answer delete(Inquiry inquiry) {
    Optional<Version> known = registered(inquiry);
    if (known.isEmpty()) {
      return missing(inquiry);
    }
    if (known.get().body().has(HypothesisText.STARTED_AT)) {
      return fault(
          "hypothesis_started",
          "hypothesis '%s' has started: it is stopped, never taken back".formatted(inquiry.id()));
    }
    if (isTried(inquiry.id())) {
      return tried(inquiry.id(), "it was to be taken back");
    }
    return publish(known, known.get().body(), true, inquiry);
  }

  private Answer start(Inquiry inquiry) {
    Optional<Version> known = registered(inquiry);
    if (known.isEmpty()) {
      return missing(inquiry);
    }
    Hypothesis hypothesis = HypothesisText.read(inquiry.id(), known.get().body());
    if (hypothesis.startedAt().isPresent()) {
      return fault(
          "hypothesis_started",
          "hypothesis '%s' starts once, and has at %s"
              .formatted(inquiry.id(), hypothesis.startedAt().get()));
    }
    LocalDate today = LocalDate.ofInstant(inquiry.now(), ZoneOffset.UTC);
    if (hypothesis.isLapsed(today)) {
      return fault(
          "hypothesis_over",
          "hypothesis '%s': field 'until' is %s, which is over: register it anew"
              .formatted(inquiry.id(), hypothesis.until()));
    }
    return otherwise(hypothesis)
        .map(why -> fault("experiment_differs", why))
        .or(() -> changing(hypothesis).flatMap(claims::refusal))
        .<Answer>map(Function.identity())
        .orElseGet(() -> stamped(known.get(), HypothesisText.STARTED_AT, inquiry));
  }

  /// One by whose start the change is made; of arms the experiment of its name is asked.
  private static Optional<Hypothesis> changing(Hypothesis hypothesis) {
    return Optional.of(hypothesis).filter(it -> !(it.design() instanceof TrialDesign.Randomised));
  }

  /// Where the experiment of its name is there and does something else.
  private Optional<String> otherwise(Hypothesis hypothesis) {
    return experiment(hypothesis.name())
        .flatMap(experiment -> SameTrial.difference(hypothesis, experiment));
  }

  private Answer stop(Inquiry inquiry) {
    Optional<Version> known = registered(inquiry);
    if (known.isEmpty()) {
      return missing(inquiry);
    }
    Hypothesis hypothesis = HypothesisText.read(inquiry.id(), known.get().body());
    return switch (HypothesisState.of(hypothesis)) {
      case REGISTERED ->
          fault(
              "hypothesis_not_started",
              "hypothesis '%s' stops after it has started, and it has not".formatted(inquiry.id()));
      case STOPPED ->
          fault(
              "hypothesis_stopped",
              "hypothesis '%s' stops once, and has at %s"
                  .formatted(inquiry.id(), known.get().body().path(HypothesisText.STOPPED_AT)));
      case STARTED -> stamped(known.get(), HypothesisText.STOPPED_AT, inquiry);
    };
  }

  private Answer stamped(Version version, String field, Inquiry inquiry) {
    ObjectNode body = version.body().deepCopy().put(field, inquiry.now().toString());
    return publish(Optional.of(version), body, false, inquiry);
  }

  /// Against the version that was looked at, so that nothing starts in between.
  private Answer publish(
      Optional<Version> known, ObjectNode body, boolean retired, Inquiry inquiry) {
    OptionalInt said = changes.expected(Kind.HYPOTHESIS, inquiry.id(), inquiry);
    int seen =
        gateway
            .books()
            .facts()
            .current(Kind.HYPOTHESIS, inquiry.id())
            .map(Version::version)
            .orElse(0);
    OptionalInt expected =
        said.isPresent() ? said : OptionalInt.of(known.map(Version::version).orElse(seen));
    return changes.publish(
        List.of(
            new Change(
                Kind.HYPOTHESIS,
                inquiry.id(),
                body,
                retired,
                expected,
                inquiry.who(),
                inquiry.why())));
  }

  private static Answer.Fault fault(String code, String message) {
    return new Answer.Fault(409, code, message);
  }

  private Answer readout(Inquiry inquiry) {
    Optional<Version> known = registered(inquiry);
    if (known.isEmpty()) {
      return missing(inquiry);
    }
    Hypothesis hypothesis = HypothesisText.read(inquiry.id(), known.get().body());
    if (hypothesis.startedAt().isEmpty()) {
      return fault(
          "hypothesis_not_started",
          "hypothesis '%s' is read out after it has started, and it has not"
              .formatted(inquiry.id()));
    }
    return evidence
        .missing(hypothesis)
        .<Answer>map(Function.identity())
        .orElseGet(() ->
            Answer.of(
                ReadoutPage.of(
                    hypothesis,
                    evidence.read(hypothesis, inquiry.now()),
                    gateway.outcomes().haircut())));
  }
}
