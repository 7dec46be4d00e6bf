package dev.weir.base.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many lines of each kind may still be written in this minute, and what was dropped. Guarded
/// by itself.
final class Allowance {
  static final String OTHER = "other";
  private static final int KINDS_MAX = 200;
  private static final long WINDOW_MILLIS = Duration.ofMinutes(1).toMillis();

  private final Map<String, Window> windows = new HashMap<>();

  /// @param number of the minute
  private record Window(long number, int taken, long dropped, long droppedEver) {}

  /// What was dropped of one kind in a minute that is over.
  record Dropped(String kind, long lines) {}

  /// @param kinds those whose minute is over, with how many lines they lost
  record Answer(boolean isTaken, List<Dropped> kinds) {}

  /// @param perMinute most lines of a kind; 0 = any number
  synchronized Answer take(String asked, Instant now, int perMinute) {
    String kind = windows.containsKey(asked) || windows.size() < KINDS_MAX ? asked : OTHER;
    long number = Math.floorDiv(now.toEpochMilli(), WINDOW_MILLIS);
    List<Dropped> over = close(number);
    Window window = windows.getOrDefault(kind, new Window(number, 0, 0, 0));
    boolean isTaken = perMinute == 0 || window.taken < perMinute;
    windows.put(
        kind,
        new Window(
            number,
            window.taken + (isTaken ? 1 : 0),
            window.dropped + (isTaken ? 0 : 1),
            window.droppedEver + (isTaken ? 0 : 1)));
    return new Answer(isTaken, over);
  }

  /// Begins anew with what belongs to another minute; a clock that steps back does, too.
  private List<Dropped> close(long number) {
    List<Dropped> over = new ArrayList<>();
    windows.replaceAll((kind, window) -> {
      if (window.number == number) {
        return window;
      }
      if (window.dropped > 0) {
        over.add(new Dropped(kind, window.dropped));
      }
      return new Window(number, 0, 0, window.droppedEver);
    });
    return over;
  }

  /// What has not been told yet; everything begins anew.
  synchronized List<Dropped> rest() {
    return close(Long.MIN_VALUE);
  }

  /// Lines dropped since the start, by kind.
  synchronized Map<String, Number> droppedEver() {
    Map<String, Number> dropped = new TreeMap<>();
    windows.forEach((kind, window) -> {
      if (window.droppedEver > 0) {
        dropped.put(kind, window.droppedEver);
      }
    });
    return dropped;
  }
}
