package dev.weir.view.cli;

/// Finds who answers a command.
@FunctionalInterface
public interface Connector {

  /// Opens a way to the API; the caller closes it. Blocks.
  ///
  /// @throws CommandFailure when there is none
  Transport open(ServerOption where);
}
