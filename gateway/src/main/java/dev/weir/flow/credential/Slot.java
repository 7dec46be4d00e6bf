package dev.weir.flow.credential;

/// One provider's credential. Written by its keeper, read by calls; any thread.
final class Slot {
  private volatile Credential now;

  Slot(Credential first) {
    this.now = first;
  }

  Credential now() {
    return now;
  }

  void take(Credential next) {
    now = next;
  }
}
