package dev.weir.flow.entry;

import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import java.util.Optional;

/// What is known of a call when it is judged; written once, with its first entry.
///
/// @param principal who calls
/// @param route the operation the call came in by, for example `openai.chat`
/// @param modelAsked the model name as the caller wrote it
/// @param stream whether the caller asked for a stream
/// @param purpose `primary`, `guardrail`, `judge`, `rerank`, `summary`, `shadow`, `audit` …: what
///   the call is for
/// @param parent the call on whose behalf this one is made
/// @param bodyBytes size of the request body
public record CallFacts(
    Principal principal,
    String route,
    String modelAsked,
    boolean stream,
    String purpose,
    Optional<CallId> parent,
    int bodyBytes) {

  /// The same call with more tags of Weir's own.
  public CallFacts with(Tags.Tag... more) {
    Principal its =
        new Principal(principal.key(), principal.tags().with(more), principal.quarantined());
    return new CallFacts(its, route, modelAsked, stream, purpose, parent, bodyBytes);
  }
}
