package dev.weir.base.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A log whose lines are kept, for tests that read them.
public final class KeptLog {
  private final List<String> lines = new ArrayList<>();

  /// Writes every line from INFO on.
  public EventLog in(LogShape shape) {
    Outlet outlet =
        new Outlet() {
          @Override
          public void line(String text) {
            lines.add(text);
          }

          @Override
          public void close() {}
        };
    return new EventLog(
        outlet,
        InstantSource.fixed(Instant.EPOCH),
        new EventLog.Settings(System.Logger.Level.INFO, shape, 0));
  }

  public List<String> lines() {
    return lines;
  }
}
