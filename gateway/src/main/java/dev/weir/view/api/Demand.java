package dev.weir.view.api;

import dev.weir.view.right.Right;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a route wants of a request.
///
/// @param right what it takes to use it; empty = no key is needed
/// @param belongs whose it is, for who may change only what is of some use cases
/// @param parameters of the query
/// @param body page record that describes the body; empty = none
/// @param bodyBytesMax a larger body is refused with 413
record Demand(
    Optional<Right> right,
    Belonging belongs,
    List<Parameter> parameters,
    Optional<Class<?>> body,
    int bodyBytesMax) {
  private static final int BODY_BYTES = 1 << 20;

  /// Says which use cases a request changes something of: by its path, its body, and what is there.
  @FunctionalInterface
  interface Belonging {
    Set<String> useCases(Inquiry inquiry);
  }

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

  static Demand of(Right right) {
    return new Demand(Optional.of(right), _ -> Set.of(), List.of(), Optional.empty(), BODY_BYTES);
  }

  Demand with(Right other) {
    return new Demand(Optional.of(other), belongs, parameters, body, bodyBytesMax);
  }

  Demand of(Belonging whose) {
    return new Demand(Optional.of(Right.CHANGE_USE_CASE), whose, parameters, body, bodyBytesMax);
  }

  Demand withoutKey() {
    return new Demand(Optional.empty(), belongs, parameters, body, bodyBytesMax);
  }

  Demand with(Parameter... more) {
    List<Parameter> all = Stream.concat(parameters.stream(), Stream.of(more)).toList();
    return new Demand(right, belongs, all, body, bodyBytesMax);
  }

  Demand with(Class<?> content) {
    return with(content, BODY_BYTES);
  }

  Demand with(Class<?> content, int bytesMax) {
    return new Demand(right, belongs, parameters, Optional.of(content), bytesMax);
  }

  /// Whether the action reads the body itself: catalogues are large, and not always objects.
  boolean readsRaw() {
    return bodyBytesMax > BODY_BYTES;
  }
}
