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
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// Anthropic's named events: the input side of the usage at the start, the cumulative output at the
/// end, each payload padded with blanks before its last brace.
///
/// Bedrock's InvokeModel sends the same payloads as base64 inside its own messages, and its own
/// count with the last.
final class MessageFrames {
  private static final byte[][] TAILS = tails();
  private static final Buffer PING = Buffer.buffer("event: ping\ndata: {\"type\": \"ping\"}\n\n");

  private final Plan plan;
  private final Identity identity;
  private final boolean bedrock;

  private MessageFrames(Plan plan, Identity identity, boolean bedrock) {
    this.plan = plan;
    this.identity = identity;
    this.bedrock = bedrock;
  }

  static Iterator<Step> of(Plan plan, Identity identity) {
    return new Frames(new MessageFrames(plan, identity, false).sections());
  }

  static Iterator<Step> inBedrock(Plan plan, Identity identity) {
    return new Frames(new MessageFrames(plan, identity, true).sections());
  }

  private List<Section> sections() {
    var sections = new ArrayList<Section>();
    sections.add(Section.one(() -> frame("message_start", start(), 0)));
    for (int i = 0; i < plan.parts().size(); i++) {
      addBlock(sections, plan.parts().get(i), i);
    }
    sections.add(Section.one(() -> frame("message_delta", messageDelta(), 9)));
    sections.add(Section.one(() -> frame("message_stop", messageStop(), 7)));
    return sections;
  }

  private void addBlock(List<Section> sections, Part part, int index) {
    sections.add(
        Section.one(() -> frame("content_block_start", blockStart(part, index), index + 1)));
    if (index == 0 && !bedrock) {
      sections.add(Section.one(() -> new Step.Frame(PING, 0)));
    }
    switch (part) {
      case Part.Thought _ -> {
        sections.add(text(part, hole -> delta(index, "thinking_delta", "thinking", hole)));
        String seal = Ids.seal(identity.row());
        sections.add(
            Section.one(() ->
                frame(
                    "content_block_delta",
                    delta(index, "signature_delta", "signature", seal),
                    index)));
      }
      case Part.Words _ ->
          sections.add(text(part, hole -> delta(index, "text_delta", "text", hole)));
      case Part.ToolCall _ ->
          sections.add(text(part, hole -> delta(index, "input_json_delta", "partial_json", hole)));
    }
    sections.add(
        Section.one(
            () -> frame("content_block_stop", typed("content_block_stop").put("index", index), 4)));
  }

  private Section text(Part part, Function<String, ObjectNode> delta) {
    var template = Template.of(open("content_block_delta", delta.apply(Template.HOLE)));
    return Frames.text(
        plan,
        part.text(),
        (_, from, to) -> {
          byte[] words = part.text().escaped(from, to);
          return new Step.Frame(
              bedrock
                  ? message(template.with(words, new byte[] {'}'}), from)
                  : template.with(words, TAILS[from % TAILS.length]),
              to - from);
        });
  }

  private ObjectNode start() {
    ObjectNode root = typed("message_start");
    ObjectNode message =
        root.putObject("message")
            .put("model", plan.model())
            .put("id", identity.responseId())
            .put("type", "message")
            .put("role", "assistant");
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence").putNull("stop_details");
    Usage usage = plan.reported();
    if (usage != null) {
      message.set("usage", AnthropicBodies.usage(plan, usage, Math.min(1, usage.output())));
    }
    return root;
  }

  private ObjectNode blockStart(Part part, int index) {
    ObjectNode root = typed("content_block_start").put("index", index);
    ObjectNode block = root.putObject("content_block");
    switch (part) {
      case Part.Thought _ -> block.put("type", "thinking").put("thinking", "").put("signature", "");
      case Part.Words _ -> block.put("type", "text").put("text", "");
      case Part.ToolCall(var name, _) ->
          block
              .put("type", "tool_use")
              .put("id", AnthropicBodies.toolUseId(identity, index))
              .put("name", name)
              .putObject("input");
    }
    return root;
  }

  private static ObjectNode delta(int index, String type, String member, String value) {
    ObjectNode root = typed("content_block_delta").put("index", index);
    root.putObject("delta").put("type", type).put(member, value);
    return root;
  }

  private ObjectNode messageDelta() {
    ObjectNode root = typed("message_delta");
    root.putObject("delta")
        .put("stop_reason", AnthropicBodies.stopReason(plan))
        .putNull("stop_sequence")
        .putNull("stop_details");
    Usage usage = plan.reported();
    if (usage != null) {
      ObjectNode block =
          root.putObject("usage")
              .put("input_tokens", usage.freshInput())
              .put("cache_creation_input_tokens", usage.cacheWrite())
              .put("cache_read_input_tokens", usage.cacheRead())
              .put("output_tokens", usage.output());
      if (plan.thinks()) {
        block.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
      }
    }
    return root;
  }

  private ObjectNode messageStop() {
    ObjectNode root = typed("message_stop");
    Usage usage = plan.reported();
    if (bedrock && usage != null) {
      root.putObject("amazon-bedrock-invocationMetrics")
          .put("inputTokenCount", usage.freshInput())
          .put("outputTokenCount", usage.output())
          .put("invocationLatency", 438)
          .put("firstByteLatency", 281)
          .put("cacheReadInputTokenCount", usage.cacheRead())
          .put("cacheWriteInputTokenCount", usage.cacheWrite());
    }
    return root;
  }

  private static ObjectNode typed(String type) {
    return Json.object().put("type", type);
  }

  private Step frame(String event, ObjectNode payload, int index) {
    byte[] open = open(event, payload).getBytes(UTF_8);
    byte[] tail = bedrock ? new byte[] {'}'} : TAILS[index % TAILS.length];
    Buffer bytes = Buffer.buffer(open.length + tail.length).appendBytes(open).appendBytes(tail);
    return new Step.Frame(bedrock ? message(bytes, index) : bytes, 0);
  }

  private static Buffer message(Buffer payload, int index) {
    ObjectNode chunk =
        Json.object()
            .put("bytes", Base64.getEncoder().encodeToString(payload.getBytes()))
            .put("p", ConverseFields.padding(index));
    return EventMessage.event("chunk", Json.compact(chunk).getBytes(UTF_8));
  }

  // The event, or for Bedrock only its payload, without the brace that ends it.
  private String open(String event, ObjectNode payload) {
    String json = Json.compact(payload);
    String body = json.substring(0, json.length() - 1);
    return bedrock ? body : "event: " + event + "\ndata: " + body;
  }

  private static byte[][] tails() {
    var tails = new byte[16][];
    for (int i = 0; i < tails.length; i++) {
      tails[i] = (" ".repeat(i * 7 % tails.length) + "}\n\n").getBytes(UTF_8);
    }
    return tails;
  }
}
