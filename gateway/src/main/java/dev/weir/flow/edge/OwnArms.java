package dev.weir.flow.edge;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.Experiment;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import java.time.Instant;
import java.util.Optional;

/// Tells a caller whether its use case is open to its user, and which arms its calls would be in.
/// Asking leaves no trace: a unit is exposed by its call, also where the arm does without AI.
record OwnArms(Snapshot books, Tags tags, Instant now) {

  /// The members `rollout` and `experiments` of an object.
  void writeTo(JsonOutput json) {
    String useCase = tags.valueOrEmpty(TagNames.USE_CASE);
    if (books.rules().cohorts().rollout(useCase).isPresent()) {
      rollout(json.object("rollout").text("use_case", useCase));
    }
    json.array("experiments");
    books.rules().cohorts().running(useCase, now).forEach(each -> experiment(json, each));
    json.endArray();
  }

  private void rollout(JsonOutput json) {
    Optional<Rollout.Outside> outside = books.rules().outside(tags, now);
    json.flag("in", outside.isEmpty());
    outside.ifPresent(kept ->
        json.flag("enforced", kept.enforced())
            .text("refusal", kept.refusal().kind().code())
            .text("why", kept.refusal().message()));
    json.endObject();
  }

  private void experiment(JsonOutput json, Experiment experiment) {
    json.object().text("name", experiment.name()).text("unit", experiment.unit());
    json.array("asked");
    experiment.asked().forEach(json::text);
    json.endArray();
    String unit = experiment.unitOf(tags);
    Optional<Arm> arm = unit.isEmpty() ? Optional.empty() : experiment.armOf(unit);
    json.text("of", unit);
    arm.ifPresent(its -> json.text("arm", its.name()));
    json.flag("without_ai", arm.filter(OwnArms::isWithoutAi).isPresent());
    json.endObject();
  }

  private static boolean isWithoutAi(Arm arm) {
    return arm.treatment() instanceof Treatment.WithoutAi;
  }
}
