package dev.weir.app;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has been opened, to be closed in reverse.
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final System.Logger log;

  Parts(System.Logger log) {
    this.log = log;
  }

  <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception failure) {
        log.log(System.Logger.Level.ERROR, "cannot close " + part, failure);
      }
    }
  }
}
