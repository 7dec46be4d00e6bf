package dev.weir.value.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.rule.CohortText;

/// A roll-out as its fact has it: without its id.
final class RolloutText {
  private RolloutText() {}

  static Rollout read(String useCase, ObjectNode body) {
    return CohortText.rollout(body.deepCopy().put("id", useCase).toString());
  }

  static ObjectNode write(Rollout rollout) {
    ObjectNode body = CohortText.write(rollout);
    body.remove("id");
    return body;
  }
}
