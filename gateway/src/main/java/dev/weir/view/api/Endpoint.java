package dev.weir.view.api;

import dev.weir.flow.books.Operator.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One route: what dispatches a request and what the OpenAPI document says about it.
///
/// @param operation unique name, for client generators
/// @param role the least that may use it; empty = no key is needed
/// @param body page record that describes the body; empty = none
/// @param bodyBytesMax a larger body is refused with 413
/// @param status of a success
/// @param page record that describes the answer; empty = the answer is a text
/// @param type media type of the answer
record Endpoint(
    String operation,
    String method,
    PathTemplate path,
    String summary,
    Optional<Role> role,
    List<Parameter> parameters,
    Optional<Class<?>> body,
    int bodyBytesMax,
    int status,
    Optional<Class<?>> page,
    String type,
    Action action) {
  static final String JSON = "application/json";
  private static final int BODY_BYTES = 1 << 20;

  /// Carries the request out.
  @FunctionalInterface
  interface Action {
    Answer on(Inquiry inquiry) throws InterruptedException;
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

  private static final List<Parameter> OF_CHANGES =
      List.of(Parameter.text("why", "Why the change is made, for the audit trail."));
  private static final Parameter EXPECTED =
      Parameter.number(
          "expected_version",
          "The version this change was made against, 0 for a new thing; 409 if there is another.");

  Endpoint {
    parameters = List.copyOf(parameters);
  }

  /// A route that reads.
  static Endpoint get(String operation, String path, String summary) {
    return of("GET", operation, path, summary, Role.VIEWER, List.of());
  }

  /// A route that changes something.
  static Endpoint change(String method, String operation, String path, String summary) {
    return of(method, operation, path, summary, Role.FINOPS, OF_CHANGES);
  }

  private static Endpoint of(
      String method,
      String operation,
      String path,
      String summary,
      Role role,
      List<Parameter> parameters) {
    return new Endpoint(
        operation,
        method,
        new PathTemplate(path),
        summary,
        Optional.of(role),
        parameters,
        Optional.empty(),
        BODY_BYTES,
        200,
        Optional.empty(),
        JSON,
        _ -> {
          throw new IllegalStateException("the route " + operation + " has no action");
        });
  }

  Endpoint needs(Role least) {
    return new Endpoint(
        operation,
        method,
        path,
        summary,
        Optional.of(least),
        parameters,
        body,
        bodyBytesMax,
        status,
        page,
        type,
        action);
  }

  Endpoint needsNoKey() {
    return new Endpoint(
        operation,
        method,
        path,
        summary,
        Optional.empty(),
        parameters,
        body,
        bodyBytesMax,
        status,
        page,
        type,
        action);
  }

  Endpoint asks(Parameter... more) {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(List.of(more));
    return new Endpoint(
        operation,
        method,
        path,
        summary,
        role,
        all,
        body,
        bodyBytesMax,
        status,
        page,
        type,
        action);
  }

  Endpoint versioned() {
    return asks(EXPECTED);
  }

  Endpoint takes(Class<?> content) {
    return takes(content, BODY_BYTES);
  }

  Endpoint takes(Class<?> content, int bytesMax) {
    return new Endpoint(
        operation,
        method,
        path,
        summary,
        role,
        parameters,
        Optional.of(content),
        bytesMax,
        status,
        page,
        type,
        action);
  }

  /// Whether the action reads the body itself: catalogues are large, and not always objects.
  boolean readsRaw() {
    return bodyBytesMax > BODY_BYTES;
  }

  Endpoint answers(Class<?> content) {
    return answers(200, content);
  }

  Endpoint creates(Class<?> content) {
    return answers(201, content);
  }

  private Endpoint answers(int ok, Class<?> content) {
    return new Endpoint(
        operation,
        method,
        path,
        summary,
        role,
        parameters,
        body,
        bodyBytesMax,
        ok,
        Optional.of(content),
        JSON,
        action);
  }

  Endpoint answersText(String mediaType) {
    return new Endpoint(
        operation,
        method,
        path,
        summary,
        role,
        parameters,
        body,
        bodyBytesMax,
        status,
        page,
        mediaType,
        action);
  }

  Endpoint does(Action what) {
    return new Endpoint(
        operation,
        method,
        path,
        summary,
        role,
        parameters,
        body,
        bodyBytesMax,
        status,
        page,
        type,
        what);
  }
}
