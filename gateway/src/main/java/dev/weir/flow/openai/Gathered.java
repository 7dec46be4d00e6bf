package dev.weir.flow.openai;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An answer put together from its frames. Pieces are not joined but kept in a row. One thread.
final class Gathered {
  private String id = "";
  private String model = "";
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private Optional<Usage> usage = Optional.empty();

  static final class Choice {
    final List<JsonSlice> texts = new ArrayList<>();
    final List<JsonSlice> refusals = new ArrayList<>();
    final List<Thought> thoughts = new ArrayList<>();
    final Map<Integer, Tool> tools = new TreeMap<>();
    Frame.Stopped stopped = new Frame.Stopped(0, Stop.OTHER, "", "");

    /// The thought that goes on: a seal closes one.
    private Thought thought() {
      if (thoughts.isEmpty() || thoughts.getLast().seal.isPresent()) {
        thoughts.add(new Thought());
      }
      return thoughts.getLast();
    }
  }

  static final class Thought {
    final List<JsonSlice> pieces = new ArrayList<>();
    Optional<Seal> seal = Optional.empty();
  }

  static final class Tool {
    final String id;
    final String name;
    final List<JsonSlice> arguments = new ArrayList<>();
    Optional<Seal> seal = Optional.empty();

    private Tool(String id, String name) {
      this.id = id;
      this.name = name;
    }

    /// The pieces of a JSON object's text.
    List<JsonSlice> arguments() {
      return arguments.isEmpty() ? List.of(JsonSlice.of("\"{}\"")) : arguments;
    }
  }

  private Gathered() {}

  static Gathered of(List<Frame> frames) {
    var gathered = new Gathered();
    frames.forEach(gathered::add);
    return gathered;
  }

  String idOr(String other) {
    return id.isEmpty() ? other : id;
  }

  String modelOr(String other) {
    return model.isEmpty() ? other : model;
  }

  /// By number.
  Map<Integer, Choice> choices() {
    return choices;
  }

  Optional<Usage> usage() {
    return usage;
  }

  private void add(Frame frame) {
    switch (frame) {
      case Frame.Began(String its, String served) -> {
        id = its;
        model = served;
      }
      case Frame.Text(int choice, JsonSlice piece) -> of(choice).texts.add(piece);
      case Frame.Thought(int choice, JsonSlice piece) -> of(choice).thought().pieces.add(piece);
      case Frame.Sealed(int choice, Seal seal) -> of(choice).thought().seal = Optional.of(seal);
      case Frame.Declined(int choice, JsonSlice piece) -> of(choice).refusals.add(piece);
      case Frame.ToolBegan(int choice, int tool, String its, String name) ->
          of(choice).tools.put(tool, new Tool(its, name));
      case Frame.ToolArguments(int choice, int tool, JsonSlice piece) ->
          tool(choice, tool).arguments.add(piece);
      case Frame.ToolSealed(int choice, int tool, Seal seal) ->
          tool(choice, tool).seal = Optional.of(seal);
      case Frame.Stopped stopped -> of(stopped.choice()).stopped = stopped;
      case Frame.Used(Usage its) -> usage = Optional.of(its);
      case Frame.Broke _ ->
          throw new IllegalArgumentException("an answer that broke is an error, not gathered");
      case Frame.Ended _ -> {}
    }
  }

  private Choice of(int choice) {
    return choices.computeIfAbsent(choice, _ -> new Choice());
  }

  private Tool tool(int choice, int tool) {
    Tool known = of(choice).tools.get(tool);
    if (known == null) {
      throw new IllegalArgumentException(
          "tool %d of choice %d has not begun".formatted(tool, choice));
    }
    return known;
  }
}
