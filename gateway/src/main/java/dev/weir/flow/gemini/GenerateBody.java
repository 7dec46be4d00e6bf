package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An answer that is no stream, being gathered from its frames: of each choice its parts in the
/// order in which they began.
final class GenerateBody {
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private String id;
  private String model;
  private @Nullable Usage usage;

  GenerateBody(String id, String model) {
    this.id = id;
    this.model = model;
  }

  /// A part.
  private sealed interface Written {
    record Text(List<JsonSlice> pieces) implements Written {}

    /// @param seal empty or the one seal that closes the thought
    record Thought(List<JsonSlice> pieces, List<Seal> seal) implements Written {}

    record Call(GenerateCall call) implements Written {}
  }

  private static final class Choice {
    private final List<Written> parts = new ArrayList<>();
    private final Map<Integer, GenerateCall> calls = new HashMap<>();
    private final GenerateEnding ending = new GenerateEnding();

    private void text(JsonSlice piece) {
      if (parts.isEmpty() || !(parts.getLast() instanceof Written.Text)) {
        parts.add(new Written.Text(new ArrayList<>()));
      }
      ((Written.Text) parts.getLast()).pieces().add(piece);
    }

    /// The open thought, or a new one.
    private Written.Thought thought() {
      if (!parts.isEmpty()
          && parts.getLast() instanceof Written.Thought open
          && open.seal().isEmpty()) {
        return open;
      }
      var opened = new Written.Thought(new ArrayList<>(), new ArrayList<>());
      parts.add(opened);
      return opened;
    }

    private void call(int tool, GenerateCall call) {
      calls.put(tool, call);
      parts.add(new Written.Call(call));
    }

    private GenerateCall call(int tool) {
      GenerateCall known = calls.get(tool);
      if (known == null) {
        throw new IllegalArgumentException("tool %d has not begun".formatted(tool));
      }
      return known;
    }
  }

  void frame(Frame frame) {
    switch (frame) {
      case Frame.Began began -> {
        id = began.id().isEmpty() ? id : began.id();
        model = began.model().isEmpty() ? model : began.model();
      }
      case Frame.Used(Usage used) -> usage = used;
      case Frame.Text(int at, JsonSlice piece) -> of(at).text(piece);
      case Frame.Declined(int at, JsonSlice piece) -> {
        of(at).ending.declined();
        of(at).text(piece);
      }
      case Frame.Thought(int at, JsonSlice piece) -> of(at).thought().pieces().add(piece);
      case Frame.Sealed(int at, Seal seal) -> of(at).thought().seal().add(seal);
      case Frame.ToolBegan(int at, int tool, String call, String name) ->
          of(at).call(tool, new GenerateCall(call, name));
      case Frame.ToolArguments(int at, int tool, JsonSlice piece) -> of(at).call(tool).add(piece);
      case Frame.ToolSealed(int at, int tool, Seal seal) -> of(at).call(tool).seal(seal);
      case Frame.Stopped stopped -> of(stopped.choice()).ending.stopped(stopped);
      case Frame.Broke(ProviderError _) ->
          throw new IllegalArgumentException("an answer that broke has no whole body");
      case Frame.Ended _ -> {}
    }
  }

  private Choice of(int at) {
    return choices.computeIfAbsent(at, _ -> new Choice());
  }

  byte[] bytes() {
    var out = new JsonOutput().object().array("candidates");
    choices.forEach((at, choice) -> {
      out.object().object("content").array("parts");
      choice.parts.forEach(part -> write(part, choice.ending, out));
      out.endArray().text("role", "model").endObject();
      choice.ending.write(out);
      out.number("index", at).endObject();
    });
    out.endArray();
    if (usage != null) {
      GenerateWords.usage(usage, out);
    }
    return out.text("modelVersion", model).text("responseId", id).endObject().bytes();
  }

  private static void write(Written part, GenerateEnding ending, JsonOutput out) {
    switch (part) {
      case Written.Text(List<JsonSlice> pieces) -> out.object().joined("text", pieces).endObject();
      case Written.Thought(List<JsonSlice> pieces, List<Seal> seals) -> {
        out.object().joined("text", pieces);
        if (!pieces.isEmpty()) {
          out.flag("thought", true);
        }
        seals.forEach(seal -> out.value("thoughtSignature", GenerateSeals.signature(seal)));
        out.endObject();
      }
      case Written.Call(GenerateCall call) -> {
        if (call.isMalformed()) {
          ending.malformed(call);
        } else {
          call.write(out);
        }
      }
    }
  }
}
