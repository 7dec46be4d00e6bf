package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer that is no stream, being gathered from its frames, each tool's together.
final class ConverseBody {
  private final List<Written> blocks = new ArrayList<>();
  private Usage usage = Usage.of(0, 0, Provenance.ESTIMATED);
  private Frame.@Nullable Stopped stopped;
  private boolean declined;

  /// A block.
  private sealed interface Written {
    record Text(List<JsonSlice> pieces) implements Written {}

    /// @param seal empty or the one seal that closes the thought
    record Thought(List<JsonSlice> pieces, List<Seal> seal) implements Written {}

    record Tool(String id, String name, List<JsonSlice> pieces) implements Written {}
  }

  void frame(Frame frame) {
    switch (frame) {
      case Frame.Began _, Frame.Ended _ -> {}
      case Frame.Used(Usage used) -> usage = used;
      case Frame.Stopped how -> stopped = how;
      case Frame.Text(_, JsonSlice piece) -> text(piece);
      case Frame.Declined(_, JsonSlice piece) -> {
        declined = true;
        text(piece);
      }
      case Frame.Thought(_, JsonSlice piece) -> thought().pieces().add(piece);
      case Frame.Sealed(_, Seal seal) -> {
        if (ConverseSeals.isRedacted(seal)) {
          blocks.add(new Written.Thought(List.of(), List.of(seal)));
        } else {
          thought().seal().add(seal);
        }
      }
      case Frame.ToolBegan(_, _, String id, String name) ->
          blocks.add(new Written.Tool(id, name, new ArrayList<>()));
      case Frame.ToolArguments(_, _, JsonSlice piece) -> {
        if (blocks.getLast() instanceof Written.Tool tool) {
          tool.pieces().add(piece);
        }
      }
      case Frame.ToolSealed(_, _, Seal seal) ->
          blocks.add(new Written.Thought(List.of(), List.of(seal)));
      case Frame.Broke(ProviderError _) ->
          throw new IllegalArgumentException("an answer that broke has no whole body");
    }
  }

  private void text(JsonSlice piece) {
    if (blocks.isEmpty() || !(blocks.getLast() instanceof Written.Text)) {
      blocks.add(new Written.Text(new ArrayList<>()));
    }
    ((Written.Text) blocks.getLast()).pieces().add(piece);
  }

  /// The open thought, or a new one.
  private Written.Thought thought() {
    if (!blocks.isEmpty()
        && blocks.getLast() instanceof Written.Thought open
        && open.seal().isEmpty()) {
      return open;
    }
    var opened = new Written.Thought(new ArrayList<>(), new ArrayList<>());
    blocks.add(opened);
    return opened;
  }

  byte[] bytes() {
    var out = new JsonOutput().object();
    out.object("output").object("message").text("role", "assistant").array("content");
    for (Written block : blocks) {
      out.object();
      write(block, out);
      out.endObject();
    }
    out.endArray().endObject().endObject();
    out.text("stopReason", ConverseWords.reason(stopped, declined));
    ConverseWords.usage(usage, out);
    out.object("metrics").number("latencyMs", 0).endObject();
    return out.endObject().bytes();
  }

  private static void write(Written block, JsonOutput out) {
    switch (block) {
      case Written.Text(List<JsonSlice> pieces) -> out.joined("text", pieces);
      case Written.Thought(List<JsonSlice> pieces, List<Seal> seals) -> thought(pieces, seals, out);
      case Written.Tool(String id, String name, List<JsonSlice> pieces) ->
          out.object("toolUse")
              .text("toolUseId", id)
              .text("name", name)
              .value("input", input(pieces))
              .endObject();
    }
  }

  private static void thought(List<JsonSlice> pieces, List<Seal> seals, JsonOutput out) {
    out.object("reasoningContent");
    if (!seals.isEmpty() && ConverseSeals.isRedacted(seals.getFirst())) {
      out.text("redactedContent", ConverseSeals.data(seals.getFirst()));
    } else {
      out.object("reasoningText").joined("text", pieces);
      seals.forEach(seal -> out.value("signature", ConverseSeals.signature(seal)));
      out.endObject();
    }
    out.endObject();
  }

  /// The arguments as an object; as the text they are where a model wrote no JSON.
  private static JsonSlice input(List<JsonSlice> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.text()));
    return text.isEmpty() ? JsonSlice.of("{}") : JsonSlice.quoted(text.toString()).unquoted();
  }
}
