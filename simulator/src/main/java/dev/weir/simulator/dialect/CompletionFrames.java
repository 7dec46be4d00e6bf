package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// OpenAI's legacy `text_completion` events: no opening frame, the model after the choices, no
/// padding.
final class CompletionFrames extends Frames {
  private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");
  private static final byte[] NOTHING = {};

  private final Call call;
  private final Identity identity;
  private final @Nullable Template[] texts;

  CompletionFrames(Call call, Plan plan, Identity identity) {
    super(plan, 0, plan.choices() + (call.includeUsage() && plan.reported() != null ? 2 : 1));
    this.call = call;
    this.identity = identity;
    texts = new Template[plan.choices()];
  }

  @Override
  protected Step opening(int index) {
    throw new IllegalStateException("a completion stream has no opening frame");
  }

  @Override
  protected Step text(int choice, int from, int to) {
    Template template = texts[choice];
    if (template == null) {
      template = Template.of(event(chunk(choice, Template.HOLE, null)));
      texts[choice] = template;
    }
    return new Step.Frame(template.with(plan.text().escaped(from, to), NOTHING), to - from);
  }

  @Override
  protected Step closing(int index) {
    if (index < plan.choices()) {
      String finish = OpenAiFields.finishReason(plan);
      return new Step.Frame(Buffer.buffer(event(chunk(index, "", finish))), 0);
    }
    Usage usage = plan.reported();
    if (index == plan.choices() && call.includeUsage() && usage != null) {
      ObjectNode chunk = head();
      chunk.putArray("choices");
      OpenAiFields.plainUsage(chunk.put("model", plan.model()), usage);
      return new Step.Frame(Buffer.buffer(event(chunk).getBytes(UTF_8)), 0);
    }
    return new Step.Frame(DONE, 0);
  }

  private ObjectNode head() {
    return Json.object()
        .put("id", identity.responseId())
        .put("object", "text_completion")
        .put("created", identity.createdSeconds());
  }

  private ObjectNode chunk(int choice, String text, @Nullable String finish) {
    ObjectNode chunk = head();
    ObjectNode entry = chunk.putArray("choices").addObject();
    entry.put("text", text).put("index", choice).putNull("logprobs").put("finish_reason", finish);
    chunk.put("model", plan.model());
    if (call.includeUsage()) {
      chunk.putNull("usage");
    }
    return chunk;
  }

  private static String event(ObjectNode chunk) {
    return "data: " + Json.compact(chunk) + "\n\n";
  }
}
