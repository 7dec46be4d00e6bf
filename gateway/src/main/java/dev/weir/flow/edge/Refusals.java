package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.ErrorShape;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.refusal.Refusal;
import java.util.Map;

/// Answers a call that is not carried out, in its own dialect.
record Refusals(Caller caller, Dialect dialect, CallId call) {

  void answer(Refusal refusal) {
    answer(refusal, Headers.EMPTY);
  }

  /// @param more headers
  void answer(Refusal refusal, Headers more) {
    int status = Statuses.of(refusal.kind());
    Headers headers =
        Statuses.retrying(refusal)
            .plus("content-type", "application/json")
            .plus(WeirHeaders.CALL_ID, call.toString());
    for (Map.Entry<String, String> typed : ErrorShape.headers(dialect, status).entrySet()) {
      headers = headers.plus(typed.getKey(), typed.getValue());
    }
    caller.end(
        status, headers.with(more), ErrorShape.body(dialect, refusal, status, call.toString()));
  }

  /// Ends a stream that cannot go on: an explicit error event, then a torn connection.
  ///
  /// @param midEvent whether the stream broke inside an event
  void tear(Refusal refusal, boolean midEvent) {
    int status = Statuses.of(refusal.kind());
    caller.write(ErrorShape.event(dialect, refusal, status, call.toString(), midEvent));
    caller.abort();
  }
}
