package dev.weir.flow.upstream;

import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.Provider;
import java.util.Optional;

/// One request to a provider.
///
/// @param id sent as `x-client-request-id`, so that a provider's own records can be matched with
///   the ledger's
/// @param model the model asked of the provider
/// @param query the caller's query string, without its `?`
/// @param headers the caller's headers, all of them
/// @param body the body as it is sent, splices applied
/// @param line of an operation, which goes where it was asked; of a wire none, as its path is the
///   family's
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
public record Attempt(
    String id,
    Provider provider,
    Wire wire,
    String model,
    boolean stream,
    String query,
    Headers headers,
    byte[] body,
    Optional<Line> line) {

  /// A request line without its query.
  public record Line(String method, String path) {}
}
