package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Answers of one choice, as a wire with blocks can give them: thoughts with and without seals,
/// texts, tools one behind another. Everything random comes from the generator given.
public final class RandomAnswer {
  private static final String[] PIECES = {
    "a",
    " word",
    "\"quoted\"",
    "back\\slash",
    "line\nend",
    "\u00e9",
    "\u6587\u5b57",
    "\uD83D\uDE00",
    "{",
    "}",
    "\u0000",
    "</"
  };

  private final RandomGenerator random;
  private final Wire by;
  private final List<Frame> frames = new ArrayList<>();
  private int tools;

  private RandomAnswer(RandomGenerator random, Wire by) {
    this.random = random;
    this.by = by;
  }

  /// @param by whose seals it has
  public static List<Frame> of(RandomGenerator random, Wire by) {
    var answer = new RandomAnswer(random, by);
    answer.frames.add(new Frame.Began("msg_" + random.nextInt(100), "model-" + random.nextInt(9)));
    for (int block = random.nextInt(6); block > 0; block--) {
      answer.block();
    }
    answer.end();
    return answer.frames;
  }

  /// The same answer with the arguments of tools that come one behind another mixed.
  public static List<Frame> mixed(List<Frame> frames, RandomGenerator random) {
    List<Frame> mixed = new ArrayList<>(frames);
    for (int round = 0; round < frames.size() * 4; round++) {
      int at = random.nextInt(mixed.size() - 1);
      Frame one = mixed.get(at);
      Frame next = mixed.get(at + 1);
      boolean apart =
          one instanceof Frame.ToolArguments early
              && ((next instanceof Frame.ToolArguments late && late.tool() != early.tool())
                  || (next instanceof Frame.ToolBegan began && began.tool() > early.tool()));
      if (apart) {
        mixed.set(at, next);
        mixed.set(at + 1, one);
      }
    }
    return mixed;
  }

  /// The frames with pieces of the same text joined, and one usage, before the end.
  public static List<Frame> joined(List<Frame> frames) {
    List<Frame> joined = new ArrayList<>();
    Frame usage = null;
    for (Frame frame : frames) {
      if (frame instanceof Frame.Used) {
        usage = frame;
        continue;
      }
      if (frame instanceof Frame.Ended && usage != null) {
        joined.add(usage);
      }
      Frame last = joined.isEmpty() ? frame : joined.getLast();
      Frame both = joined.isEmpty() ? frame : both(last, frame);
      if (!both.equals(frame)) {
        joined.removeLast();
      }
      joined.add(both);
    }
    return joined;
  }

  private static Frame both(Frame one, Frame next) {
    if (one instanceof Frame.Text early && next instanceof Frame.Text late) {
      return new Frame.Text(0, both(early.piece(), late.piece()));
    }
    if (one instanceof Frame.Thought early && next instanceof Frame.Thought late) {
      return new Frame.Thought(0, both(early.piece(), late.piece()));
    }
    if (one instanceof Frame.ToolArguments early
        && next instanceof Frame.ToolArguments late
        && early.tool() == late.tool()) {
      return new Frame.ToolArguments(0, early.tool(), both(early.piece(), late.piece()));
    }
    return next;
  }

  private static JsonSlice both(JsonSlice one, JsonSlice other) {
    return JsonSlice.quoted(one.text() + other.text());
  }

  private void block() {
    switch (random.nextInt(6)) {
      case 0 -> {
        texts().forEach(piece -> frames.add(new Frame.Thought(0, piece)));
        frames.add(new Frame.Sealed(0, new Seal(by, JsonSlice.quoted("c2VhbA=="))));
      }
      case 1 -> texts().forEach(piece -> frames.add(new Frame.Thought(0, piece)));
      case 4 ->
          frames.add(new Frame.Sealed(0, new Seal(by, JsonSlice.quoted("redacted:ZGF0YQ=="))));
      case 2, 3 -> texts().forEach(piece -> frames.add(new Frame.Text(0, piece)));
      default -> {
        for (int calls = 1 + random.nextInt(3); calls > 0; calls--) {
          tool();
        }
      }
    }
  }

  private List<JsonSlice> texts() {
    List<JsonSlice> texts = new ArrayList<>();
    for (int pieces = 1 + random.nextInt(20); pieces > 0; pieces--) {
      texts.add(JsonSlice.quoted(PIECES[random.nextInt(PIECES.length)]));
    }
    return texts;
  }

  private void tool() {
    frames.add(new Frame.ToolBegan(0, tools, "call_" + tools, "tool" + random.nextInt(3)));
    String arguments =
        random.nextInt(4) == 0
            ? "{}"
            : "{\"a\":" + JsonOutput.quoted("x}\"\u6587") + ",\"b\":[1,{\"c\":null}]}";
    for (int at = 0; at < arguments.length(); ) {
      int to = Math.min(arguments.length(), at + 1 + random.nextInt(6));
      frames.add(new Frame.ToolArguments(0, tools, JsonSlice.quoted(arguments.substring(at, to))));
      at = to;
    }
    tools++;
  }

  private void end() {
    Stop stop = List.of(Stop.END, Stop.LENGTH, Stop.TOOL).get(random.nextInt(3));
    String raw =
        switch (stop) {
          case END -> "end_turn";
          case LENGTH -> "max_tokens";
          default -> "tool_use";
        };
    frames.add(new Frame.Stopped(0, stop, raw, ""));
    int read = random.nextInt(50);
    int written = random.nextInt(50);
    frames.add(
        new Frame.Used(
            new Usage(
                100 + read + written, read, written, 0, 30, 0, Map.of(), Provenance.REPORTED)));
    frames.add(new Frame.Ended());
  }
}
