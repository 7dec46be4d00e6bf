package dev.weir.flow.journal;

import java.io.Serial;

/// The journal cannot be opened or read as it is; the message names the file, the offset and what
/// to do about it.
public final class JournalException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  JournalException(String message) {
    super(message);
  }

  JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
