package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.Experiment;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.identity.Purpose;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.rule.RuleBook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an experiment makes of a call. Only calls that ask a model for an answer of its own take
/// part: no embeddings, no counting of tokens, no purpose but the primary one.
///
/// @param facts of the call, with the experiment and its arm among the tags: with them the
///   assignment is in the journal, whatever becomes of the call. A call without the unit has the
///   experiment alone, and goes as it was asked
/// @param name it goes by
/// @param without why it does not go, where its arm is one without AI
/// @param told to its caller with every answer
record Assigned(CallFacts facts, String name, Optional<Refusal> without, Headers told) {

  static Assigned of(RuleBook rules, CallFacts facts, Ask ask, Instant at) {
    Tags tags = facts.principal().tags();
    if (!ask.wire().generates() || !facts.purpose().equals(Purpose.PRIMARY.code())) {
      return asAsked(facts, ask);
    }
    Optional<Experiment> found =
        rules.cohorts().experiment(tags.valueOrEmpty(TagNames.USE_CASE), ask.model(), at);
    return found.isEmpty() ? asAsked(facts, ask) : in(found.get(), facts, ask);
  }

  private static Assigned asAsked(CallFacts facts, Ask ask) {
    return new Assigned(facts, ask.model(), Optional.empty(), Headers.EMPTY);
  }

  private static Assigned in(Experiment experiment, CallFacts facts, Ask ask) {
    String unit = experiment.unitOf(facts.principal().tags());
    Tags.Tag its = new Tags.Tag(TagNames.EXPERIMENT, experiment.name());
    if (unit.isEmpty()) {
      return asAsked(facts.with(its), ask);
    }
    Optional<Arm> arm = experiment.armOf(unit);
    return arm.isEmpty()
        ? asAsked(facts, ask)
        : to(
            experiment,
            arm.get(),
            facts.with(its, new Tags.Tag(TagNames.EXPERIMENT_ARM, arm.get().name())),
            ask);
  }

  private static Assigned to(Experiment experiment, Arm arm, CallFacts facts, Ask ask) {
    Headers told =
        Headers.of(WeirHeaders.EXPERIMENT, experiment.name(), WeirHeaders.ARM, arm.name());
    return switch (arm.treatment()) {
      case Treatment.AsAsked _ -> new Assigned(facts, ask.model(), Optional.empty(), told);
      case Treatment.AskFor(String name) -> new Assigned(facts, name, Optional.empty(), told);
      case Treatment.WithoutAi _ ->
          new Assigned(facts, ask.model(), Optional.of(without(experiment, arm)), told);
    };
  }

  private static Refusal without(Experiment experiment, Arm arm) {
    return new Refusal(
        Refusal.Kind.ARM_WITHOUT_AI,
        "experiment '%s': this %s is in the arm '%s', which does without AI: take the way without it"
            .formatted(experiment.name(), experiment.unit(), arm.name()),
        experiment.name(),
        Duration.ZERO);
  }
}
