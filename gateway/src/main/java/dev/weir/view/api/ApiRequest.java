package dev.weir.view.api;

/// A request, however it came.
///
/// @param path without its query, encoded as in a URL
/// @param query what follows the `?`, encoded; may be empty
public record ApiRequest(String method, String path, String query, Caller caller, Content content) {

  /// Who asks.
  public sealed interface Caller {
    /// Whoever shows this secret.
    record Bearer(String secret) implements Caller {
      @Override
      public String toString() {
        return "Bearer[…]";
      }
    }

    /// Somebody on this machine who may read the data directory: may do everything. Never made from
    /// a request over the network.
    ///
    /// @param who for the audit trail
    record Local(String who) implements Caller {}

    /// Somebody who has signed in to the console. Never made from a credential that a request
    /// shows.
    ///
    /// @param operator the person's id, `op_…`
    record SignedIn(String operator) implements Caller {}

    /// No credential.
    record Nobody() implements Caller {}
  }
}
