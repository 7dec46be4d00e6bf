package dev.weir.base.segment;

import java.io.Serial;

/// The journal cannot be opened or read as it is; the message names the file, the offset and what
/// to do about it.
public final class JournalException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public JournalException(String message) {
    super(message);
  }

  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
