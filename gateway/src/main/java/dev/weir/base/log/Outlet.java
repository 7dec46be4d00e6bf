package dev.weir.base.log;

/// Where lines go. Thread-safe.
public interface Outlet extends AutoCloseable {
  /// @param text without a line end
  void line(String text);

  @Override
  void close();
}
