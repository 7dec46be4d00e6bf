package dev.weir.flow.conversation;

/// Which tool the model has to use.
public sealed interface ToolChoice {

  /// Nothing was said.
  enum Unstated implements ToolChoice {
    UNSTATED
  }

  /// As it likes.
  enum Auto implements ToolChoice {
    AUTO
  }

  /// None at all.
  enum None implements ToolChoice {
    NONE
  }

  /// One or more, whichever.
  enum Any implements ToolChoice {
    ANY
  }

  record One(String name) implements ToolChoice {}
}
