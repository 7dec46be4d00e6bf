package dev.weir.flow.route;

/// What calls may try.
///
/// @param retry of a call that asks for a route
/// @param unrouted of one that asks for a model by its own name
public record RoutingRules(RetryRules retry, RetryRules unrouted) {
  public static final RoutingRules USUAL = new RoutingRules(RetryRules.USUAL, RetryRules.ONCE);
}
