package dev.weir.view.api;

/// One thing that was looked at, and how it is.
///
/// @param name `journal`, `ledger`, `config`, `upstreams`, `clock`, `disk`
/// @param says what was seen, and why it is not good where it is not
public record HealthCheck(String name, State state, String says) {
  /// How it is.
  public enum State {
    OK,
    /// Calls are served; somebody should look.
    ATTENTION,
    /// Calls cannot be served.
    FAILED
  }

  public static HealthCheck ok(String name, String says) {
    return new HealthCheck(name, State.OK, says);
  }

  public static HealthCheck attention(String name, String says) {
    return new HealthCheck(name, State.ATTENTION, says);
  }

  public static HealthCheck failed(String name, String says) {
    return new HealthCheck(name, State.FAILED, says);
  }
}
