package dev.weir.flow.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;

/// A condition as JSON: `{"tag": …, "in": […]}`, `{"tag": …, "present": true}`, or `false` where
/// the tag has no value.
public final class ConditionText {
  private ConditionText() {}

  /// Anything else is an [IllegalArgumentException] that names the field.
  public static Condition read(JsonNode node) {
    Fields fields = Fields.named("condition on", node, "tag");
    String tag = fields.text("tag");
    boolean in = fields.has("in");
    if (in == fields.has("present")) {
      throw fields.wrong("in", "or 'present' must be there, and not both", node);
    }
    Condition condition =
        in ? new Condition.In(tag, new TreeSet<>(fields.texts("in"))) : presence(fields, tag);
    fields.requireNoOther();
    return condition;
  }

  private static Condition presence(Fields fields, String tag) {
    return fields.flag("present") ? new Condition.Present(tag) : new Condition.Absent(tag);
  }

  public static ObjectNode write(Condition condition) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("tag", condition.tag());
    switch (condition) {
      case Condition.In in -> in.values().forEach(node.putArray("in")::add);
      case Condition.Present _ -> node.put("present", true);
      case Condition.Absent _ -> node.put("present", false);
    }
    return node;
  }
}
