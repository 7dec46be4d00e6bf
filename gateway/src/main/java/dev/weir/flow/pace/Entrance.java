package dev.weir.flow.pace;

import java.time.Duration;

/// Whether an attempt may pass.
public sealed interface Entrance {

  /// It passes.
  record Free() implements Entrance {}

  /// It is told when it may, and is to withdraw after this time.
  record Waiting(Duration most) implements Entrance {}

  /// It does not.
  ///
  /// @param why for people
  /// @param after when it may be worth another try
  record Full(String why, Duration after) implements Entrance {}
}
