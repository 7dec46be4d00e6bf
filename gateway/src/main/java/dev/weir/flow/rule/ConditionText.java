package dev.weir.flow.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;

/// A condition as JSON: `{"tag": …, "in": […]}` or `{"tag": …, "present": true}`.
public final class ConditionText {
  private ConditionText() {}

  /// Anything else is an [IllegalArgumentException] that names the field.
  public static Condition read(JsonNode node) {
    Fields fields = Fields.named("condition on", node, "tag");
    String tag = fields.text("tag");
    boolean in = fields.has("in");
    boolean present = fields.has("present") && fields.isTrue("present");
    if (in == present) {
      throw fields.wrong("in", "or \"present\": true must be there, and not both", node);
    }
    fields.requireNoOther();
    return in
        ? new Condition.In(tag, new TreeSet<>(fields.texts("in")))
        : new Condition.Present(tag);
  }

  public static ObjectNode write(Condition condition) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("tag", condition.tag());
    switch (condition) {
      case Condition.In in -> in.values().forEach(node.putArray("in")::add);
      case Condition.Present _ -> node.put("present", true);
    }
    return node;
  }
}
