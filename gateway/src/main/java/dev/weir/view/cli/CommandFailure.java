package dev.weir.view.cli;

import java.io.Serial;

/// A command that could not do what was asked. Its message is for the person at the terminal, one
/// line that says what is wrong and, where known, what to do.
public final class CommandFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;

  /// @param exitCode one of [Exit]
  public CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
