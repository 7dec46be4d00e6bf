package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// OpenAI's `chat.completion.chunk` events.
///
/// With `include_usage` every chunk says `"usage":null` and one more chunk with empty choices
/// carries it; without, the word does not occur.
final class ChatFrames extends Frames {
  private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

  private final Call call;
  private final Identity identity;
  private final @Nullable Template[] texts;

  ChatFrames(Call call, Plan plan, Identity identity) {
    super(plan, plan.choices(), plan.choices() + (hasUsage(call, plan) ? 2 : 1));
    this.call = call;
    this.identity = identity;
    texts = new Template[plan.choices()];
  }

  @Override
  protected Step opening(int choice) {
    ObjectNode delta = Json.object().put("role", "assistant");
    String tool = plan.tool();
    if (tool == null) {
      delta.put("content", "");
    } else {
      delta.putNull("content");
      ObjectNode toolCall = delta.putArray("tool_calls").addObject().put("index", 0);
      toolCall.put("id", OpenAiFields.toolCallId(identity, choice)).put("type", "function");
      toolCall.putObject("function").put("name", tool).put("arguments", "");
    }
    return frame(chunk(choice, delta.putNull("refusal"), null, null), choice, 0);
  }

  @Override
  protected Step text(int choice, int from, int to) {
    int tokens = to - from;
    if (call.logprobs()) {
      ObjectNode delta = Json.object().put("content", plan.text().between(from, to));
      ObjectNode logprobs = OpenAiFields.logprobs(plan, from, to);
      return frame(chunk(choice, delta, logprobs, null), from, tokens);
    }
    Template template = texts[choice];
    if (template == null) {
      template = Template.of(open(chunk(choice, textDelta(), null, null)));
      texts[choice] = template;
    }
    byte[] tail = OpenAiFields.tail(call.padded(), from);
    return new Step.Frame(template.with(plan.text().escaped(from, to), tail), tokens);
  }

  @Override
  protected Step closing(int index) {
    if (index < plan.choices()) {
      String finish = OpenAiFields.finishReason(plan);
      return frame(chunk(index, Json.object(), null, finish), index, 0);
    }
    Usage usage = plan.reported();
    if (index == plan.choices() && call.includeUsage() && usage != null) {
      ObjectNode chunk = head();
      chunk.putArray("choices");
      OpenAiFields.chatUsage(chunk, usage);
      return frame(chunk, index, 0);
    }
    return new Step.Frame(DONE, 0);
  }

  private ObjectNode textDelta() {
    ObjectNode delta = Json.object();
    if (plan.tool() == null) {
      return delta.put("content", Template.HOLE);
    }
    delta
        .putArray("tool_calls")
        .addObject()
        .put("index", 0)
        .putObject("function")
        .put("arguments", Template.HOLE);
    return delta;
  }

  private ObjectNode head() {
    return Json.object()
        .put("id", identity.responseId())
        .put("object", "chat.completion.chunk")
        .put("created", identity.createdSeconds())
        .put("model", plan.model())
        .put("service_tier", plan.tier())
        .put("system_fingerprint", OpenAiFields.FINGERPRINT);
  }

  private ObjectNode chunk(
      int choice, ObjectNode delta, @Nullable ObjectNode logprobs, @Nullable String finish) {
    ObjectNode chunk = head();
    ObjectNode entry = chunk.putArray("choices").addObject().put("index", choice);
    entry.set("delta", delta);
    if (logprobs == null) {
      entry.putNull("logprobs");
    } else {
      entry.set("logprobs", logprobs);
    }
    entry.put("finish_reason", finish);
    if (call.includeUsage()) {
      chunk.putNull("usage");
    }
    return chunk;
  }

  private Step frame(ObjectNode chunk, int index, int tokens) {
    byte[] open = open(chunk).getBytes(UTF_8);
    byte[] tail = OpenAiFields.tail(call.padded(), index);
    return new Step.Frame(
        Buffer.buffer(open.length + tail.length).appendBytes(open).appendBytes(tail), tokens);
  }

  // The event up to, but without, the brace that ends it.
  private static String open(ObjectNode chunk) {
    String json = Json.compact(chunk);
    return "data: " + json.substring(0, json.length() - 1);
  }

  private static boolean hasUsage(Call call, Plan plan) {
    return call.includeUsage() && plan.reported() != null;
  }
}
