package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.dialect.Frames.Section;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// ConverseStream's messages. A block begins by itself with its first delta; only that of a tool is
/// announced. The usage comes last, after the stop.
final class ConverseFrames {
  private static final byte[] NOTHING = {};

  private final Plan plan;
  private final Identity identity;

  private ConverseFrames(Plan plan, Identity identity) {
    this.plan = plan;
    this.identity = identity;
  }

  static Iterator<Step> of(Plan plan, Identity identity) {
    return new Frames(new ConverseFrames(plan, identity).sections());
  }

  private List<Section> sections() {
    var sections = new ArrayList<Section>();
    sections.add(one("messageStart", Json.object().put("p", padding(3)).put("role", "assistant")));
    for (int i = 0; i < plan.parts().size(); i++) {
      addBlock(sections, plan.parts().get(i), i);
    }
    sections.add(
        one(
            "messageStop",
            Json.object().put("p", padding(5)).put("stopReason", ConverseFields.stopReason(plan))));
    sections.add(one("metadata", metadata()));
    return sections;
  }

  private void addBlock(List<Section> sections, Part part, int index) {
    switch (part) {
      case Part.Thought _ -> {
        sections.add(text(part, index, hole -> reasoning("text", hole)));
        ObjectNode seal = reasoning("signature", Ids.seal(identity.row()));
        sections.add(one("contentBlockDelta", delta(index, seal, padding(index))));
      }
      case Part.Words _ -> sections.add(text(part, index, hole -> Json.object().put("text", hole)));
      case Part.ToolCall(var name, _) -> {
        sections.add(one("contentBlockStart", toolStart(name, index)));
        sections.add(
            text(
                part,
                index,
                hole -> {
                  ObjectNode delta = Json.object();
                  delta.putObject("toolUse").put("input", hole);
                  return delta;
                }));
      }
    }
    sections.add(
        one(
            "contentBlockStop",
            Json.object().put("contentBlockIndex", index).put("p", padding(index + 2))));
  }

  private ObjectNode toolStart(String name, int index) {
    ObjectNode start = Json.object().put("contentBlockIndex", index).put("p", padding(index));
    start
        .putObject("start")
        .putObject("toolUse")
        .put("name", name)
        .put("toolUseId", ConverseFields.toolUseId(identity, index));
    return start;
  }

  private static ObjectNode reasoning(String member, String value) {
    ObjectNode delta = Json.object();
    delta.putObject("reasoningContent").put(member, value);
    return delta;
  }

  private Section text(Part part, int index, Function<String, ObjectNode> piece) {
    return Frames.text(
        plan,
        part.text(),
        (_, from, to) -> {
          ObjectNode delta = delta(index, piece.apply(Template.HOLE), padding(from));
          Buffer payload =
              Template.of(Json.compact(delta)).with(part.text().escaped(from, to), NOTHING);
          return new Step.Frame(
              EventMessage.event("contentBlockDelta", payload.getBytes()), to - from);
        });
  }

  private static ObjectNode delta(int index, ObjectNode piece, String padding) {
    ObjectNode root = Json.object().put("contentBlockIndex", index);
    root.set("delta", piece);
    return root.put("p", padding);
  }

  private ObjectNode metadata() {
    ObjectNode root = Json.object();
    root.putObject("metrics").put("latencyMs", ConverseFields.latencyMillis(plan));
    root.put("p", padding(7));
    Usage usage = plan.reported();
    if (usage != null) {
      root.set("usage", ConverseFields.usage(usage));
    }
    return root;
  }

  private static String padding(int index) {
    return ConverseFields.padding(index);
  }

  private static Section one(String type, ObjectNode payload) {
    return Section.one(
        () -> new Step.Frame(EventMessage.event(type, Json.compact(payload).getBytes(UTF_8)), 0));
  }
}
