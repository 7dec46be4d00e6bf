package dev.weir.view.api;

import dev.weir.view.api.Demand.Belonging;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.right.Right;
import java.util.Set;

/// One route: what dispatches a request and what the OpenAPI document says about it.
///
/// @param takes what a request brings
/// @param gives what a success answers
record Endpoint(Signature route, Demand takes, Outcome gives, Action action) {
  static final String JSON = "application/json";

  private static final Parameter WHY =
      Parameter.text("why", "Why the change is made, for the audit trail.");
  private static final Parameter EXPECTED =
      Parameter.number(
          "expected_version",
          "The version this change was made against, 0 where none is in force; 409 if there is another.");

  /// What a route is called by.
  ///
  /// @param operation unique name, for client generators
  record Signature(String operation, String method, PathTemplate path, String summary) {}

  /// Carries the request out.
  @FunctionalInterface
  interface Action {
    Answer on(Inquiry inquiry) throws InterruptedException;
  }

  /// A route that reads.
  static Endpoint get(String operation, String path, String summary) {
    return of(
        new Signature(operation, "GET", new PathTemplate(path), summary), Demand.of(Right.READ));
  }

  /// A route that changes something.
  static Endpoint change(String method, String operation, String path, String summary) {
    return of(
        new Signature(operation, method, new PathTemplate(path), summary),
        Demand.of(Right.CHANGE).with(WHY));
  }

  /// A route that reads, by a question too long for a path.
  static Endpoint ask(String operation, String path, String summary) {
    return of(
        new Signature(operation, "POST", new PathTemplate(path), summary), Demand.of(Right.READ));
  }

  private static Endpoint of(Signature route, Demand takes) {
    return new Endpoint(
        route,
        takes,
        Outcome.NONE,
        _ -> {
          throw new IllegalStateException("the route " + route.operation() + " has no action");
        });
  }

  Endpoint needs(Right right) {
    return with(takes.with(right));
  }

  /// A route that changes what belongs to the use case its path names.
  Endpoint ofUseCase() {
    return ofUseCase(inquiry -> Set.of(inquiry.id()));
  }

  /// A route that changes what belongs to use cases, and to which.
  Endpoint ofUseCase(Belonging whose) {
    return with(takes.of(whose));
  }

  Endpoint needsNoKey() {
    return with(takes.withoutKey());
  }

  Endpoint asks(Parameter... more) {
    return with(takes.with(more));
  }

  Endpoint versioned() {
    return asks(EXPECTED);
  }

  Endpoint takes(Class<?> content) {
    return with(takes.with(content));
  }

  Endpoint takes(Class<?> content, int bytesMax) {
    return with(takes.with(content, bytesMax));
  }

  private Endpoint with(Demand other) {
    return new Endpoint(route, other, gives, action);
  }

  Endpoint answers(Class<?> content) {
    return with(Outcome.page(200, content));
  }

  Endpoint creates(Class<?> content) {
    return with(Outcome.page(201, content));
  }

  Endpoint answersText(String mediaType) {
    return with(Outcome.text(mediaType));
  }

  private Endpoint with(Outcome other) {
    return new Endpoint(route, takes, other, action);
  }

  Endpoint does(Action what) {
    return new Endpoint(route, takes, gives, what);
  }
}
