package dev.weir.base.segment;

import java.io.Serial;

/// The journal cannot be opened or read as it is; the message names the file, the offset and what
/// to do about it.
public final class JournalException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean inUse;

  public JournalException(String message) {
    super(message);
    this.inUse = false;
  }

  public JournalException(String message, Throwable cause) {
    super(message, cause);
    this.inUse = false;
  }

  private JournalException(String message, boolean inUse) {
    super(message);
    this.inUse = inUse;
  }

  /// A journal that another process owns at present.
  static JournalException inUse(String message) {
    return new JournalException(message, true);
  }

  /// Whether another process owns it at present; later it may be free.
  public boolean isInUse() {
    return inUse;
  }
}
