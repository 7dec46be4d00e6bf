package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.dialect.Frames.Section;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.request.Provider;
import dev.weir.simulator.script.Lexicon;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// OpenAI's `chat.completion.chunk` events.
///
/// With `include_usage` every chunk says `"usage":null` and one more chunk with empty choices
/// carries it; without, the word does not occur. Azure's stream begins with what its filter says of
/// the prompt. Thoughts are `reasoning_content`, as DeepSeek has it; their seal comes in
/// `reasoning_details`, as OpenRouter has it.
final class ChatFrames {
  private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

  private final Call call;
  private final Plan plan;
  private final Identity identity;

  private ChatFrames(Call call, Plan plan, Identity identity) {
    this.call = call;
    this.plan = plan;
    this.identity = identity;
  }

  static Iterator<Step> of(Call call, Plan plan, Identity identity) {
    return new Frames(new ChatFrames(call, plan, identity).sections());
  }

  private List<Section> sections() {
    var sections = new ArrayList<Section>();
    if (call.provider() == Provider.AZURE) {
      sections.add(Section.one(() -> frame(AzureFilter.chunk(), 0)));
    }
    Part first = plan.parts().getFirst();
    sections.add(new Section(plan.choices(), choice -> opening(first, choice)));
    int calls = 0;
    for (int i = 0; i < plan.parts().size(); i++) {
      boolean opened = i == 0;
      switch (plan.parts().get(i)) {
        case Part.Thought(var text) -> {
          sections.add(text(text, hole -> Json.object().put("reasoning_content", hole)));
          sections.add(new Section(plan.choices(), this::seal));
        }
        case Part.Words(var text) -> sections.add(words(text));
        case Part.ToolCall toolCall -> {
          int number = calls++;
          if (!opened) {
            sections.add(
                new Section(plan.choices(), choice -> callOpening(toolCall, choice, number)));
          }
          sections.add(text(toolCall.text(), hole -> arguments(number, hole)));
        }
      }
    }
    sections.add(new Section(plan.choices(), this::closing));
    Usage usage = plan.reported();
    if (call.includeUsage() && usage != null) {
      sections.add(Section.one(() -> frame(usageChunk(usage), plan.choices())));
    }
    sections.add(Section.one(() -> new Step.Frame(DONE, 0)));
    return sections;
  }

  private Step opening(Part first, int choice) {
    ObjectNode delta = Json.object().put("role", "assistant");
    switch (first) {
      case Part.Thought _ -> delta.putNull("content").put("reasoning_content", "");
      case Part.Words _ -> delta.put("content", "");
      case Part.ToolCall toolCall -> addCall(delta.putNull("content"), toolCall, choice, 0);
    }
    return frame(chunk(choice, delta.putNull("refusal"), null, null), choice);
  }

  private Step callOpening(Part.ToolCall toolCall, int choice, int number) {
    ObjectNode delta = Json.object();
    addCall(delta, toolCall, choice, number);
    return frame(chunk(choice, delta, null, null), choice);
  }

  private void addCall(ObjectNode delta, Part.ToolCall toolCall, int choice, int number) {
    ObjectNode entry = delta.putArray("tool_calls").addObject().put("index", number);
    entry.put("id", OpenAiFields.toolCallId(identity, choice, number)).put("type", "function");
    entry.putObject("function").put("name", toolCall.name()).put("arguments", "");
  }

  private static ObjectNode arguments(int number, String arguments) {
    ObjectNode delta = Json.object();
    delta
        .putArray("tool_calls")
        .addObject()
        .put("index", number)
        .putObject("function")
        .put("arguments", arguments);
    return delta;
  }

  private Step seal(int choice) {
    ObjectNode delta = Json.object();
    ArrayNode details = delta.putArray("reasoning_details");
    details.add(OpenAiFields.sealed(identity, ""));
    return frame(chunk(choice, delta, null, null), choice);
  }

  private Section words(Lexicon.Text text) {
    if (!call.logprobs()) {
      return text(text, hole -> Json.object().put("content", hole));
    }
    return Frames.text(
        plan,
        text,
        (choice, from, to) -> {
          ObjectNode delta = Json.object().put("content", text.between(from, to));
          ObjectNode logprobs = OpenAiFields.logprobs(text, from, to);
          Buffer bytes = bytes(chunk(choice, delta, logprobs, null), from);
          return new Step.Frame(bytes, to - from);
        });
  }

  private Section text(Lexicon.Text text, Function<String, ObjectNode> delta) {
    @Nullable Template[] templates = new Template[plan.choices()];
    return Frames.text(
        plan,
        text,
        (choice, from, to) -> {
          Template template = templates[choice];
          if (template == null) {
            template = Template.of(open(chunk(choice, delta.apply(Template.HOLE), null, null)));
            templates[choice] = template;
          }
          byte[] tail = OpenAiFields.tail(call.padded(), from);
          return new Step.Frame(template.with(text.escaped(from, to), tail), to - from);
        });
  }

  private Step closing(int choice) {
    String finish = OpenAiFields.finishReason(plan);
    return frame(chunk(choice, Json.object(), null, finish), choice);
  }

  private ObjectNode usageChunk(Usage usage) {
    ObjectNode chunk = head();
    chunk.putArray("choices");
    OpenAiFields.chatUsage(chunk, usage);
    return chunk;
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
    if (call.provider() == Provider.AZURE) {
      entry.set("content_filter_results", AzureFilter.results());
    }
    if (call.includeUsage()) {
      chunk.putNull("usage");
    }
    return chunk;
  }

  private Step frame(ObjectNode chunk, int index) {
    return new Step.Frame(bytes(chunk, index), 0);
  }

  private Buffer bytes(ObjectNode chunk, int index) {
    byte[] open = open(chunk).getBytes(UTF_8);
    byte[] tail = OpenAiFields.tail(call.padded(), index);
    return Buffer.buffer(open.length + tail.length).appendBytes(open).appendBytes(tail);
  }

  // The event up to, but without, the brace that ends it.
  private static String open(ObjectNode chunk) {
    String json = Json.compact(chunk);
    return "data: " + json.substring(0, json.length() - 1);
  }
}
