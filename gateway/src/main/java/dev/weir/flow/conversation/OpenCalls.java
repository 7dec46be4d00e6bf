package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tools' calls that a stream is making, where a wire numbers its blocks and not its calls. One
/// reader.
public final class OpenCalls {
  private static final JsonSlice NO_ARGUMENTS = JsonSlice.quoted("{}");

  private final Map<Integer, Call> calls = new HashMap<>();
  private int begun;

  private static final class Call {
    private final int tool;
    private boolean said;

    private Call(int tool) {
      this.tool = tool;
    }
  }

  public boolean isEmpty() {
    return calls.isEmpty();
  }

  public void begin(int block, String id, String name, Consumer<Frame> to) {
    calls.put(block, new Call(begun));
    to.accept(new Frame.ToolBegan(0, begun, id, name));
    begun++;
  }

  /// A piece of arguments; nothing if the block is no call's, or the piece is empty.
  public void arguments(int block, JsonSlice piece, Consumer<Frame> to) {
    @Nullable Call call = calls.get(block);
    if (call != null && !piece.isEmptyString()) {
      call.said = true;
      to.accept(new Frame.ToolArguments(0, call.tool, piece));
    }
  }

  /// Ends a block. A call without a word has no arguments, which elsewhere is said.
  public void end(int block, Consumer<Frame> to) {
    @Nullable Call call = calls.get(block);
    if (call != null && !call.said) {
      arguments(block, NO_ARGUMENTS, to);
    }
    calls.remove(block);
  }
}
