package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Puts the frames of an answer so that all of one tool come together, for wires that have one open
/// block at a time. One answer, one thread; only the first choice is passed on: such a wire cannot
/// ask for more.
///
/// A tool is whole once its arguments are a closed object. What comes in between of anything else
/// is held; when the choice stops, all held follows.
public final class Unmixed {
  private final Consumer<Frame> to;
  private final List<Frame> held = new ArrayList<>();
  private final Brackets brackets = new Brackets();
  private int tool = -1;

  /// @param to gets the frames in their new order
  public Unmixed(Consumer<Frame> to) {
    this.to = to;
  }

  public void frame(Frame frame) {
    switch (frame) {
      case Frame.Text text -> content(text, text.choice());
      case Frame.Thought thought -> content(thought, thought.choice());
      case Frame.Sealed sealed -> content(sealed, sealed.choice());
      case Frame.Declined declined -> content(declined, declined.choice());
      case Frame.ToolBegan began -> content(began, began.choice());
      case Frame.ToolArguments piece -> content(piece, piece.choice());
      case Frame.ToolSealed sealed -> content(sealed, sealed.choice());
      case Frame.Stopped stopped -> {
        if (stopped.choice() == 0) {
          releaseAll();
          to.accept(frame);
        }
      }
      case Frame.Ended _, Frame.Broke _ -> {
        releaseAll();
        to.accept(frame);
      }
      case Frame.Began _, Frame.Used _ -> to.accept(frame);
    }
  }

  private void content(Frame frame, int choice) {
    if (choice != 0) {
      return;
    }
    pass(frame);
    while (!held.isEmpty() && isWhole()) {
      release();
    }
  }

  /// Passes on or holds.
  private void pass(Frame frame) {
    if (toolOf(frame) != tool && (!isWhole() || !held.isEmpty())) {
      held.add(kept(frame));
      return;
    }
    if (toolOf(frame) != tool) {
      tool = toolOf(frame);
      brackets.reset();
    }
    if (frame instanceof Frame.ToolArguments(_, _, JsonSlice piece)) {
      brackets.read(piece.text());
    }
    to.accept(frame);
  }

  private boolean isWhole() {
    return tool < 0 || brackets.closed();
  }

  /// Gives all that is held one more turn, in its order: the first begins, and what belongs to
  /// another tool is held again.
  private void release() {
    List<Frame> waiting = List.copyOf(held);
    held.clear();
    tool = -1;
    waiting.forEach(this::pass);
  }

  private void releaseAll() {
    while (!held.isEmpty()) {
      release();
    }
    tool = -1;
  }

  private static int toolOf(Frame frame) {
    return switch (frame) {
      case Frame.ToolBegan began -> began.tool();
      case Frame.ToolArguments piece -> piece.tool();
      case Frame.ToolSealed sealed -> sealed.tool();
      case Frame.Text _, Frame.Thought _, Frame.Sealed _, Frame.Declined _ -> -1;
      case Frame.Began _, Frame.Stopped _, Frame.Used _, Frame.Broke _, Frame.Ended _ -> -1;
    };
  }

  /// A frame that outlives the event it was read from.
  private static Frame kept(Frame frame) {
    return switch (frame) {
      case Frame.Text(int choice, JsonSlice piece) -> new Frame.Text(choice, kept(piece));
      case Frame.Thought(int choice, JsonSlice piece) -> new Frame.Thought(choice, kept(piece));
      case Frame.Declined(int choice, JsonSlice piece) -> new Frame.Declined(choice, kept(piece));
      case Frame.ToolArguments(int choice, int tool, JsonSlice piece) ->
          new Frame.ToolArguments(choice, tool, kept(piece));
      case Frame.Sealed(int choice, Seal seal) -> new Frame.Sealed(choice, seal.kept());
      case Frame.ToolSealed(int choice, int tool, Seal seal) ->
          new Frame.ToolSealed(choice, tool, seal.kept());
      case Frame.ToolBegan _, Frame.Began _, Frame.Stopped _, Frame.Used _ -> frame;
      case Frame.Broke _, Frame.Ended _ -> frame;
    };
  }

  private static JsonSlice kept(JsonSlice slice) {
    return JsonSlice.of(slice.json());
  }

  /// Counts the brackets of a JSON text that comes in pieces.
  private static final class Brackets {
    private int depth;
    private boolean opened;
    private boolean inString;
    private boolean escaped;

    void reset() {
      depth = 0;
      opened = false;
      inString = false;
      escaped = false;
    }

    /// Whether a value was opened and is closed again.
    boolean closed() {
      return opened && depth == 0;
    }

    void read(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (inString) {
          inString = escaped || c != '"';
          escaped = !escaped && c == '\\';
        } else if (c == '"') {
          inString = true;
        } else if (c == '{' || c == '[') {
          opened = true;
          depth++;
        } else if (c == '}' || c == ']') {
          depth--;
        }
      }
    }
  }
}
