package dev.weir.flow.journal;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// A log for tests that provoke failures by the hundred.
public final class QuietLog implements System.Logger {
  @Override
  public String getName() {
    return "quiet";
  }

  @Override
  public boolean isLoggable(Level level) {
    return false;
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {}

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... values) {}
}
