package dev.weir.flow.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.conversation.Streams.Event;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Streams of Responses as the field sends them, written by another library than the one under
/// test: items without deltas or without their end, a last event without the output, tools whose
/// pieces are mixed, events of the provider's own tools, no numbers.
final class ScarredResponses {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random;
  private final List<Event> events = new ArrayList<>();
  private final ArrayNode output = JSON.createArrayNode();
  private final boolean deltas;
  private final boolean dones;
  private final boolean whole;
  private final boolean names;

  ScarredResponses(Random random) {
    this.random = random;
    this.deltas = random.nextInt(4) > 0;
    this.whole = random.nextBoolean();
    this.dones = !whole || random.nextBoolean();
    this.names = random.nextBoolean();
  }

  List<Event> events(Told.Answer told) {
    Told.Choice choice = told.only();
    response("response.created", "in_progress", told);
    if (random.nextBoolean()) {
      response("response.in_progress", "in_progress", told);
    }
    if (!choice.thought().isEmpty() || !choice.seal().isEmpty()) {
      reasoning(choice);
    }
    if (!choice.text().isEmpty() || !choice.refusal().isEmpty()) {
      message(choice);
    }
    tools(choice);
    boolean cut = choice.stop().orElseThrow() == Stop.LENGTH;
    response(
        cut ? "response.incomplete" : "response.completed", cut ? "incomplete" : "completed", told);
    return events;
  }

  private void reasoning(Told.Choice choice) {
    ObjectNode item = JSON.createObjectNode().put("id", "rs_1").put("type", "reasoning");
    ArrayNode summary = item.putArray("summary");
    if (!choice.thought().isEmpty()) {
      summary.addObject().put("type", "summary_text").put("text", choice.thought());
    }
    if (choice.seal().isEmpty()) {
      item.putNull("encrypted_content");
    } else {
      item.put("encrypted_content", choice.seal());
    }
    int index = begin(item);
    pieces("response.reasoning_summary_text.delta", index, choice.thought());
    end(index, item);
  }

  private void message(Told.Choice choice) {
    ObjectNode item = JSON.createObjectNode().put("type", "message").put("role", "assistant");
    ArrayNode content = item.putArray("content");
    if (!choice.text().isEmpty()) {
      content.addObject().put("type", "output_text").put("text", choice.text());
    }
    if (!choice.refusal().isEmpty()) {
      content.addObject().put("type", "refusal").put("refusal", choice.refusal());
    }
    int index = begin(item);
    pieces("response.output_text.delta", index, choice.text());
    noise();
    pieces("response.refusal.delta", index, choice.refusal());
    end(index, item);
  }

  private void tools(Told.Choice choice) {
    List<Runnable> ends = new ArrayList<>();
    boolean mixed = random.nextBoolean();
    for (Told.Tool tool : choice.tools().values()) {
      ObjectNode item =
          JSON.createObjectNode()
              .put("id", "fc")
              .put("type", "function_call")
              .put("call_id", tool.id())
              .put("name", tool.name())
              .put("arguments", tool.arguments());
      int index = begin(item);
      Runnable rest =
          () -> {
            pieces("response.function_call_arguments.delta", index, tool.arguments());
            if (random.nextBoolean()) {
              ObjectNode done = event("response.function_call_arguments.done", index);
              send(done.put("arguments", tool.arguments()));
            }
            end(index, item);
          };
      if (mixed) {
        ends.add(rest);
      } else {
        rest.run();
      }
    }
    ends.forEach(Runnable::run);
  }

  private int begin(ObjectNode item) {
    int index = output.size();
    output.add(item);
    ObjectNode begun = item.deepCopy();
    if (begun.has("arguments")) {
      begun.put("arguments", "");
    }
    begun.remove(List.of("content", "summary", "encrypted_content"));
    ObjectNode event = event("response.output_item.added", index);
    event.set("item", begun);
    send(event);
    noise();
    return index;
  }

  private void end(int index, ObjectNode item) {
    if (dones) {
      ObjectNode event = event("response.output_item.done", index);
      event.set("item", item);
      send(event);
    }
  }

  private void pieces(String type, int index, String text) {
    int at = 0;
    while (deltas && at < text.length()) {
      int to =
          text.offsetByCodePoints(at, 1 + random.nextInt(text.codePointCount(at, text.length())));
      send(event(type, index).put("delta", text.substring(at, to)));
      if (random.nextInt(4) == 0) {
        send(event(type, index).put("delta", ""));
      }
      at = to;
    }
  }

  private void noise() {
    switch (random.nextInt(6)) {
      case 0 -> send(event("response.web_search_call.searching", 99));
      case 1 -> send(event("response.content_part.added", 0).putNull("part"));
      case 2 -> send(event("response.output_text.annotation.added", 0).putNull("annotation"));
      default -> {}
    }
  }

  private void response(String type, String status, Told.Answer told) {
    ObjectNode event = JSON.createObjectNode().put("type", type);
    ObjectNode body =
        event
            .putObject("response")
            .put("id", told.id())
            .put("model", told.model())
            .put("status", status)
            .putNull("error");
    boolean last = !status.equals("in_progress");
    body.set("output", last && whole ? output : JSON.createArrayNode());
    body.putObject("tool_usage").putObject("image_gen").put("input_tokens", 0);
    if (status.equals("incomplete")) {
      body.putObject("incomplete_details").put("reason", "max_output_tokens");
    }
    if (last && told.usage().isPresent()) {
      Usage usage = told.usage().get();
      ObjectNode said =
          body.putObject("usage")
              .put("input_tokens", usage.input())
              .put("output_tokens", usage.output())
              .put("total_tokens", usage.input() + usage.output());
      said.putObject("input_tokens_details")
          .put("cached_tokens", usage.cacheRead())
          .put("cache_write_tokens", usage.cacheWrite5m());
      said.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
    } else {
      body.putNull("usage");
    }
    send(event);
  }

  private static ObjectNode event(String type, int index) {
    return JSON.createObjectNode().put("type", type).put("output_index", index);
  }

  private void send(ObjectNode event) {
    events.add(new Event(names ? event.path("type").asText() : "", event.toString()));
  }
}
