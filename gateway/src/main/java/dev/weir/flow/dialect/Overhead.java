package dev.weir.flow.dialect;

/// Input tokens that providers add and no byte of a body stands for, as upper bounds.
final class Overhead {
  /// The priming of the answer; OpenAI documents 3.
  static final int PER_CALL = 16;

  /// Role and separators of a message; OpenAI documents 3, and 1 for a name.
  static final int PER_MESSAGE = 8;

  /// Wrapping of a tool declared by its schema; the declaration itself becomes shorter text than
  /// its JSON.
  static final int PER_DECLARED_TOOL = 32;

  /// Anthropic's system prompt for tool use; documented at up to 530.
  static final int ANTHROPIC_TOOL_USE = 600;

  /// A client-side tool whose declaration is the provider's own (`computer_*`, `text_editor_*`,
  /// `bash_*`, `memory_*`); documented at up to 735, and 499 once for `computer_*`.
  static final int PER_NAMED_TOOL = 1300;

  private Overhead() {}
}
