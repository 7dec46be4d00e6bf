package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// Anthropic's named events: the input side of the usage at the start, the cumulative output at the
/// end, each payload padded with blanks before its last brace.
final class MessageFrames extends Frames {
  private static final byte[][] TAILS = tails();
  private static final Buffer PING = Buffer.buffer("event: ping\ndata: {\"type\": \"ping\"}\n\n");

  private final Identity identity;
  private @Nullable Template text;

  MessageFrames(Plan plan, Identity identity) {
    super(plan, 3, 3);
    this.identity = identity;
  }

  @Override
  protected Step opening(int index) {
    return switch (index) {
      case 0 -> frame("message_start", start(), index);
      case 1 -> frame("content_block_start", blockStart(), index);
      default -> new Step.Frame(PING, 0);
    };
  }

  @Override
  protected Step text(int choice, int from, int to) {
    Template template = text;
    if (template == null) {
      template = Template.of(open("content_block_delta", delta()));
      text = template;
    }
    byte[] tail = TAILS[from % TAILS.length];
    return new Step.Frame(template.with(plan.text().escaped(from, to), tail), to - from);
  }

  @Override
  protected Step closing(int index) {
    return switch (index) {
      case 0 -> frame("content_block_stop", typed("content_block_stop").put("index", 0), 4);
      case 1 -> frame("message_delta", messageDelta(), 9);
      default -> frame("message_stop", typed("message_stop"), 7);
    };
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

  private ObjectNode blockStart() {
    ObjectNode root = typed("content_block_start").put("index", 0);
    ObjectNode block = root.putObject("content_block");
    String tool = plan.tool();
    if (tool == null) {
      block.put("type", "text").put("text", "");
    } else {
      block
          .put("type", "tool_use")
          .put("id", AnthropicBodies.toolUseId(identity))
          .put("name", tool);
      block.putObject("input");
    }
    return root;
  }

  private ObjectNode delta() {
    ObjectNode root = typed("content_block_delta").put("index", 0);
    boolean isText = plan.tool() == null;
    root.putObject("delta")
        .put("type", isText ? "text_delta" : "input_json_delta")
        .put(isText ? "text" : "partial_json", Template.HOLE);
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
      root.putObject("usage")
          .put("input_tokens", usage.freshInput())
          .put("cache_creation_input_tokens", usage.cacheWrite())
          .put("cache_read_input_tokens", usage.cacheRead())
          .put("output_tokens", usage.output());
    }
    return root;
  }

  private static ObjectNode typed(String type) {
    return Json.object().put("type", type);
  }

  private static Step frame(String event, ObjectNode payload, int index) {
    byte[] open = open(event, payload).getBytes(UTF_8);
    byte[] tail = TAILS[index % TAILS.length];
    return new Step.Frame(
        Buffer.buffer(open.length + tail.length).appendBytes(open).appendBytes(tail), 0);
  }

  private static String open(String event, ObjectNode payload) {
    String json = Json.compact(payload);
    return "event: " + event + "\ndata: " + json.substring(0, json.length() - 1);
  }

  private static byte[][] tails() {
    var tails = new byte[16][];
    for (int i = 0; i < tails.length; i++) {
      tails[i] = (" ".repeat(i * 7 % tails.length) + "}\n\n").getBytes(UTF_8);
    }
    return tails;
  }
}
