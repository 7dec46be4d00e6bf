package dev.weir.simulator.request;

/// A request body that the provider would refuse with 400.
public final class BadRequest extends Exception {
  private static final long serialVersionUID = 1L;

  public BadRequest(String message) {
    super(message, null, false, false);
  }
}
