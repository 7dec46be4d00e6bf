package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.dialect.Frames.Section;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.script.Lexicon;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// OpenAI's legacy `text_completion` events: no opening frame, the model after the choices, no
/// padding. It has text only, so that every part of an answer is text.
final class CompletionFrames {
  private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");
  private static final byte[] NOTHING = {};

  private final Call call;
  private final Plan plan;
  private final Identity identity;

  private CompletionFrames(Call call, Plan plan, Identity identity) {
    this.call = call;
    this.plan = plan;
    this.identity = identity;
  }

  static Iterator<Step> of(Call call, Plan plan, Identity identity) {
    return new Frames(new CompletionFrames(call, plan, identity).sections());
  }

  private List<Section> sections() {
    var sections = new ArrayList<Section>();
    for (Part part : plan.parts()) {
      sections.add(text(part.text()));
    }
    sections.add(
        new Section(
            plan.choices(),
            choice -> {
              String finish = OpenAiFields.finishReason(plan);
              return new Step.Frame(Buffer.buffer(event(chunk(choice, "", finish))), 0);
            }));
    Usage usage = plan.reported();
    if (call.includeUsage() && usage != null) {
      sections.add(Section.one(() -> usage(usage)));
    }
    sections.add(Section.one(() -> new Step.Frame(DONE, 0)));
    return sections;
  }

  private Section text(Lexicon.Text text) {
    @Nullable Template[] templates = new Template[plan.choices()];
    return Frames.text(
        plan,
        text,
        (choice, from, to) -> {
          Template template = templates[choice];
          if (template == null) {
            template = Template.of(event(chunk(choice, Template.HOLE, null)));
            templates[choice] = template;
          }
          return new Step.Frame(template.with(text.escaped(from, to), NOTHING), to - from);
        });
  }

  private Step usage(Usage usage) {
    ObjectNode chunk = head();
    chunk.putArray("choices");
    OpenAiFields.plainUsage(chunk.put("model", plan.model()), usage);
    return new Step.Frame(Buffer.buffer(event(chunk)), 0);
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
