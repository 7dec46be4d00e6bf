package dev.weir.base.store;

/// The database could not do what it was asked: no room, a locked or damaged file, a broken script,
/// a schema that is newer than this program. Names the file and what was attempted.
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFailure(String message) {
    super(message);
  }

  public StoreFailure(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
