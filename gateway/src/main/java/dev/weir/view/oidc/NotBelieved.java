package dev.weir.view.oidc;

/// A sign-in that came to nothing, for a reason that people are told.
final class NotBelieved extends Exception {
  private static final long serialVersionUID = 1L;

  NotBelieved(String message) {
    super(message);
  }

  NotBelieved(String message, Throwable cause) {
    super(message, cause);
  }
}
