package dev.weir.view.replay;

import java.time.Duration;
import java.util.Locale;

/// How fast a trace is played.
sealed interface Pace {

  /// As fast as answers come.
  record Max() implements Pace {}

  /// Open loop: each call is due at its recorded time divided by this, whatever became of others.
  record Times(double speed) implements Pace {
    public Times {
      if (!(speed > 0 && speed <= 1e6)) {
        throw new IllegalArgumentException(
            "a speed is 'max' or a number above 0, at most 1000000; was " + speed);
      }
    }

    long dueNanos(Duration recorded) {
      return (long) (recorded.toNanos() / speed);
    }
  }

  static Pace parse(String text) {
    if (text.toLowerCase(Locale.ROOT).equals("max")) {
      return new Max();
    }
    try {
      return new Times(Double.parseDouble(text));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "a speed is 'max' or a number above 0, at most 1000000; was '" + text + "'", notANumber);
    }
  }
}
