package dev.weir.flow.openai;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One choice of an answer as it goes on: which tools have begun, whether it has finished.
///
/// A tool is known by its index; where a vendor gives none or the same to all, by its id; a piece
/// with neither belongs to the last. It begins once its name is known. One thread.
final class ChatChoice {
  private static final int ID_LENGTH_MAX = 64;

  private final int choice;
  private final Supplier<String> answerId;
  private final Map<Integer, Tool> byIndex = new HashMap<>();
  private final List<Tool> tools = new ArrayList<>();
  private int begun;
  private boolean thought;
  private String finish = "";
  private String nativeFinish = "";

  private static final class Tool {
    private String id = "";
    private String name = "";
    private int ordinal = -1;
    private final List<JsonSlice> waiting = new ArrayList<>();
  }

  /// @param answerId for tools that have no id of their own
  ChatChoice(int choice, Supplier<String> answerId) {
    this.choice = choice;
    this.answerId = answerId;
  }

  boolean finished() {
    return !finish.isEmpty();
  }

  void delta(ChatDelta delta, Consumer<Frame> to) {
    thoughts(delta, to);
    delta.texts().forEach(piece -> to.accept(new Frame.Text(choice, piece)));
    delta.refusals().forEach(piece -> to.accept(new Frame.Declined(choice, piece)));
    for (ChatDelta.Tool piece : delta.tools()) {
      tool(piece, to);
    }
    if (!delta.finish().isEmpty() && finish.isEmpty()) {
      finish = delta.finish();
      nativeFinish = delta.nativeFinish();
    }
  }

  /// A vendor that has details sends their texts as a thought as well.
  private void thoughts(ChatDelta delta, Consumer<Frame> to) {
    thought |= !delta.thoughts().isEmpty();
    delta.thoughts().forEach(piece -> to.accept(new Frame.Thought(choice, piece)));
    for (ReasoningDetail detail : delta.details()) {
      if (!thought && !detail.text().isEmptyString()) {
        to.accept(new Frame.Thought(choice, detail.text()));
      }
      detail.seal().ifPresent(seal -> to.accept(new Frame.Sealed(choice, seal)));
    }
  }

  private void tool(ChatDelta.Tool piece, Consumer<Frame> to) {
    Tool tool = toolOf(piece);
    tool.id = tool.id.isEmpty() ? piece.id() : tool.id;
    tool.name = tool.name.isEmpty() ? piece.name() : tool.name;
    if (tool.ordinal < 0 && !tool.name.isEmpty()) {
      begin(tool, to);
    }
    JsonSlice arguments = piece.arguments();
    if (arguments != null) {
      if (tool.ordinal < 0) {
        tool.waiting.add(JsonSlice.of(arguments.json()));
      } else {
        to.accept(new Frame.ToolArguments(choice, tool.ordinal, arguments));
      }
    }
    JsonSlice seal = piece.seal();
    if (seal != null && tool.ordinal >= 0) {
      to.accept(new Frame.ToolSealed(choice, tool.ordinal, Seal.of(seal, Wire.OPENAI_CHAT)));
    }
  }

  private Tool toolOf(ChatDelta.Tool piece) {
    Tool known = null;
    if (piece.index() >= 0) {
      known = byIndex.get(piece.index());
    } else if (piece.id().isEmpty() && piece.name().isEmpty() && !tools.isEmpty()) {
      known = tools.getLast();
    } else if (!piece.id().isEmpty()) {
      known = tools.stream().filter(t -> t.id.equals(piece.id())).findFirst().orElse(null);
    }
    boolean another =
        known != null
            && !piece.id().isEmpty()
            && !known.id.isEmpty()
            && !known.id.equals(piece.id());
    if (known != null && !another) {
      return known;
    }
    var tool = new Tool();
    tools.add(tool);
    if (piece.index() >= 0) {
      byIndex.put(piece.index(), tool);
    }
    return tool;
  }

  private void begin(Tool tool, Consumer<Frame> to) {
    tool.ordinal = begun++;
    String id = tool.id.isEmpty() ? madeId(tool.ordinal) : tool.id;
    to.accept(new Frame.ToolBegan(choice, tool.ordinal, id, tool.name));
    tool.waiting.forEach(piece -> to.accept(new Frame.ToolArguments(choice, tool.ordinal, piece)));
    tool.waiting.clear();
  }

  /// Differs between the answers of a conversation, as the results that name it need.
  private String madeId(int ordinal) {
    String made = "call_%s_%d_%d".formatted(answerId.get(), choice, ordinal);
    return made.substring(Math.max(0, made.length() - ID_LENGTH_MAX));
  }

  void stopped(Consumer<Frame> to) {
    for (Tool tool : tools) {
      if (tool.ordinal < 0) {
        begin(tool, to);
      }
    }
    to.accept(new Frame.Stopped(choice, stop(), nativeFinish, ""));
  }

  /// Some servers say nothing, or `stop`, where a tool is called.
  private Stop stop() {
    return switch (finish) {
      case "", "stop", "eos", "end_turn" -> begun > 0 ? Stop.TOOL : Stop.END;
      case "length", "max_tokens", "model_length" -> Stop.LENGTH;
      case "tool_calls", "function_call" -> Stop.TOOL;
      case "content_filter" -> Stop.FILTERED;
      default -> Stop.OTHER;
    };
  }
}
