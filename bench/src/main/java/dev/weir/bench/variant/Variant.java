package dev.weir.bench.variant;

import dev.weir.bench.traffic.Target;

/// Something between load and upstream, or nothing.
public sealed interface Variant extends AutoCloseable permits Proxy, Weir {
  String name();

  Target target();

  /// Its process; 0 where there is none.
  long pid();

  /// Waits until it has finished what its last traffic left it to do.
  ///
  /// @return how long that took, in milliseconds
  long settleMillis() throws InterruptedException;

  @Override
  void close();
}
