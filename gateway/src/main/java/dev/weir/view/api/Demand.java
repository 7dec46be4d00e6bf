package dev.weir.view.api;

import dev.weir.flow.books.Operator.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a route wants of a request.
///
/// @param role the least that may use it; empty = no key is needed
/// @param parameters of the query
/// @param body page record that describes the body; empty = none
/// @param bodyBytesMax a larger body is refused with 413
record Demand(
    Optional<Role> role, List<Parameter> parameters, Optional<Class<?>> body, int bodyBytesMax) {
  private static final int BODY_BYTES = 1 << 20;

  /// @param type as in JSON Schema: `string`, `integer`, `array` (of strings, given repeatedly)
  record Parameter(String name, String type, String description) {
    static Parameter text(String name, String description) {
      return new Parameter(name, "string", description);
    }

    static Parameter number(String name, String description) {
      return new Parameter(name, "integer", description);
    }

    static Parameter texts(String name, String description) {
      return new Parameter(name, "array", description);
    }
  }

  Demand {
    parameters = List.copyOf(parameters);
  }

  static Demand of(Role least) {
    return new Demand(Optional.of(least), List.of(), Optional.empty(), BODY_BYTES);
  }

  Demand with(Role least) {
    return new Demand(Optional.of(least), parameters, body, bodyBytesMax);
  }

  Demand withoutKey() {
    return new Demand(Optional.empty(), parameters, body, bodyBytesMax);
  }

  Demand with(Parameter... more) {
    List<Parameter> all = Stream.concat(parameters.stream(), Stream.of(more)).toList();
    return new Demand(role, all, body, bodyBytesMax);
  }

  Demand with(Class<?> content) {
    return with(content, BODY_BYTES);
  }

  Demand with(Class<?> content, int bytesMax) {
    return new Demand(role, parameters, Optional.of(content), bytesMax);
  }

  /// Whether the action reads the body itself: catalogues are large, and not always objects.
  boolean readsRaw() {
    return bodyBytesMax > BODY_BYTES;
  }
}
