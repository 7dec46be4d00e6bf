package dev.weir.flow.conversation;

import java.util.List;

/// A request to a model that converses.
///
/// @param model as the caller names it; the writer is told which model to ask
/// @param stream whether the answer is wanted in pieces
/// @param turns in the order they were said; instructions are turns of [Role#SYSTEM]
public record Conversation(
    String model,
    boolean stream,
    List<Turn> turns,
    Tools tools,
    Sampling sampling,
    Format format,
    Reasoning reasoning,
    Caller caller) {

  public Conversation {
    turns = List.copyOf(turns);
  }

  public Conversation withTurns(List<Turn> others) {
    return new Conversation(model, stream, others, tools, sampling, format, reasoning, caller);
  }
}
