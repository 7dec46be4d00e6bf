package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer that is no stream, being gathered from its frames, each tool's together.
final class MessagesAnswer {
  private final List<Written> blocks = new ArrayList<>();
  private String id;
  private String model;
  private Usage usage = Usage.of(0, 0, Provenance.ESTIMATED);
  private Frame.@Nullable Stopped stopped;
  private boolean declined;

  MessagesAnswer(String id, String model) {
    this.id = id;
    this.model = model;
  }

  /// A content block.
  private sealed interface Written {
    record Text(List<JsonSlice> pieces) implements Written {}

    /// @param seal empty or the one seal that closes the thought
    record Thought(List<JsonSlice> pieces, List<Seal> seal) implements Written {}

    record Tool(String id, String name, List<JsonSlice> pieces) implements Written {}
  }

  void frame(Frame frame) {
    switch (frame) {
      case Frame.Began began -> {
        id = began.id().isEmpty() ? id : began.id();
        model = began.model().isEmpty() ? model : began.model();
      }
      case Frame.Used(Usage used) -> usage = used;
      case Frame.Stopped how -> stopped = how;
      case Frame.Text(_, JsonSlice piece) -> text(piece);
      case Frame.Declined(_, JsonSlice piece) -> {
        declined = true;
        text(piece);
      }
      case Frame.Thought(_, JsonSlice piece) -> {
        if (blocks.isEmpty()
            || !(blocks.getLast() instanceof Written.Thought(_, List<Seal> seal))
            || !seal.isEmpty()) {
          blocks.add(new Written.Thought(new ArrayList<>(), new ArrayList<>()));
        }
        ((Written.Thought) blocks.getLast()).pieces().add(piece);
      }
      case Frame.Sealed(_, Seal seal) -> sealed(seal);
      case Frame.ToolBegan(_, _, String call, String name) ->
          blocks.add(new Written.Tool(call, name, new ArrayList<>()));
      case Frame.ToolArguments(_, _, JsonSlice piece) -> {
        if (blocks.getLast() instanceof Written.Tool tool) {
          tool.pieces().add(piece);
        }
      }
      case Frame.ToolSealed(_, _, Seal seal) ->
          blocks.add(new Written.Thought(new ArrayList<>(), List.of(seal)));
      case Frame.Broke(ProviderError _) ->
          throw new IllegalArgumentException("an answer that broke has no whole body");
      case Frame.Ended _ -> {}
    }
  }

  private void text(JsonSlice piece) {
    if (blocks.isEmpty() || !(blocks.getLast() instanceof Written.Text)) {
      blocks.add(new Written.Text(new ArrayList<>()));
    }
    ((Written.Text) blocks.getLast()).pieces().add(piece);
  }

  private void sealed(Seal seal) {
    boolean closes =
        !MessagesSeals.isRedacted(seal)
            && !blocks.isEmpty()
            && blocks.getLast() instanceof Written.Thought(_, List<Seal> seals)
            && seals.isEmpty();
    if (!closes) {
      blocks.add(new Written.Thought(List.of(), new ArrayList<>()));
    }
    ((Written.Thought) blocks.getLast()).seal().add(seal);
  }

  byte[] bytes() {
    var out = new JsonOutput().object();
    out.text("id", id).text("type", "message").text("role", "assistant").text("model", model);
    out.array("content");
    blocks.forEach(block -> write(block, out));
    out.endArray();
    stop(stopped, declined, out);
    MessagesUsage.write(usage, out);
    return out.endObject().bytes();
  }

  private static void write(Written block, JsonOutput out) {
    out.object();
    switch (block) {
      case Written.Text(List<JsonSlice> pieces) -> out.text("type", "text").joined("text", pieces);
      case Written.Thought(List<JsonSlice> pieces, List<Seal> seals) -> thought(pieces, seals, out);
      case Written.Tool(String call, String name, List<JsonSlice> pieces) ->
          out.text("type", "tool_use")
              .text("id", call)
              .text("name", name)
              .value("input", input(pieces));
    }
    out.endObject();
  }

  private static void thought(List<JsonSlice> pieces, List<Seal> seals, JsonOutput out) {
    if (!seals.isEmpty() && MessagesSeals.isRedacted(seals.getFirst())) {
      out.text("type", "redacted_thinking").text("data", MessagesSeals.data(seals.getFirst()));
      return;
    }
    out.text("type", "thinking").joined("thinking", pieces);
    out.value(
        "signature",
        seals.isEmpty() ? JsonSlice.quoted("") : MessagesSeals.signature(seals.getFirst()));
  }

  /// The arguments as an object; as the text they are where a model wrote no JSON.
  private static JsonSlice input(List<JsonSlice> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.text()));
    return text.isEmpty() ? JsonSlice.of("{}") : JsonSlice.quoted(text.toString()).unquoted();
  }

  /// Why it stopped, as members of the open object.
  ///
  /// @param declined whether it said that it would not
  static void stop(Frame.@Nullable Stopped stopped, boolean declined, JsonOutput out) {
    if (stopped == null) {
      out.nothing("stop_reason").nothing("stop_sequence");
      return;
    }
    boolean refused = declined && stopped.stop() == Stop.END;
    out.text("stop_reason", refused ? "refusal" : MessagesWords.reason(stopped));
    if (stopped.sequence().isEmpty()) {
      out.nothing("stop_sequence");
    } else {
      out.text("stop_sequence", stopped.sequence());
    }
  }
}
