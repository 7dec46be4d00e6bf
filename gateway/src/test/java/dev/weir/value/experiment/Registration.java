package dev.weir.value.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import java.time.Instant;
import java.util.List;

/// Registrations for tests: a text of fields over usual ones.
public final class Registration {
  public static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
  private static final JsonMapper MAPPER = new JsonMapper();

  /// Cost per unit of two equal arms, σ 1, effect 0.2.
  private static final String USUAL =
      """
      {"use_case":"support","hypothesis":"a small model costs less","unit":"user",
       "design":"randomised","arms":[{"name":"large"},{"name":"small"}],"control":"large",
       "metric":"value_per_unit","direction":"increase","minimum_effect":0.2,"deviation":1,
       "units_per_arm":393,"stop":"fixed","window_days":7,
       "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"},
       "until":"2027-01-01","started_at":"2026-09-01T00:00:00Z"}
      """;

  private Registration() {}

  public static Hypothesis with(String fields) {
    return HypothesisText.read("trial", body(fields));
  }

  public static Hypothesis without(String fields, String... removed) {
    return HypothesisText.read("trial", body(fields).remove(List.of(removed)));
  }

  static ObjectNode body(String fields) {
    ObjectNode body = tree(USUAL);
    body.setAll(tree("{" + fields + "}"));
    return body;
  }

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }
}
