package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.dialect.Frames.Section;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/// OpenAI's `response.*` events, numbered in the order they are made.
///
/// Every item is added empty, told piece by piece, and repeated whole when it is done; the last
/// event repeats the whole response, with its usage.
final class ResponseFrames {
  private final Call call;
  private final Plan plan;
  private final ResponseBodies bodies;
  private final ResponseItems items;
  private int sequence;

  private ResponseFrames(Call call, Plan plan, Identity identity) {
    this.call = call;
    this.plan = plan;
    bodies = new ResponseBodies(call, plan, identity);
    items = new ResponseItems(plan, identity);
  }

  static Iterator<Step> of(Call call, Plan plan, Identity identity) {
    return new Frames(new ResponseFrames(call, plan, identity).sections());
  }

  private List<Section> sections() {
    var sections = new ArrayList<Section>();
    for (String type : List.of("response.created", "response.in_progress")) {
      sections.add(event(type, () -> with("response", bodies.inProgress())));
    }
    for (int i = 0; i < plan.parts().size(); i++) {
      int index = i;
      sections.add(event("response.output_item.added", () -> item(items.added(index), index)));
      switch (plan.parts().get(i)) {
        case Part.Thought thought -> addThought(sections, thought, index);
        case Part.Words words -> addWords(sections, words, index);
        case Part.ToolCall toolCall -> addToolCall(sections, toolCall, index);
      }
      sections.add(event("response.output_item.done", () -> item(items.done(index), index)));
    }
    String last = bodies.isIncomplete() ? "response.incomplete" : "response.completed";
    sections.add(event(last, () -> with("response", bodies.done(items.whole()))));
    return sections;
  }

  private void addWords(List<Section> sections, Part.Words words, int index) {
    sections.add(
        event(
            "response.content_part.added",
            () -> at("content_index", index).set("part", ResponseItems.content(""))));
    sections.add(deltas("response.output_text.delta", "content_index", words, index, true));
    sections.add(
        event(
            "response.output_text.done",
            () -> {
              ObjectNode body = at("content_index", index);
              body.putArray("logprobs");
              return body.put("text", words.text().whole());
            }));
    sections.add(
        event(
            "response.content_part.done",
            () ->
                at("content_index", index)
                    .set("part", ResponseItems.content(words.text().whole()))));
  }

  private void addThought(List<Section> sections, Part.Thought thought, int index) {
    String type = "response.reasoning_summary_";
    sections.add(
        event(
            type + "part.added",
            () -> at("summary_index", index).set("part", ResponseItems.summary(""))));
    sections.add(deltas(type + "text.delta", "summary_index", thought, index, false));
    sections.add(
        event(
            type + "text.done",
            () -> at("summary_index", index).put("text", thought.text().whole())));
    sections.add(
        event(
            type + "part.done",
            () ->
                at("summary_index", index)
                    .set("part", ResponseItems.summary(thought.text().whole()))));
  }

  private void addToolCall(List<Section> sections, Part.ToolCall toolCall, int index) {
    String type = "response.function_call_arguments.";
    sections.add(deltas(type + "delta", "", toolCall, index, false));
    sections.add(
        event(
            type + "done",
            () ->
                Json.object()
                    .put("arguments", toolCall.text().whole())
                    .put("item_id", items.id(index))
                    .put("output_index", index)));
  }

  // The text's place is the hole of a template; what differs from frame to frame follows it.
  private Section deltas(String type, String place, Part part, int index, boolean logprobs) {
    ObjectNode body = Json.object().put("type", type);
    if (!place.isEmpty()) {
      body.put(place, 0);
    }
    body.put("delta", Template.HOLE).put("item_id", items.id(index));
    if (logprobs) {
      body.putArray("logprobs");
    }
    String json = Json.compact(body);
    var template =
        Template.of("event: " + type + "\ndata: " + json.substring(0, json.length() - 1));
    return Frames.text(
        plan,
        part.text(),
        (_, from, to) ->
            new Step.Frame(
                template.with(part.text().escaped(from, to), tail(from, index)), to - from));
  }

  private byte[] tail(int from, int index) {
    String padding =
        call.padded()
            ? ",\"obfuscation\":\"" + Ids.letters("", 1 + from * 5 % 13, from) + "\""
            : "";
    String numbers = ",\"output_index\":" + index + ",\"sequence_number\":" + sequence++;
    return (padding + numbers + "}\n\n").getBytes(UTF_8);
  }

  // The provider names the type first and the other members in the order of the alphabet.
  private Section event(String type, Supplier<ObjectNode> body) {
    return Section.one(() -> {
      var members = new TreeMap<String, JsonNode>();
      ObjectNode told = body.get().put("sequence_number", sequence++);
      told.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
      ObjectNode payload = Json.object().put("type", type);
      payload.setAll(members);
      return new Step.Frame(
          Buffer.buffer("event: " + type + "\ndata: " + Json.compact(payload) + "\n\n"), 0);
    });
  }

  private static ObjectNode with(String member, ObjectNode value) {
    return Json.object().set(member, value);
  }

  private static ObjectNode item(ObjectNode item, int index) {
    return with("item", item).put("output_index", index);
  }

  private ObjectNode at(String place, int index) {
    return Json.object().put(place, 0).put("item_id", items.id(index)).put("output_index", index);
  }
}
