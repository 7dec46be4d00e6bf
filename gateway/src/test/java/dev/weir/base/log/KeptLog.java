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
    return in(shape, 0, InstantSource.fixed(Instant.EPOCH));
  }

  /// @param perMinute of each kind; 0 = all
  EventLog in(LogShape shape, int perMinute, InstantSource clock) {
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
        outlet, clock, new EventLog.Settings(System.Logger.Level.INFO, shape, perMinute));
  }

  public List<String> lines() {
    return lines;
  }
}
