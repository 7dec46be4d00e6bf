package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the calls get that ask for a prompt by a label: one frozen prompt, or each call the one of
/// another label.
public sealed interface Label permits Frozen, Label.Split {
  /// The one of a call that names none.
  String USUAL = "production";

  /// Its only form.
  String json();

  /// @param arms other labels of the same prompt, each of them frozen
  /// @param by the tag whose value decides, so that equal values get the same; empty = each call
  ///   for itself, as does one without the tag
  record Split(List<Arm> arms, String by) implements Label {
    private static final int ARMS_MAX = 20;

    public Split {
      arms = List.copyOf(arms);
      Set<String> once = new HashSet<>();
      long weight = 0;
      for (Arm arm : arms) {
        weight += arm.weight();
        if (!once.add(arm.label())) {
          throw new IllegalArgumentException("label '%s' is there twice".formatted(arm.label()));
        }
      }
      if (arms.isEmpty() || arms.size() > ARMS_MAX || weight == 0) {
        throw new IllegalArgumentException(
            "'split' needs 1 to %d labels, one of a weight above 0, was %d of weight %d together"
                .formatted(ARMS_MAX, arms.size(), weight));
      }
    }

    List<Integer> weights() {
      return arms.stream().map(Arm::weight).toList();
    }

    @Override
    public String json() {
      JsonOutput json = new JsonOutput().object().array("split");
      arms.forEach(
          arm -> json.object().text("label", arm.label).number("weight", arm.weight).endObject());
      json.endArray().text("by", by);
      return new String(json.endObject().bytes(), StandardCharsets.UTF_8);
    }
  }

  /// @param weight its share of the sum of all; 0 = nobody, for now
  record Arm(String label, int weight) {
    private static final int WEIGHT_MAX = 1_000_000;

    public Arm {
      Spelling.requireLabel(label);
      if (weight < 0 || weight > WEIGHT_MAX) {
        throw new IllegalArgumentException(
            "label '%s': weight is 0 to %d, was %d".formatted(label, WEIGHT_MAX, weight));
      }
    }

    static Arm read(JsonCursor cursor) throws JsonFault {
      String[] label = {""};
      int[] weight = {0};
      Form.object(
          cursor,
          "label, weight",
          (name, value) -> {
            switch (name) {
              case "label" -> label[0] = Form.text(value);
              case "weight" -> weight[0] = Form.whole(value);
              default -> {
                return false;
              }
            }
            return true;
          });
      return new Arm(label[0], weight[0]);
    }
  }

  /// The id of a label among all there are: `support/production`.
  static String id(String prompt, String label) {
    Spelling.requireId("prompt", prompt);
    Spelling.requireLabel(label);
    return prompt + "/" + label;
  }

  /// Reads the form that [#json] writes.
  ///
  /// @throws IllegalArgumentException naming the label and what is wrong
  static Label parse(String id, String json) {
    LabelDraft draft = new LabelDraft();
    return Form.read(
        "label '%s'".formatted(id), json, LabelDraft.KNOWN, draft::member, draft::made);
  }
}
