package dev.weir.base.http;

/// What a listener has open and holds over all its loops.
///
/// @param bodies of requests
/// @param answers that receivers hold until they are whole
record ListenerLoad(OpenConnections connections, HeldBytes bodies, HeldBytes answers) {
  static ListenerLoad of(ListenerLimits limits) {
    return new ListenerLoad(
        new OpenConnections(limits),
        new HeldBytes(limits.heldBytesMax()),
        new HeldBytes(limits.heldBytesMax()));
  }

  Held held() {
    return new Held(bodies, answers);
  }
}
