package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Answers as frames, of any content that all wires can say.
public final class RandomAnswers {
  private static final List<String> PIECES =
      List.of(
          "\"Hello\"",
          "\" wörld\"",
          "\"\\n\\\"q\\\"\"",
          "\"\\u00e9\\ud83d\\ude00\"",
          "\"😀, [1]\"");

  private final RandomGenerator random;

  public RandomAnswers(RandomGenerator random) {
    this.random = random;
  }

  /// @param choicesMax most choices
  public List<Frame> next(int choicesMax) {
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame.Began("id-" + random.nextInt(1000), "model-" + random.nextInt(9)));
    int choices = 1 + random.nextInt(choicesMax);
    for (int choice = 0; choice < choices; choice++) {
      choice(choice, frames);
    }
    if (random.nextInt(4) > 0) {
      frames.add(new Frame.Used(usage()));
    }
    frames.add(new Frame.Ended());
    return frames;
  }

  private void choice(int choice, List<Frame> frames) {
    if (random.nextInt(3) == 0) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        frames.add(new Frame.Thought(choice, piece()));
      }
      if (random.nextBoolean()) {
        Seal seal = new Seal(Wire.ANTHROPIC_MESSAGES, JsonSlice.quoted("sig" + random.nextInt()));
        frames.add(new Frame.Sealed(choice, seal));
      }
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      frames.add(new Frame.Text(choice, piece()));
    }
    if (random.nextInt(9) == 0) {
      frames.add(new Frame.Declined(choice, piece()));
    }
    int tools = random.nextBoolean() ? 0 : 1 + random.nextInt(3);
    tools(choice, tools, frames);
    Stop stop = tools > 0 ? Stop.TOOL : List.of(Stop.END, Stop.LENGTH).get(random.nextInt(2));
    frames.add(new Frame.Stopped(choice, stop, "", ""));
  }

  /// Their arguments' pieces are mixed at times.
  private void tools(int choice, int tools, List<Frame> frames) {
    boolean mixed = random.nextBoolean();
    List<Frame> last = new ArrayList<>();
    for (int tool = 0; tool < tools; tool++) {
      String id = "call-" + choice + "-" + tool;
      frames.add(new Frame.ToolBegan(choice, tool, id, "tool" + random.nextInt(3)));
      frames.add(new Frame.ToolArguments(choice, tool, JsonSlice.of("\"{\\\"a\\\":\"")));
      String rest = JsonSlice.of("\"" + random.nextInt(99) + "}\"").json();
      (mixed ? last : frames).add(new Frame.ToolArguments(choice, tool, JsonSlice.of(rest)));
    }
    frames.addAll(last);
  }

  private JsonSlice piece() {
    return JsonSlice.of(PIECES.get(random.nextInt(PIECES.size())));
  }

  private Usage usage() {
    long read = random.nextInt(100);
    long write = random.nextInt(100);
    long reasoning = random.nextInt(50);
    return new Usage(
        read + write + random.nextInt(1000),
        read,
        write,
        0,
        reasoning + random.nextInt(500),
        reasoning,
        Map.of(),
        Provenance.REPORTED);
  }
}
