package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.dialect.Frames.Section;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gemini's chunks: events with carriage returns and no last word, or the elements of one array.
///
/// A chunk is a whole answer with a piece of the text; a call of a function comes in one chunk. The
/// last chunk has an empty text, the reason to finish and, if nothing carried it before, the seal
/// of the thoughts.
final class GeminiFrames {
  private final Call call;
  private final Plan plan;
  private final GeminiFields fields;
  private final boolean sealsAtTheEnd;
  private long produced;
  private boolean begun;

  private GeminiFrames(Call call, Plan plan, Identity identity) {
    this.call = call;
    this.plan = plan;
    fields = new GeminiFields(call, plan, identity);
    sealsAtTheEnd = plan.thinks() && firstCall() < 0;
  }

  static Iterator<Step> of(Call call, Plan plan, Identity identity) {
    return new Frames(new GeminiFrames(call, plan, identity).sections());
  }

  private List<Section> sections() {
    var sections = new ArrayList<Section>();
    int firstCall = firstCall();
    for (int i = 0; i < plan.parts().size(); i++) {
      switch (plan.parts().get(i)) {
        case Part.Thought thought -> sections.add(text(thought, true));
        case Part.Words words -> sections.add(text(words, false));
        case Part.ToolCall toolCall -> {
          boolean sealed = plan.thinks() && i == firstCall;
          sections.add(
              new Section(plan.choices(), choice -> functionCall(toolCall, choice, sealed)));
        }
      }
    }
    sections.add(new Section(plan.choices(), this::closing));
    return sections;
  }

  private int firstCall() {
    for (int i = 0; i < plan.parts().size(); i++) {
      if (plan.parts().get(i) instanceof Part.ToolCall) {
        return i;
      }
    }
    return -1;
  }

  private Section text(Part part, boolean thought) {
    return Frames.text(
        plan,
        part.text(),
        (choice, from, to) -> {
          ObjectNode piece = Json.object().put("text", part.text().between(from, to));
          if (thought) {
            piece.put("thought", true);
          } else {
            produced += to - from;
          }
          return chunk(choice, piece, false, to - from);
        });
  }

  private Step functionCall(Part.ToolCall toolCall, int choice, boolean sealed) {
    int tokens = toolCall.text().tokens();
    produced += tokens;
    return chunk(choice, fields.part(toolCall, sealed), false, tokens);
  }

  private Step closing(int choice) {
    ObjectNode piece = Json.object().put("text", "");
    return chunk(choice, sealsAtTheEnd ? fields.seal(piece) : piece, true, 0);
  }

  private Step chunk(int choice, ObjectNode piece, boolean last, int tokens) {
    ArrayNode candidates = Json.array();
    candidates.add(fields.candidate(choice, Json.array().add(piece), last));
    boolean theLast = last && choice == plan.choices() - 1;
    ObjectNode chunk = fields.around(candidates, usage(theLast));
    return new Step.Frame(framed(chunk, theLast), tokens);
  }

  // What was told so far; the last block is what was reported for all of it.
  private @Nullable ObjectNode usage(boolean last) {
    Usage usage = plan.reported();
    if (usage == null) {
      return null;
    }
    long candidates = usage.output() - usage.reasoning();
    return fields.usage(usage, last ? candidates : Math.min(produced, candidates));
  }

  private Buffer framed(ObjectNode chunk, boolean last) {
    if (call.asked().events()) {
      return Buffer.buffer("data: " + Json.spaced(chunk) + "\r\n\r\n");
    }
    String before = begun ? ",\r\n" : "[";
    begun = true;
    return Buffer.buffer(before + Json.indented(chunk) + (last ? "\n]" : "\n"));
  }
}
