package dev.weir.view.console;

import dev.weir.base.http.Headers;

/// A request of a browser.
///
/// @param path as sent, without its query
/// @param query what follows the `?`, encoded; may be empty
/// @param from the client's address, a literal
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
record Asked(String method, String path, String query, Headers headers, byte[] body, String from) {

  /// Where the browser is, to come back to.
  String here() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /// Whether the browser stays and wants to be told, as an EventSource does.
  boolean wantsEvents() {
    return method.equals("GET")
        && headers.get("accept").filter("text/event-stream"::equals).isPresent();
  }

  boolean isPost() {
    return method.equals("POST");
  }
}
