package dev.weir.flow.edge;

import dev.weir.flow.upstream.Upstream;
import java.util.Optional;

/// The ways to the providers that were in force when a call was accepted. Thread-safe.
@FunctionalInterface
interface Upstreams {
  /// The upstream of the call's own event loop.
  Upstream on(Caller caller);

  /// Keeps these ways open, though others are in force by then, until the action returned is run;
  /// any thread may, and running it again does nothing. Nothing if they were replaced and nobody
  /// kept them: they are closed.
  default Optional<Runnable> keep() {
    return Optional.of(() -> {});
  }
}
