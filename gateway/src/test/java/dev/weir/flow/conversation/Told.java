package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an answer says, however it was cut into frames, and whether its frames came in an order
/// that [Frame] allows.
public final class Told {

  /// @param seal as a client of a third wire would keep it
  public record Choice(
      String text,
      String thought,
      String seal,
      String refusal,
      Map<Integer, Tool> tools,
      Optional<Stop> stop) {}

  public record Tool(String id, String name, String arguments, String seal) {

    /// No arguments are an empty object of them.
    private Tool argumentsOrNone() {
      return arguments.isEmpty() ? new Tool(id, name, "{}", seal) : this;
    }
  }

  /// @param ended whether the provider said that this was all
  public record Answer(
      String id,
      String model,
      Map<Integer, Choice> choices,
      Optional<Usage> usage,
      Optional<ProviderError> error,
      boolean ended) {

    public Choice only() {
      if (choices.size() != 1) {
        throw new AssertionError("one choice, were " + choices);
      }
      return choices.values().iterator().next();
    }
  }

  private final Map<Integer, Choice> choices = new TreeMap<>();
  private String id = "";
  private String model = "";
  private Optional<Usage> usage = Optional.empty();
  private Optional<ProviderError> error = Optional.empty();
  private boolean began;
  private boolean over;
  private boolean ended;

  private Told() {}

  public static Answer of(Iterable<Frame> frames) {
    var told = new Told();
    frames.forEach(told::add);
    return new Answer(told.id, told.model, told.choices, told.usage, told.error, told.ended);
  }

  private void add(Frame frame) {
    require(!over, "nothing comes behind the end", frame);
    require(
        began || frame instanceof Frame.Began || frame instanceof Frame.Broke,
        "an answer begins with Began",
        frame);
    switch (frame) {
      case Frame.Began(String its, String served) -> {
        require(!began, "an answer begins once", frame);
        began = true;
        id = its;
        model = served;
      }
      case Frame.Text(int at, JsonSlice piece) -> {
        Choice c = open(at, frame);
        put(at, c, c.text + piece.text(), c.thought, c.seal, c.refusal);
      }
      case Frame.Thought(int at, JsonSlice piece) -> {
        Choice c = open(at, frame);
        put(at, c, c.text, c.thought + piece.text(), c.seal, c.refusal);
      }
      case Frame.Sealed(int at, Seal seal) -> {
        Choice c = open(at, frame);
        put(at, c, c.text, c.thought, c.seal + seal.carried(), c.refusal);
      }
      case Frame.Declined(int at, JsonSlice piece) -> {
        Choice c = open(at, frame);
        put(at, c, c.text, c.thought, c.seal, c.refusal + piece.text());
      }
      case Frame.ToolBegan(int at, int tool, String its, String name) -> {
        Map<Integer, Tool> tools = open(at, frame).tools;
        require(tools.size() == tool, "tools count from 0 as they begin", frame);
        tools.put(tool, new Tool(its, name, "", ""));
      }
      case Frame.ToolArguments(int at, int tool, JsonSlice piece) -> {
        Tool t = tool(at, tool, frame);
        open(at, frame).tools.put(tool, new Tool(t.id, t.name, t.arguments + piece.text(), t.seal));
      }
      case Frame.ToolSealed(int at, int tool, Seal seal) -> {
        Tool t = tool(at, tool, frame);
        open(at, frame).tools.put(tool, new Tool(t.id, t.name, t.arguments, seal.carried()));
      }
      case Frame.Stopped(int at, Stop stop, _, _) -> {
        Choice c = open(at, frame);
        c.tools.replaceAll((_, tool) -> tool.argumentsOrNone());
        choices.put(
            at, new Choice(c.text, c.thought, c.seal, c.refusal, c.tools, Optional.of(stop)));
      }
      case Frame.Used(Usage its) -> usage = Optional.of(its);
      case Frame.Broke(ProviderError its) -> {
        error = Optional.of(its);
        over = true;
      }
      case Frame.Ended _ -> {
        ended = true;
        over = true;
      }
    }
  }

  private Choice open(int at, Frame frame) {
    Choice choice =
        choices.computeIfAbsent(
            at, _ -> new Choice("", "", "", "", new TreeMap<>(), Optional.empty()));
    require(choice.stop.isEmpty(), "nothing comes behind a choice's stop", frame);
    return choice;
  }

  private Tool tool(int at, int tool, Frame frame) {
    Tool known = open(at, frame).tools.get(tool);
    if (known == null) {
      throw new AssertionError("a tool begins before its arguments, came " + frame);
    }
    return known;
  }

  private void put(int at, Choice old, String text, String thought, String seal, String refusal) {
    choices.put(at, new Choice(text, thought, seal, refusal, old.tools, old.stop));
  }

  private static void require(boolean rule, String what, Frame frame) {
    if (!rule) {
      throw new AssertionError(what + ", came " + frame);
    }
  }
}
