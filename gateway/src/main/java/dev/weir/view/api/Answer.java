package dev.weir.view.api;

import java.util.Map;

/// What a route answers.
sealed interface Answer {

  /// A record, written as JSON with the route's own status.
  record Page(Object content) implements Answer {}

  /// A text in its own format.
  record Text(int status, String type, String content) implements Answer {}

  /// Bytes in their own format.
  @SuppressWarnings("ArrayRecordComponent") // moved, never compared
  record Bytes(int status, String type, byte[] content) implements Answer {}

  /// A text in its own format, written as it comes to be: however long it is, it is in no memory
  /// whole.
  record Streamed(String type, ApiResponse.Writing content) implements Answer {}

  /// An answer that misses something.
  ///
  /// @param note what; one line
  record Incomplete(Answer answer, String note) implements Answer {}

  /// Not done.
  ///
  /// @param code stable, for programs
  /// @param message for people: names the thing, the rule and the value seen
  /// @param headers for the client
  record Fault(int status, String code, String message, Map<String, String> headers)
      implements Answer {
    Fault(int status, String code, String message) {
      this(status, code, message, Map.of());
    }
  }

  static Answer of(Object content) {
    return new Page(content);
  }

  static Fault invalid(String message) {
    return new Fault(400, "invalid", message);
  }

  static Fault missing(String what, String id) {
    return new Fault(404, "not_found", "there is no %s '%s'".formatted(what, id));
  }

  static Fault tooLarge(String message) {
    return new Fault(413, "body_too_large", message);
  }

  static Fault unavailable(String message) {
    return new Fault(503, "unavailable", message);
  }
}
