package dev.weir.view.api;

import java.io.Serial;

/// An answer that was to be streamed cannot be made to its end. As long as none of it has been
/// sent, another one can be given in its place.
public final class AnswerFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient ApiResponse instead;

  AnswerFailed(ApiResponse instead, RuntimeException cause) {
    super("an answer could not be made to its end", cause);
    this.instead = instead;
  }

  /// What says why.
  public ApiResponse instead() {
    return instead;
  }
}
