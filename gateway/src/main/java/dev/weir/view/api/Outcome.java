package dev.weir.view.api;

import java.util.Optional;

/// What a route answers when it succeeds.
///
/// @param page record that describes the answer; empty = the answer is a text
/// @param type media type of the answer
record Outcome(int status, Optional<Class<?>> page, String type) {
  static final Outcome NONE = new Outcome(200, Optional.empty(), Endpoint.JSON);

  static Outcome page(int status, Class<?> content) {
    return new Outcome(status, Optional.of(content), Endpoint.JSON);
  }

  static Outcome text(String type) {
    return new Outcome(200, Optional.empty(), type);
  }
}
