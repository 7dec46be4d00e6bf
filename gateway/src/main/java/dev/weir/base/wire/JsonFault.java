package dev.weir.base.wire;

/// Bytes that are not the JSON they should be.
public final class JsonFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final long position;

  /// @param position offset of the byte at which reading stopped
  public JsonFault(String message, long position) {
    super(message);
    this.position = position;
  }

  public long position() {
    return position;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    // A caller's malformed body is an expected outcome: nobody reads its stack.
    return this;
  }
}
