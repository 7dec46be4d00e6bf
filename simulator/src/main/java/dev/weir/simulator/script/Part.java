package dev.weir.simulator.script;

/// A piece of an answer; the pieces come one after the other.
public sealed interface Part {
  Lexicon.Text text();

  /// Reasoning that is shown, and signed where the wire has signatures.
  record Thought(Lexicon.Text text) implements Part {}

  /// What is said to the user.
  record Words(Lexicon.Text text) implements Part {}

  /// A call of a tool; the text is its arguments.
  record ToolCall(String name, Lexicon.Text text) implements Part {}
}
